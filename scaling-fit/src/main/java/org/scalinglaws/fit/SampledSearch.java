package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;

/**
 * A search of many runs: a sample of them shows the valleys, and of the ends of a search among those the
 * best go on with all runs, whose objective judges.
 */
record SampledSearch<L extends LossLaw>(Search<L> search) {
    /** Fewer runs than so many samples are soon searched themselves. */
    private static final int SAMPLES = 2;

    /** So many ends go on with all runs. */
    private static final int FINALISTS = 4;

    boolean isWorthIt() {
        return search.problem().runs().size() > SAMPLES * Sample.ROWS;
    }

    /** The ends with all runs, not yet judged; none where a sample leads to no law of all runs. */
    List<Descent> ends() {
        FitProblem<L> problem = search.problem();
        try {
            FitProblem<L> some =
                    FitProblem.of(
                            problem.family(),
                            Sample.of(problem.runs(), problem.family().factors()),
                            problem.objective(),
                            problem.restrictions(),
                            problem.response());
            List<Descent> ends = new Search<>(some, search.solver(), search.thorough()).byAll();
            return onward(some, ends.subList(0, Math.min(FINALISTS, ends.size())));
        } catch (NoFitException none) {
            return List.of();
        }
    }

    private List<Descent> onward(FitProblem<L> some, List<Descent> ends) {
        FitProblem<L> problem = search.problem();
        Resample runs = search.runs();
        List<Descent> descents = new ArrayList<>();
        for (Descent end : ends) {
            double[] values = some.at(end.solution().point()).values();
            if (!Double.isFinite(end.value()) || !areFinite(values)) {
                continue;
            }

            // Where the sample needs no term at all there is no way on: all runs may well need it.
            double[] start = problem.at(problem.family().at(values)).point();
            if (!areFinite(start)) {
                return List.of();
            }
            double spread = Search.SHARPER * Search.spread(runs, start);
            Descent way = Descent.from(start, end.starts(), end.evaluations());
            for (Objective stage : problem.objective().path(spread)) {
                way = Search.descend(runs, search.solver(), stage, way);
            }
            descents.add(way);
        }
        return descents;
    }

    private static boolean areFinite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }
}
