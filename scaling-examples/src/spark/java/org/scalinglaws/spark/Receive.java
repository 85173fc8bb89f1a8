package org.scalinglaws.spark;

import java.util.List;
import java.util.Queue;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Takes what a partition answered, on the machine that asked. */
final class Receive extends AbstractFunction2<Object, List<Answer>, BoxedUnit> {
    private final Queue<List<Answer>> arrived;

    Receive(Queue<List<Answer>> arrived) {
        this.arrived = arrived;
    }

    @Override
    public BoxedUnit apply(Object partition, List<Answer> answers) {
        arrived.add(answers);
        return BoxedUnit.UNIT;
    }
}
