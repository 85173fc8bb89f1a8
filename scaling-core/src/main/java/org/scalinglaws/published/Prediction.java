package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * What a published law says of a recipe, and what to know before believing it.
 *
 * @param loss the loss, in the paper's own unit
 * @param unit that unit
 * @param findings how far the recipe lies outside the paper's runs, and the law's caveats
 */
public record Prediction(double loss, String unit, List<Finding> findings) {
    /** Copies the findings. */
    public Prediction {
        Require.noNull("findings", findings);
        requireNonNull(unit, "unit");
        Decimal.finite("predicted loss", loss);
        findings = List.copyOf(findings);
    }

    /**
     * Writes the loss, its unit and the number of findings.
     *
     * @return one line
     */
    @Override
    public String toString() {
        String caveats =
                switch (findings.size()) {
                    case 0 -> "";
                    case 1 -> " (1 finding)";
                    default -> " (" + findings.size() + " findings)";
                };
        return Decimal.format(loss) + " " + unit + caveats;
    }
}
