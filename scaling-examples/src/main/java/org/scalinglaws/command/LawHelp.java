package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.law.families.NamedFamily;

/** The register of families as the command line shows it. */
final class LawHelp {
    private LawHelp() {}

    /** A line for each family, then the other names. */
    static String text() {
        int width =
                LawFamilies.all().stream()
                        .mapToInt(family -> family.written().length())
                        .max()
                        .orElse(1);
        String form = "  %-" + width + "s %s";
        String others =
                LawFamilies.otherNames().entrySet().stream()
                        .map(alias -> alias.getKey() + " is " + alias.getValue())
                        .collect(Collectors.joining(", "));
        return LawFamilies.all().stream()
                        .map(family -> String.format(form, family.written(), family.about()))
                        .collect(Collectors.joining("\n"))
                + "\n  Other names: "
                + others;
    }

    /** What each family is, by the way it is written. */
    static Map<String, String> json() {
        Map<String, String> json = new LinkedHashMap<>();
        for (NamedFamily family : LawFamilies.all()) {
            json.put(family.written(), family.about());
        }
        return json;
    }
}
