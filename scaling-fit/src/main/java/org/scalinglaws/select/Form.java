package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Scale;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * A form that the loss may have, and where its fit begins.
 *
 * @param family the laws of this form
 * @param guesses numbers of laws to descend from, one or more for any runs
 * @param <L> the type of the laws
 */
public record Form<L extends LossLaw>(LawFamily<L> family, Guesses guesses) {
    /** How often the cost may be evaluated from one guess. */
    private static final int PATIENCE = 400;

    /** A descent ends where its model promises less than this share of the cost. */
    private static final double ENOUGH = 1e-9;

    /** So many more runs than parameters make a form worth fitting. */
    private static final int SPARE = 2;

    /** Small, usual and large. */
    private static final List<Double> EXPONENTS = List.of(0.15, 0.4, 0.9);

    private static final Form<ChinchillaLaw> CHINCHILLA =
            new Form<>(ChinchillaLaw.FAMILY, Form::pairsOfExponents);

    /** Laws to descend from. */
    @FunctionalInterface
    public interface Guesses {
        /**
         * The guesses for some runs.
         *
         * @param evidence the runs
         * @return numbers in the order of the family, for each guess
         */
        List<double[]> of(Evidence evidence);
    }

    /** Refuses nulls. */
    public Form {
        requireNonNull(family, "family");
        requireNonNull(guesses, "guesses");
    }

    /**
     * The forms of model size and data: over-training, Chinchilla, coupled and Farseer.
     *
     * @return from the fewest parameters to the most
     */
    public static List<Form<?>> ofSizeAndData() {
        return List.of(
                new Form<>(OverTrainingLaw.FAMILY, Form::exponentsOfCompute),
                CHINCHILLA,
                new Form<>(CoupledLaw.FAMILY, Form::chinchillaWithGamma),
                new Form<>(FarseerLaw.FAMILY, Form::publishedFarseer));
    }

    /** Coefficients are solved for, so that only the exponents of a guess matter. */
    private static List<double[]> exponentsOfCompute(Evidence evidence) {
        requireNonNull(evidence, "evidence");
        return EXPONENTS.stream().map(exponent -> new double[] {0, 1, 1, exponent / 2}).toList();
    }

    private static List<double[]> pairsOfExponents(Evidence evidence) {
        requireNonNull(evidence, "evidence");
        List<double[]> guesses = new ArrayList<>();
        for (double alpha : EXPONENTS) {
            for (double beta : EXPONENTS) {
                guesses.add(new double[] {0, 1, alpha, 1, beta});
            }
        }
        return guesses;
    }

    /** Chinchilla's optimum, which is a coupled law with gamma = 1. */
    private static List<double[]> chinchillaWithGamma(Evidence evidence) {
        return CHINCHILLA
                .fit(evidence, ones(evidence), Optional.empty())
                .map(Fit::law)
                .map(l -> new double[] {l.e(), l.a(), l.alpha(), l.b(), l.beta(), 1})
                .map(List::of)
                .orElse(List.of());
    }

    /** The paper's numbers, in the unit of these losses. */
    private static List<double[]> publishedFarseer(Evidence evidence) {
        double shift =
                Arrays.stream(evidence.runs().losses()).map(Math::log).average().orElseThrow();
        return List.of(
                new double[] {
                    -0.124, 0.123, 0.424, 88.01, -0.1, -6.287 + shift, -0.021, 0.169, -0.091 + shift
                });
    }

    /** {@return the name of the form} */
    public String name() {
        return family.name();
    }

    /**
     * Fits the form by weighted squares of ln L, with Huber's weights against outliers.
     *
     * @param evidence the runs
     * @return the fit; none where there are too few runs, or no law of this form exists
     */
    public Optional<FormFit<L>> fit(Evidence evidence) {
        return fitFrom(requireNonNull(evidence, "evidence"), Optional.empty());
    }

    /**
     * Fits the form, with one more law to descend from.
     *
     * @param evidence the runs
     * @param before the fit to fewer of these runs
     * @return the fit; none where there are too few runs, or no law of this form exists
     */
    public Optional<FormFit<L>> fit(Evidence evidence, FormFit<?> before) {
        requireNonNull(evidence, "evidence");
        requireNonNull(before, "before");
        return fitFrom(evidence, Optional.of(before.values()));
    }

    private Optional<FormFit<L>> fitFrom(Evidence evidence, Optional<double[]> near) {
        if (evidence.counted() < family.parameters().size() + SPARE) {
            return Optional.empty();
        }
        double[] factors = ones(evidence);
        Optional<Fit<L>> best = fit(evidence, factors, near);
        for (int round = 0; round < 3 && best.isPresent(); round++) {
            double[] robust = HuberWeights.of(best.get(), evidence.weights());
            if (Arrays.equals(robust, factors)) {
                break;
            }
            factors = robust;
            double[] from = family.values(best.get().law());
            best = descend(problem(evidence, factors), List.of(from));
        }
        double[] last = factors;
        return best.map(fit -> new FormFit<>(fit, evidence, last));
    }

    private static double[] ones(Evidence evidence) {
        double[] ones = new double[evidence.runs().size()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private FitProblem<L> problem(Evidence evidence, double[] factors) {
        return FitProblem.of(
                family, evidence.weighted(factors), Objective.logSquares(), Restrictions.NONE);
    }

    private Optional<Fit<L>> fit(Evidence evidence, double[] factors, Optional<double[]> near) {
        List<double[]> starts = new ArrayList<>(guesses.of(evidence));
        near.ifPresent(starts::add);
        return descend(problem(evidence, factors), starts);
    }

    /** A number on a log scale may have shrunk to zero. */
    private boolean isInside(double[] values) {
        return IntStream.range(0, values.length)
                .allMatch(j -> values[j] > 0 || family.parameters().get(j).scale() == Scale.LINEAR);
    }

    /** The lowest end of all descents. */
    private Optional<Fit<L>> descend(FitProblem<L> problem, List<double[]> starts) {
        Solver solver = Solver.gaussNewton(PATIENCE, ENOUGH);
        Fit<L> best = null;
        for (double[] start : starts.stream().filter(this::isInside).toList()) {
            // The first of its points has the coefficients solved for.
            double[] point = problem.starts().from(start).get(0);
            Solution end = solver.solve(problem.cost(), point);
            boolean lower = best == null || end.value() < best.objective();
            if (Double.isFinite(end.value()) && lower) {
                best = new Fit<>(problem.at(end.point()).law(), problem, end, solver);
            }
        }
        return Optional.ofNullable(best);
    }
}
