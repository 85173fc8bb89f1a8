package org.scalinglaws.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names over columns that a format makes a reader understand, in any case. */
final class Names {
    private static final List<String> UNDERSTOOD =
            List.of(
                    "params",
                    "parameters",
                    "n",
                    "tokens",
                    "d",
                    "flops",
                    "compute",
                    "c",
                    "loss",
                    "weight");

    private final Set<String> losses = new HashSet<>();
    private final Set<String> known = new HashSet<>(UNDERSTOOD);

    Names(CsvFormat format) {
        losses(format).forEach(name -> losses.add(lower(name)));
        known.addAll(losses);
        known.add(lower(format.weightColumn()));
        format.columns().values().forEach(name -> known.add(lower(name)));
        format.ignored().forEach(name -> known.add(lower(name)));
        format.conditions().forEach(condition -> known.add(lower(condition.column())));
    }

    /** The columns that may hold the loss, the surest first. */
    static List<String> losses(CsvFormat format) {
        String usual = ColumnName.LOSS;
        String named = format.columns().get(usual);
        if (named != null) {
            return List.of(named);
        }
        return format.lossColumn().equals(usual)
                ? format.lossUnit().columns()
                : List.of(format.lossColumn());
    }

    boolean isLoss(String written) {
        return losses.contains(lower(written));
    }

    boolean isKnown(String written) {
        return known.contains(lower(written));
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
