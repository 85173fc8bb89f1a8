package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.plan.DataPool;
import org.scalinglaws.plan.DataPool.Source;
import org.scalinglaws.quantity.Tokens;

/**
 * Three sources hold 100, 200 and 50 billion tokens, and a token of each is worth 1.2, 0.7 and 1.5 of
 * an ordinary one. How many ordinary tokens are they worth together?
 */
public final class EffectiveTokens {
    private EffectiveTokens() {}

    static DataPool pool() {
        return DataPool.of(
                List.of(
                        new Source("encyclopedia", Tokens.billions(100), 1.2),
                        new Source("web", Tokens.billions(200), 0.7),
                        new Source("books", Tokens.billions(50), 1.5)));
    }

    public static void main(String[] args) {
        DataPool pool = pool();
        for (Source source : pool.sources()) {
            double billions = source.unique().count() / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-12s  %5.0f B of quality %.1f are worth %5.0f B%n",
                    source.name(),
                    billions,
                    source.quality(),
                    source.quality() * billions);
        }
        System.out.printf(
                Locale.ROOT,
                """
                all, once     %5.0f B are worth %.0f B ordinary tokens
                For 800 B some must be seen again. By the law of Muennighoff et al. (2023) the best mix is
                """,
                pool.unique() / 1e9,
                pool.worthOnce() / 1e9);
        pool.epochs(800e9)
                .forEach(
                        (name, epochs) ->
                                System.out.printf(
                                        Locale.ROOT, "%-12s  seen %.2f times%n", name, epochs));
        System.out.printf(
                Locale.ROOT,
                """
                so mixed        800 B are worth %.0f B ordinary tokens.
                The next token of the good sources, seen so often, is worth %.2f; a new one of the web 0.7.
                """,
                pool.effectiveTokens(800e9) / 1e9,
                pool.worthOfNext(800e9));
    }
}
