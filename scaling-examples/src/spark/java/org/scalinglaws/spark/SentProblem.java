package org.scalinglaws.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.fit.SentFit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;

/** A problem that is sent to each machine once, and stated there once. */
final class SentProblem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SentFit fit;
    private transient volatile @Nullable FitProblem<?> problem;

    SentProblem(SentFit fit) {
        this.fit = fit;
    }

    FitProblem<?> problem() {
        FitProblem<?> known = problem;
        if (known == null) {
            synchronized (this) {
                known = problem;
                if (known == null) {
                    known = fit.<LossLaw>open().problem();
                    problem = known;
                }
            }
        }
        return known;
    }
}
