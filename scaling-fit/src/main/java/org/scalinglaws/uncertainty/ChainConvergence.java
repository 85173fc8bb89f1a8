package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;

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
            if (chains.stream().flatMapToDouble(Arrays::stream).allMatch(value -> value == first)) {
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
