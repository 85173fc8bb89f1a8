package org.scalinglaws.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;

/**
 * Is a loss foretold below the floor of every published law of dense models of web text, in nats for each
 * token, while no run lies there? Other text and other tokenizers have other floors: it is for information.
 */
final class BelowPublished {
    private static final List<PublishedLaw<ChinchillaLaw>> TRUSTED =
            List.of(PublishedLaws.HOFFMANN_2022, PublishedLaws.BESIROGLU_2024);

    private BelowPublished() {}

    static Optional<Finding> of(double foretold, double[] losses) {
        double lowest = TRUSTED.stream().mapToDouble(known -> known.law().e()).min().orElseThrow();
        double highest = TRUSTED.stream().mapToDouble(known -> known.law().e()).max().orElseThrow();
        double least = Arrays.stream(losses).min().orElseThrow();

        // Runs below a floor are of other text than its law, which then says nothing of them.
        if (!(foretold < lowest && least > highest)) {
            return Optional.empty();
        }
        String floors =
                TRUSTED.stream()
                        .map(known -> known.name() + " " + Digits.three(known.law().e()))
                        .collect(Collectors.joining(", "));
        return Optional.of(
                Finding.note(
                        CheckName.BELOW_PUBLISHED,
                        String.format(
                                "the loss foretold, %s, lies below the floors of published laws of web"
                                        + " text (%s), while no run does (least %s): look at the unit of"
                                        + " the losses and at the floors of the forms before it is"
                                        + " believed",
                                Digits.three(foretold), floors, Digits.three(least))));
    }
}
