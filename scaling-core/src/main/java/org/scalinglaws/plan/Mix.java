package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * A greedy allocation of tokens over the sources of a pool: always the token that is worth most
 * next, where a token that was never seen may be worth more than what it teaches.
 *
 * <pre>
 *   most D' + premium U_D  subject to  sum of the tokens seen = D
 *   a new token of source k    q(k) (1 + premium)
 *   the same after r epochs    q(k) e^(-r / R_D)</pre>
 *
 * <p>Both D' and U_D are concave in the tokens seen, so that each mix that cannot be bettered in both
 * belongs to some premium.
 */
final class Mix {
    /**
     * What there is to mix.
     *
     * @param unique distinct tokens by source
     * @param quality how many tokens of quality 1 one of them is worth, the best first
     * @param mostEpochs how often a token may be seen
     * @param rD R_D, after so many repetitions one more is worth 1/e of new tokens
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stock(double[] unique, double[] quality, double mostEpochs, double rD) {}

    private final Stock pool;
    private final double premium;
    private final double[] seen;
    private final double[] unique;
    private final double[] quality;
    private double left;
    private double used;
    private double level;

    private Mix(Stock pool, double tokens, double premium) {
        this.pool = pool;
        this.premium = premium;
        this.unique = pool.unique;
        this.quality = pool.quality;
        this.seen = new double[unique.length];
        this.left = tokens;
        this.level = fresh(0);
    }

    /** The mix of so many tokens in which a new one is worth by so much more than it teaches. */
    static Mix of(Stock pool, double tokens, double premium) {
        return walked(pool, tokens, premium, turn -> {});
    }

    /** The tokens seen at which a source comes in, is first repeated or leaves, without a premium. */
    static List<Double> turns(Stock pool) {
        List<Double> turns = new ArrayList<>();
        walked(
                pool,
                Double.MAX_VALUE,
                0,
                used -> {
                    if (used < Double.MAX_VALUE) {
                        turns.add(used);
                    }
                });
        return turns;
    }

    /** The premium from which on every new token comes before any that was seen. */
    static double mostPremium(Stock pool) {
        return pool.quality[0] / pool.quality[pool.quality.length - 1] - 1;
    }

    /**
     * Walks down from the most valuable token. A source enters with its new tokens, is repeated once
     * the level falls below its quality, and leaves once it is seen as often as allowed; between two
     * such levels all sources in use are repeated together. The last source goes on for ever, so that
     * a slope can be taken where all is used.
     */
    private static Mix walked(Stock pool, double tokens, double premium, DoubleConsumer turn) {
        Mix mix = new Mix(pool, tokens, premium);
        int entered = 0;
        while (mix.left > 0 && mix.level > 0) {
            if (entered < mix.seen.length && mix.fresh(entered) >= mix.level) {
                mix.enter(entered++);
            } else {
                mix.repeat(entered);
            }
            turn.accept(mix.used);
        }
        return mix;
    }

    /** What a new token of a source is worth. */
    private double fresh(int k) {
        return quality[k] * (1 + premium);
    }

    /** The worth of a source once it is seen as often as allowed. */
    private double lastLevel(int k) {
        boolean last = k == seen.length - 1;
        return last ? 0 : quality[k] * Math.exp(-(pool.mostEpochs() - 1) / pool.rD());
    }

    private void enter(int k) {
        boolean endless = pool.mostEpochs() == 1 && k == seen.length - 1;
        double all = endless ? left : unique[k];
        seen[k] = Math.min(left, all);
        take(all);
    }

    private void take(double tokens) {
        left -= tokens;
        used += tokens;
    }

    /** Whether a source is repeated just below the level. */
    private boolean repeats(int k) {
        return quality[k] >= level && lastLevel(k) < level;
    }

    /** Goes down to the next level at which a source enters, is first repeated or leaves. */
    private void repeat(int entered) {
        double active = 0;
        double floor = entered < seen.length ? fresh(entered) : 0;
        for (int k = 0; k < entered; k++) {
            if (repeats(k)) {
                active += unique[k];
                floor = Math.max(floor, lastLevel(k));
            } else if (quality[k] < level) {
                floor = Math.max(floor, quality[k]);
            }
        }

        // Down an exponential: each epoch of the active tokens divides their worth by e^(1 / R_D).
        double speed = active * pool.rD();
        double room = speed > 0 ? speed * Math.log(level / floor) : 0;
        double to = left < room ? level * Math.exp(-left / speed) : floor;
        for (int k = 0; k < entered; k++) {
            if (repeats(k)) {
                seen[k] += unique[k] * pool.rD() * Math.log(level / to);
            }
        }
        take(room);
        level = to;
    }

    /** What the next token is worth. */
    double level() {
        return level;
    }

    /** The tokens seen of a source. */
    double seen(int k) {
        return seen[k];
    }

    /** D': how many new tokens of quality 1 would do as well. */
    double effective() {
        double effective = 0;
        for (int k = 0; k < seen.length; k++) {
            double fresh = pool.mostEpochs() > 1 ? Math.min(seen[k], unique[k]) : seen[k];
            double again = Math.expm1(-(seen[k] - fresh) / unique[k] / pool.rD());
            effective += quality[k] * (fresh - unique[k] * pool.rD() * again);
        }
        return effective;
    }

    /** U_D: the distinct tokens among those seen, each by its quality. */
    double distinct() {
        double distinct = 0;
        for (int k = 0; k < seen.length; k++) {
            distinct += quality[k] * Math.min(seen[k], unique[k]);
        }
        return distinct;
    }

    /** The distinct tokens among those seen. */
    double uniqueSeen() {
        double sum = 0;
        for (int k = 0; k < seen.length; k++) {
            sum += Math.min(seen[k], unique[k]);
        }
        return sum;
    }

    /** How often a source is seen. */
    double epochs(int k) {
        return seen[k] / unique[k];
    }
}
