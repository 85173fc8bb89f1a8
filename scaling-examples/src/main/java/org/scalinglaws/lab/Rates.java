package org.scalinglaws.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.isoflop.Polynomial;

/**
 * The learning rate of each size: the vertex of a parabola of loss on ln rate through the best trial
 * and its neighbours, or the best trial itself where it is the first or last. A size without trials
 * takes the line of ln rate on ln parameters through those that have them. Two digits are kept.
 */
final class Rates {
    private final Map<Shape, Double> best = new LinkedHashMap<>();
    private final Polynomial line;

    private Rates(Map<Shape, Double> best) {
        this.best.putAll(best);
        double[] sizes = best.keySet().stream().mapToDouble(Rates::logSize).toArray();
        double[] rates = best.values().stream().mapToDouble(Math::log).toArray();
        this.line = Polynomial.fit(1, sizes, rates);
    }

    /** Reads them off trials; those of one size come one after another, by rising rate. */
    static Rates of(List<Job> trials, ToDoubleFunction<Job> loss) {
        Map<Shape, Double> best = new LinkedHashMap<>();
        for (Job trial : trials) {
            List<Job> same = trials.stream().filter(t -> t.shape().equals(trial.shape())).toList();
            best.computeIfAbsent(trial.shape(), shape -> best(same, loss));
        }
        return new Rates(best);
    }

    private static double best(List<Job> trials, ToDoubleFunction<Job> loss) {
        double[] logs = trials.stream().mapToDouble(trial -> Math.log(trial.rate())).toArray();
        double[] losses = trials.stream().mapToDouble(loss).toArray();
        int least = 0;
        for (int i = 1; i < losses.length; i++) {
            least = losses[i] < losses[least] ? i : least;
        }
        if (least == 0 || least == losses.length - 1) {
            return trials.get(least).rate();
        }
        double[] x = {logs[least - 1], logs[least], logs[least + 1]};
        double[] y = {losses[least - 1], losses[least], losses[least + 1]};
        return rounded(Math.exp(Polynomial.fit(2, x, y).vertex()));
    }

    private static double logSize(Shape shape) {
        return Math.log((double) shape.parameters());
    }

    private static double rounded(double rate) {
        return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
    }

    double at(Shape shape) {
        Double tried = best.get(shape);
        return tried == null ? rounded(Math.exp(line.at(logSize(shape)))) : tried;
    }
}
