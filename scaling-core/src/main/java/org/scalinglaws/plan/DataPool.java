package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;

/**
 * The distinct tokens that there are, from one or more sources, and how much less each is worth when
 * it is seen again. The mix that is worth most takes the most valuable token next, new or old, so
 * that all sources in use have the same worth w at the margin.
 *
 * <pre>
 *   r(k) = R_D ln(q(k) / w)                              repetitions of source k, while w is below q(k)
 *   D  = sum over k of U(k) (1 + r(k))                   tokens seen
 *   D' = sum over k of q(k) U(k) (1 + R_D (1 - w / q(k)))   new tokens of quality 1 that do as well</pre>
 *
 * <p>With one source of quality 1 this is the D' of {@link DataConstrainedLaw}. The numbers here are
 * those of the mix of most D'. A planner takes the mix of least loss: where a model is larger than what
 * suits its distinct tokens, a new token is worth more than it teaches, and comes before a better one
 * that was seen. {@link DataLimited#epochs} tells that mix. A law that reads
 * unique tokens itself takes from a pool only how many there are, each by its quality, and how often
 * they may be seen.
 *
 * @param sources where the tokens come from, at least one, with distinct names; kept in the order of
 *     their quality, the best first
 * @param rD R_D: after so many repetitions one more is worth 1/e of new tokens
 * @param rN R_N: after so many more times the best size for the distinct tokens, a further one is
 *     worth 1/e of the first
 * @param mostEpochs how often a token may be seen, 1 or more; infinite for no limit
 * @see <a href="https://arxiv.org/abs/2305.16264">Muennighoff et al. (2023), section 3.1</a>
 */
public record DataPool(List<Source> sources, double rD, double rN, double mostEpochs) {
    private static final DataConstrainedLaw MEASURED = PublishedLaws.MUENNIGHOFF_2023.law();

    /** Refuses an empty pool, names that are not distinct and numbers outside their ranges. */
    public DataPool {
        Require.noNull("sources", sources);
        sources =
                sources.stream()
                        .sorted(Comparator.comparingDouble(Source::quality).reversed())
                        .toList();
        if (sources.isEmpty()
                || sources.stream().map(Source::name).distinct().count() < sources.size()) {
            throw new IllegalArgumentException(
                    "a pool needs one or more sources of distinct names, got "
                            + sources.stream().map(Source::name).toList());
        }
        Decimal.positive("repetitions R_D", rD);
        Decimal.positive("repetitions R_N", rN);
        if (!(mostEpochs >= 1)) {
            throw new IllegalArgumentException(
                    "most epochs must be 1 or more, got " + Decimal.format(mostEpochs));
        }
    }

    /**
     * Writes every source and what repetition is worth.
     *
     * @return one line
     */
    @Override
    public String toString() {
        String limit =
                mostEpochs < Double.POSITIVE_INFINITY
                        ? "at most " + Decimal.format(mostEpochs) + " epochs"
                        : "no limit on epochs";
        return String.format(
                "%s, R_D %s, R_N %s, %s", sources, Decimal.format(rD), Decimal.format(rN), limit);
    }

    /**
     * Distinct tokens of one kind.
     *
     * @param name what they are, such as {@code web}
     * @param unique U: how many distinct tokens there are
     * @param quality q: how many tokens of quality 1 one of them is worth, positive
     */
    public record Source(String name, Tokens unique, double quality) {
        /** Refuses a quality that is not positive. */
        public Source {
            requireNonNull(name, "name");
            requireNonNull(unique, "unique");
            Decimal.positive("quality of " + name, quality);
        }
    }

    /**
     * Tokens of some sources, repeated as often as one likes and worth what was measured on C4 then.
     *
     * @param sources where the tokens come from, at least one, with distinct names
     * @return the pool with the R_D and R_N of {@link PublishedLaws#MUENNIGHOFF_2023}
     */
    public static DataPool of(List<Source> sources) {
        Require.noNull("sources", sources);
        return new DataPool(sources, MEASURED.rD(), MEASURED.rN(), Double.POSITIVE_INFINITY);
    }

    /**
     * Tokens of one kind and quality 1, repeated as often as one likes and worth what was measured on
     * C4 then.
     *
     * @param unique U: how many distinct tokens there are
     * @return the pool with the R_D and R_N of {@link PublishedLaws#MUENNIGHOFF_2023}
     */
    public static DataPool of(Tokens unique) {
        return of(List.of(new Source(Decision.UNIQUE_TOKENS, unique, 1)));
    }

    /**
     * The same pool with another worth of repetition.
     *
     * @param data R_D: after so many repetitions one more is worth 1/e of new tokens
     * @param model R_N: likewise for parameters beyond the best size for the distinct tokens
     * @return the changed pool
     */
    public DataPool withRepetition(double data, double model) {
        return new DataPool(sources, data, model, mostEpochs);
    }

    /**
     * The same pool with a limit on repetition.
     *
     * @param epochs how often a token may be seen, 1 or more
     * @return the changed pool
     */
    public DataPool withMostEpochs(double epochs) {
        return new DataPool(sources, rD, rN, epochs);
    }

    /** Whether the worth of repetition is the one that comes unasked. */
    boolean isMeasured() {
        return rD == MEASURED.rD() && rN == MEASURED.rN();
    }

    /**
     * All distinct tokens.
     *
     * @return the sum of U(k)
     */
    public double unique() {
        return sources.stream().mapToDouble(source -> source.unique().count()).sum();
    }

    /**
     * All distinct tokens, each by its quality.
     *
     * @return the sum of q(k) U(k)
     */
    public double worthOnce() {
        return sources.stream()
                .mapToDouble(source -> source.quality() * source.unique().count())
                .sum();
    }

    /**
     * The most tokens that training may see.
     *
     * @return distinct tokens times the most epochs, which may be infinite
     */
    public double most() {
        return unique() * mostEpochs;
    }

    private double requireAllowed(double tokens) {
        if (tokens > 0 && tokens <= most() * (1 + 1e-9)) {
            return tokens;
        }
        throw new IllegalArgumentException(
                "tokens seen must be positive and at most "
                        + Decimal.format(most())
                        + ", got "
                        + Decimal.format(tokens));
    }

    /** The numbers that a mix is made by. */
    Mix.Stock stock() {
        return new Mix.Stock(
                sources.stream().mapToDouble(source -> source.unique().count()).toArray(),
                sources.stream().mapToDouble(Source::quality).toArray(),
                mostEpochs,
                rD);
    }

    /** The mix of so many tokens that is worth most for itself. */
    private Mix mix(double tokens) {
        return Mix.of(stock(), requireAllowed(tokens), 0);
    }

    /**
     * How many new tokens of quality 1 would do as well as those seen.
     *
     * @param tokens D: how many are seen
     * @return D'
     */
    public double effectiveTokens(double tokens) {
        return mix(tokens).effective();
    }

    /**
     * The distinct tokens among those seen, each by its quality: the U_D of {@link
     * DataConstrainedLaw}.
     *
     * @param tokens D: how many are seen
     * @return the sum of q(k) times the distinct tokens of source k
     */
    public double distinctTokens(double tokens) {
        return mix(tokens).distinct();
    }

    /**
     * What one more token is worth after those seen, new or old.
     *
     * @param tokens D: how many are seen
     * @return d D' / d D: 1 for a new token of quality 1
     */
    public double worthOfNext(double tokens) {
        return mix(tokens).level();
    }

    /**
     * How many distinct tokens are among those seen.
     *
     * @param tokens D: how many are seen
     * @return tokens
     */
    public double uniqueSeen(double tokens) {
        return mix(tokens).uniqueSeen();
    }

    /**
     * How often each source is seen.
     *
     * @param tokens D: how many are seen
     * @return epochs by the name of the source; below 1 where not all of it is seen
     */
    public Map<String, Double> epochs(double tokens) {
        Mix mix = mix(tokens);
        Map<String, Double> epochs = new LinkedHashMap<>();
        for (int k = 0; k < sources.size(); k++) {
            String name = sources.get(k).name();
            epochs.put(name, Decimal.finite("epochs of " + name, mix.epochs(k)));
        }
        return Collections.unmodifiableMap(epochs);
    }

    /**
     * The same pool with more or fewer distinct tokens of one source.
     *
     * @param name the source
     * @param unique its distinct tokens
     * @return the changed pool
     * @throws IllegalArgumentException when there is no such source
     */
    public DataPool with(String name, Tokens unique) {
        requireNonNull(name, "name");
        requireNonNull(unique, "unique");
        List<Source> changed = new ArrayList<>();
        boolean found = false;
        for (Source source : sources) {
            boolean meant = source.name().equals(name);
            found |= meant;
            changed.add(meant ? new Source(name, unique, source.quality()) : source);
        }

        if (!found) {
            throw new IllegalArgumentException(
                    Brief.of(
                            "the pool has no source '"
                                    + name
                                    + "'; there are "
                                    + sources.stream().map(Source::name).toList()));
        }
        return new DataPool(changed, rD, rN, mostEpochs);
    }
}
