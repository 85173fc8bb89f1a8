package org.scalinglaws.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Does the tasks of one partition on the machine where it is. */
record TaskRange(Broadcast<Shared> shared) implements FlatMapFunction<Iterator<Integer>, Answer> {
    private static final double[] NOTHING = {};

    @Override
    public Iterator<Answer> call(Iterator<Integer> tasks) {
        IntFunction<double[]> worker = shared.value().tasks().worker();
        List<Answer> answers = new ArrayList<>();
        while (tasks.hasNext()) {
            int task = tasks.next();
            try {
                answers.add(new Answer(task, worker.apply(task), null));
            } catch (RuntimeException thrown) {
                answers.add(new Answer(task, NOTHING, thrown));
                break;
            }
        }
        return answers.iterator();
    }
}
