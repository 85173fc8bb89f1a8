package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.ParallelCall;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws laws from what is believed once the runs are seen: the prior of each parameter times what the
 * runs say, at any number of parameters and however far from normal.
 *
 * <p>A parameter without a stated {@link Prior} has a flat one inside its bounds: of its logarithm
 * when it is on a log scale, such as a coefficient, else of its value. What the runs say follows from
 * the objective F over n runs (by weight) and p free parameters:
 *
 * <pre>
 *  a sum of squares     (2 F)^(-n/2): normal noise, whose size s is unknown with prior 1/s
 *  fits its scale s     exp(-F): its own likelihood, with a flat prior of ln s
 *  any other            exp(-F / c),  c = (sum w psi^2 / (n - p)) / (sum w k / n)</pre>
 *
 * <p>The last has no likelihood behind it. It is a general update by a loss, whose weight 1/c is such
 * that for noise of one size the draws scatter as {@link Covariance#sandwich} says; psi is the slope
 * of the objective and k its smoothed curvature, as there.
 *
 * <p>Four chains start apart from each other and each takes steps until it has warmed up; the draws
 * that are kept afterwards lie about as many steps apart as one independent draw takes, so that few
 * of them say the same twice. {@link ChainConvergence} tells how well that went, and {@link
 * Ensemble#findings} when it did not. Where the runs leave a parameter open and its prior is flat
 * without bounds, there is no posterior to converge to. Strictly there never is one for a flat prior of a
 * coefficient's logarithm: where its term is as good as gone the likelihood stays as it is, and the integral is
 * infinite. With many runs that part is so unlikely that no chain finds it. With few, and the more so where
 * the objective fits its own scale, whose flat prior has no integral either, it may: state a {@link Prior} of
 * every coefficient then.
 *
 * <p>The same seed gives the same laws to the last bit, on any number of threads. An interrupt stops
 * the work; the ensemble then holds the laws that were drawn, and says so.
 *
 * @param draws how many laws, over all chains
 * @param seed decides every draw
 * @param priors by the name of the parameter; the others are flat
 * @param effort on how many threads, on whose, until when, and who hears of it
 * @see <a href="https://doi.org/10.1111/rssb.12158">Bissiri, Holmes and Walker (2016), A general
 *     framework for updating belief distributions</a>
 * @see <a href="https://doi.org/10.2307/3318737">Haario, Saksman and Tamminen (2001), An adaptive
 *     Metropolis algorithm</a>
 */
public record Posterior(int draws, long seed, Map<String, Prior> priors, Effort effort)
        implements ParallelCall<Posterior> {
    /** How many chains share the draws. */
    private static final Logger LOG = LoggerFactory.getLogger(Posterior.class);

    /** Copies the priors; refuses nulls and counts below one. */
    public Posterior {
        Require.noNull("priors", priors);
        priors = Collections.unmodifiableMap(new LinkedHashMap<>(priors));
        requireNonNull(effort, "effort");
        Bootstrap.requirePositive("number of draws", draws);
    }

    /**
     * A posterior with flat priors, on as many threads as the machine runs at once.
     *
     * @param draws how many laws; 4000 make an interval of 95 % that another seed hardly moves
     * @param seed decides every draw
     * @return the posterior
     */
    public static Posterior sample(int draws, long seed) {
        return new Posterior(draws, seed, Map.of(), Effort.DEFAULT);
    }

    /**
     * With what is believed of one parameter.
     *
     * @param parameter its name
     * @param prior a density of its value, in the units of the data
     * @return a new posterior
     */
    public Posterior withPrior(String parameter, Prior prior) {
        Map<String, Prior> more = new LinkedHashMap<>(priors);
        more.put(requireNonNull(parameter, "parameter"), requireNonNull(prior, "prior"));
        return new Posterior(draws, seed, more, effort);
    }

    /**
     * Draws the laws.
     *
     * @param fit the fit to the runs
     * @param <L> the type of the law
     * @return the draws, those of one chain after those of another
     * @throws IllegalArgumentException when a prior is of a parameter that the law does not have, or
     *     that is fixed or tied to another
     * @throws NoFitException when no parameter is free, when the noise cannot be told from the law, or
     *     when the priors allow no law near the fit
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes, unless what there is
     *     was asked for
     * @throws org.scalinglaws.problem.InterruptedFitException when the thread is interrupted, unless
     *     what there is was asked for
     */
    public <L extends LossLaw> Ensemble<L> of(Fit<L> fit) {
        requireNonNull(fit, "fit");
        priors.keySet().forEach(name -> PosteriorDensity.free(fit.problem(), name));
        if (fit.problem().coordinates().dimension() == 0) {
            throw new NoFitException("every parameter is fixed: there is nothing to draw");
        }

        // A stream for each chain before any runs, so that threads change nothing.
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[ChainStatistics.CHAINS];
        for (int chain = 0; chain < ChainStatistics.CHAINS; chain++) {
            randoms[chain] = root.split();
        }
        Queue<Replicate<L>> replicates = new ConcurrentLinkedQueue<>();
        effort.run(
                "the posterior",
                "chains",
                ChainStatistics.CHAINS,
                () -> worker(fit, randoms, replicates));
        Ensemble<L> ensemble =
                new Ensemble<>(
                        this.toString(),
                        Ensemble.Kind.POSTERIOR,
                        fit.problem().family(),
                        fit.law(),
                        draws,
                        List.copyOf(replicates),
                        List.of(),
                        Optional.of(fit.problem().runs()));
        LOG.debug("{}", ensemble);
        return ensemble;
    }

    private <L extends LossLaw> IntConsumer worker(
            Fit<L> fit, SplittableRandom[] randoms, Queue<Replicate<L>> replicates) {
        FitProblem<L> problem = fit.problem();
        PosteriorDensity density = new PosteriorDensity(fit, priors);
        return chain -> {
            int from = ChainStatistics.first(chain, draws);
            Metropolis.Pace pace =
                    new Metropolis(density, randoms[chain])
                            .run(
                                    ChainStatistics.first(chain + 1, draws) - from,
                                    (point, number) ->
                                            replicates.add(
                                                    new Replicate<>(
                                                            from + number,
                                                            problem.at(point).law(),
                                                            density.objective(point),
                                                            Stop.CONVERGED,
                                                            1,
                                                            false)));
            LOG.debug("chain {}: {}", chain, pace);
        };
    }

    @Override
    public Posterior withEffort(Effort effort) {
        return new Posterior(draws, seed, priors, effort);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "posterior of %d draws from %d chains, seed %d",
                                draws,
                                ChainStatistics.CHAINS,
                                seed));
        priors.forEach((name, prior) -> text.append(", ").append(name).append(" ").append(prior));
        return text.toString();
    }

    /**
     * Whether chains agree, and what their draws are worth, for the parameter that is worst off in
     * each. Parameters on a log scale count by their logarithms.
     *
     * @param worstRHat the split R-hat: 1 when chains cannot be told apart, good up to 1.05; NaN when
     *     they are too short to tell or never moved
     * @param leastEffectiveSize how many independent draws would be worth as much; NaN like R-hat
     * @param parameter the one with the worst R-hat
     * @see <a href="https://doi.org/10.1214/20-BA1221">Vehtari et al. (2021), Rank-normalization,
     *     folding, and localization: an improved R-hat, sections 2 and 3</a>
     */
    public record ChainConvergence(double worstRHat, double leastEffectiveSize, String parameter) {
        private static final double GREATEST_R_HAT = 1.05;
        private static final int LEAST_SIZE = 100;

        /** Refuses null, and numbers below zero. */
        public ChainConvergence {
            requireNonNull(parameter, "parameter");
            requireNoneBelowZero("split R-hat", worstRHat);
            requireNoneBelowZero("effective size", leastEffectiveSize);
        }

        private static void requireNoneBelowZero(String what, double value) {
            if (value < 0) {
                throw new IllegalArgumentException(
                        what + " must not be below 0, got " + Decimal.format(value));
            }
        }

        /** The worst over all parameters that are not the same in every draw. */
        static <L extends LossLaw> ChainConvergence of(Census<L> draws) {
            LawFamily<L> family = draws.family();
            double worst = Double.NEGATIVE_INFINITY;
            double least = Double.POSITIVE_INFINITY;
            String which = "any parameter";

            // The worst of all parameters decides; one that is fixed has nothing to tell.
            for (int j = 0; j < family.parameters().size(); j++) {
                Parameter parameter = family.parameters().get(j);
                List<double[]> chains = chains(draws, j, parameter.scale() == Scale.LOG);
                double first = chains.isEmpty() ? 0 : chains.get(0)[0];
                if (chains.stream()
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(value -> value == first)) {
                    continue;
                }
                ChainStatistics statistics = ChainStatistics.of(chains);
                least = Math.min(least, statistics.effectiveSize());
                if (!Double.isNaN(worst) && !(statistics.rHat() <= worst)) {
                    worst = statistics.rHat();
                    which = parameter.name();
                }
            }
            return worst == Double.NEGATIVE_INFINITY
                    ? new ChainConvergence(Double.NaN, Double.NaN, which)
                    : new ChainConvergence(worst, least, which);
        }

        /** The numbers of a parameter in each chain that has any. */
        private static <L extends LossLaw> List<double[]> chains(
                Census<L> draws, int parameter, boolean logarithmic) {
            List<double[]> chains = new ArrayList<>();
            for (int chain = 0; chain < ChainStatistics.CHAINS; chain++) {
                int from = ChainStatistics.first(chain, draws.requested());
                int to = ChainStatistics.first(chain + 1, draws.requested());

                // Numbers of draws tell their chain, even where some are missing.
                double[] numbers =
                        draws.replicates().stream()
                                .filter(draw -> draw.number() >= from && draw.number() < to)
                                .mapToDouble(draw -> draws.family().values(draw.law())[parameter])
                                .map(value -> logarithmic ? Math.log(value) : value)
                                .toArray();
                if (numbers.length > 0) {
                    chains.add(numbers);
                }
            }
            return chains;
        }

        /** Whether chains are long enough to be compared, and moved. */
        private boolean isKnown() {
            return worstRHat < Double.POSITIVE_INFINITY
                    && leastEffectiveSize < Double.POSITIVE_INFINITY;
        }

        /**
         * Writes both numbers.
         *
         * @return such as {@code R-hat of alpha is 1.003, the draws are worth 512 independent ones}
         */
        @Override
        public String toString() {
            return isKnown()
                    ? String.format(
                            Locale.ROOT,
                            "R-hat of %s is %.3f, the draws are worth %.0f independent ones",
                            parameter,
                            worstRHat,
                            leastEffectiveSize)
                    : "the chains are too short to compare, or never moved";
        }

        /** What a reader must know, unless all is well. */
        Optional<Finding> finding() {
            if (!isKnown()) {
                return Optional.of(
                        Finding.warning(
                                CheckName.CHAINS,
                                "nothing tells whether the chains agree: they are too short to"
                                        + " compare, or never moved; draw more"));
            }
            return worstRHat <= GREATEST_R_HAT && leastEffectiveSize >= LEAST_SIZE
                    ? Optional.empty()
                    : Optional.of(
                            Finding.warning(
                                    CheckName.CHAINS,
                                    String.format(
                                            Locale.ROOT,
                                            "the chains do not tell one story yet: R-hat of %s is"
                                                    + " %.3f and must be at most %s, and the draws"
                                                    + " are worth %.0f independent ones and must"
                                                    + " be worth %d",
                                            parameter,
                                            worstRHat,
                                            GREATEST_R_HAT,
                                            leastEffectiveSize,
                                            LEAST_SIZE)));
        }
    }
}
