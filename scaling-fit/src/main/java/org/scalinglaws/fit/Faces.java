package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Interval;

/**
 * Smaller families first: the best law of each face of the range, where one number lies at zero or at
 * a finite bound. Where three numbers are not solved for, a face leaves two, over which a grid sees
 * every valley; some valleys end at a face so steeply that no way from inside leads there, as that of
 * a curve with a corner does.
 *
 * @param problem what is searched
 * @param search finds the best law of a face, which is a problem of its own
 */
record Faces<L extends LossLaw>(FitProblem<L> problem, Function<FitProblem<L>, Fit<L>> search) {
    /** So many numbers that are not solved for leave faces that a grid can see. */
    static final int SEARCHED = 3;

    /** The best laws of all faces as places to descend from: no independent starts. */
    List<Descent> ends() {
        List<Descent> ends = new ArrayList<>();
        if (problem.starts().searched() == SEARCHED) {
            List<Parameter> parameters = problem.family().parameters();
            for (int j = 0; j < parameters.size(); j++) {
                if (isChosen(j)) {
                    for (double value : faces(parameters.get(j))) {
                        end(parameters.get(j), value).ifPresent(ends::add);
                    }
                }
            }
        }
        return ends;
    }

    /** Whether the number is free, no other's follower, and not solved for. */
    private boolean isChosen(int j) {
        String name = problem.family().parameters().get(j).name();
        return problem.coordinates().place(j) >= 0
                && !problem.restrictions().tied().containsKey(name)
                && !problem.family().coefficients().contains(j)
                && !problem.family().logarithms().contains(j);
    }

    /** Zero and the finite bounds, where the family has laws there. */
    private List<Double> faces(Parameter parameter) {
        Interval stated = problem.restrictions().bounds().get(parameter.name());
        double lower = stated == null ? parameter.lower() : stated.lower();
        double upper = stated == null ? parameter.upper() : stated.upper();
        return DoubleStream.of(lower, 0, upper)
                .distinct()
                .filter(value -> Double.isFinite(value) && lower <= value && value <= upper)
                .filter(value -> value > 0 || parameter.scale() != Scale.LOG)
                .boxed()
                .toList();
    }

    private Optional<Descent> end(Parameter parameter, double value) {
        Map<String, Interval> bounds = new LinkedHashMap<>(problem.restrictions().bounds());
        bounds.remove(parameter.name());
        Restrictions face =
                new Restrictions(
                                bounds,
                                problem.restrictions().fixed(),
                                problem.restrictions().tied())
                        .withFixed(parameter.name(), value);
        try {
            FitProblem<L> smaller =
                    FitProblem.of(problem.family(), problem.runs(), problem.objective(), face);
            Fit<L> best = search.apply(smaller);
            double[] point = problem.at(best.law()).point();
            double squares = problem.resample().squares().value(point);
            return Optional.of(
                    Descent.from(point, 0, best.solution().evaluations()).valued(squares));
        } catch (NoFitException none) {
            // No law of the family lies on this face.
            return Optional.empty();
        }
    }
}
