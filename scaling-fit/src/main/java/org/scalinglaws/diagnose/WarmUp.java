package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Did warm-up take a fifth of a run or more? Then the small runs learn less than their tokens could
 * teach, and the best size comes out growing too fast.
 *
 * @see <a href="https://arxiv.org/abs/2406.19146">Porian et al. (2024), section 3.3</a>
 */
final class WarmUp implements Check<Fit<?>> {
    private static final double MUCH = 0.2;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        return share(runs, List.of("warmup_tokens", "warm_up_tokens"), Factor.TOKENS.name())
                .or(() -> share(runs, List.of("warmup_steps", "warm_up_steps"), "steps"))
                .flatMap(share -> finding(runs, share));
    }

    private static Optional<Columns.Share> share(Dataset runs, List<String> part, String whole) {
        Optional<Columns.Column> warmUp = Columns.find(runs, part);
        Optional<Columns.Column> all = Columns.find(runs, List.of(whole));
        return warmUp.isPresent() && all.isPresent()
                ? Optional.of(Columns.Share.of(warmUp.get(), all.get()))
                : Optional.empty();
    }

    private static Optional<Finding> finding(Dataset runs, Columns.Share share) {
        List<String> slow = new ArrayList<>();
        for (int row = 0; row < runs.size(); row++) {
            if (share.values()[row] > MUCH) {
                slow.add(RowNames.of(runs, row));
            }
        }
        return slow.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.WARM_UP_SHARE,
                                String.format(
                                        "warm-up takes more than 20 %% of %d of %d runs, up to %s of"
                                                + " %s (%s): short runs are held back, and the best"
                                                + " size seems to grow faster; shorten it, to about as"
                                                + " many tokens as there are parameters, or leave them"
                                                + " out",
                                        slow.size(),
                                        runs.size(),
                                        Digits.percent(
                                                Arrays.stream(share.values()).max().orElse(0)),
                                        share.to(),
                                        RowNames.few(slow))));
    }
}
