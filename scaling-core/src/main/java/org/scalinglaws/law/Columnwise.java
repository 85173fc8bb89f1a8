package org.scalinglaws.law;

import org.jspecify.annotations.Nullable;

/** A formula for many runs: it is differentiated when it is first evaluated on some. */
final class Columnwise {
    private final Expression loss;
    private final int count;
    private @Nullable Derivatives derivatives;

    Columnwise(Expression loss, int count) {
        this.loss = loss;
        this.count = count;
    }

    synchronized Derivatives derivatives() {
        if (derivatives == null) {
            derivatives = new Derivatives(loss, count);
        }
        return derivatives;
    }
}
