package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Response;
import org.scalinglaws.quantity.Digits;

/** Is there a run below the floor, which no run of the law could reach? */
final class BelowFloor implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return below(fit);
    }

    private static <L extends LossLaw> Optional<Finding> below(Fit<L> fit) {
        List<String> names =
                fit.problem().family().parameters().stream().map(Parameter::name).toList();
        int place = names.indexOf(Parameter.floor().name());
        if (place < 0 || fit.problem().response() == Response.RISES) {
            return Optional.empty();
        }
        double floor = fit.problem().family().values(fit.law())[place];
        double[] losses = fit.problem().runs().losses();
        double least = Arrays.stream(losses).min().orElse(Double.POSITIVE_INFINITY);
        long below = Arrays.stream(losses).filter(loss -> loss <= floor).count();
        return below == 0
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.LOSS_BELOW_FLOOR,
                                String.format(
                                        "E = %s is not below the least loss of the runs, %s (%d of %d"
                                                + " runs lie at or below it): no run of this law could"
                                                + " measure that; the runs hardly fall any more, or a"
                                                + " loss is wrong",
                                        Digits.four(floor),
                                        Digits.four(least),
                                        below,
                                        losses.length)));
    }
}
