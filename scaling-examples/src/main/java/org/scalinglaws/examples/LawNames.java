package org.scalinglaws.examples;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.recipe.Factor;

/** The families of laws by the names that the command line takes. */
final class LawNames {
    private LawNames() {}

    /** Reads {@code chinchilla}, {@code power:tokens} or {@code additive:params,tokens,depth}. */
    static LawFamily<?> family(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        List<Factor> factors =
                colon < 0
                        ? List.of()
                        : Arrays.stream(text.substring(colon + 1).split(",", -1))
                                .map(String::trim)
                                .map(Factor::named)
                                .toList();
        if (name.equals("chinchilla") && factors.isEmpty()) {
            return ChinchillaLaw.FAMILY;
        }
        if (name.equals("power") && factors.size() == 1) {
            return PowerLaw.family(factors.get(0));
        }
        if (name.equals("power-without-floor") && factors.size() == 1) {
            return PowerLaw.familyWithoutFloor(factors.get(0));
        }
        if (name.equals("additive") && !factors.isEmpty()) {
            return AdditivePowerLaw.family(factors.toArray(Factor[]::new));
        }
        throw new IllegalArgumentException(
                "unknown law '"
                        + text
                        + "'; there are chinchilla, power:FACTOR, power-without-floor:FACTOR and"
                        + " additive:FACTOR,FACTOR,...");
    }
}
