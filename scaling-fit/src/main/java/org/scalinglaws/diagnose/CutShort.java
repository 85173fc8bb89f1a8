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
 * Did runs end before their learning-rate schedule did? Their losses are those of a rate that is still
 * high, above what a schedule of their own length reaches.
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), appendix B</a>
 */
final class CutShort implements Check<Fit<?>> {
    private static final List<String> TOKENS =
            List.of(
                    "schedule_tokens",
                    "planned_tokens",
                    "horizon_tokens",
                    "decay_tokens",
                    "total_tokens");
    private static final List<String> STEPS =
            List.of("schedule_steps", "planned_steps", "decay_steps", "total_steps", "max_steps");

    /** A schedule of at most this more than the run costs nothing that was measured. */
    private static final double LONGER = 1.25;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        return share(runs, TOKENS, List.of(Factor.TOKENS.name()))
                .or(() -> share(runs, STEPS, List.of("steps", "step")))
                .flatMap(share -> finding(runs, share));
    }

    private static Optional<Columns.Share> share(
            Dataset runs, List<String> planned, List<String> done) {
        Optional<Columns.Column> whole = Columns.find(runs, planned);
        Optional<Columns.Column> part = Columns.find(runs, done);
        return whole.isPresent() && part.isPresent()
                ? Optional.of(Columns.Share.of(whole.get(), part.get()))
                : Optional.empty();
    }

    private static Optional<Finding> finding(Dataset runs, Columns.Share share) {
        List<String> early = new ArrayList<>();
        for (int row = 0; row < runs.size(); row++) {
            if (share.values()[row] > LONGER) {
                early.add(RowNames.of(runs, row));
            }
        }
        double most = Arrays.stream(share.values()).max().orElse(1);
        return early.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.CUT_SHORT,
                                String.format(
                                        "%d of %d runs end before their schedule (%s up to %s times"
                                                + " %s: %s): their losses are of a learning rate still"
                                                + " high; leave them out, or train with a schedule of"
                                                + " their own length",
                                        early.size(),
                                        runs.size(),
                                        share.of(),
                                        Digits.three(most),
                                        share.to(),
                                        RowNames.few(early))));
    }
}
