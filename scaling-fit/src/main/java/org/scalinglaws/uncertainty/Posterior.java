package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.ParallelCall;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
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
                        List.of());
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
}
