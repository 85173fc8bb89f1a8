package org.scalinglaws.data;

import java.util.Locale;
import java.util.Set;
import org.scalinglaws.recipe.Factor;

/** How the name of a column is spelled: by many words in a file, by one in the library. */
final class ColumnName {
    static final String LOSS = "loss";
    static final String WEIGHT = "weight";

    /** Before a name that stands for nothing but itself. */
    static final String LITERAL = "\\";

    private static final Set<String> RESPONSES = Set.of(LOSS, WEIGHT);
    private static final String ORDER_MARK = "\uFEFF";

    private ColumnName() {}

    /** The library's own name for a column that it knows by many, else the name itself. */
    static String canonical(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return RESPONSES.contains(lower)
                ? lower
                : column.isBlank() ? column : Factor.alias(column).name();
    }

    /** The name of a column of weights that says their kind. */
    static String stated(String column, WeightKind kind) {
        return column + " (" + kind + ")";
    }

    /** How a name is written so that it is read back as it is. */
    static String written(String name) {
        boolean plain =
                canonical(name).equals(name)
                        && name.strip().equals(name)
                        && !name.startsWith(LITERAL)
                        && !name.startsWith(ORDER_MARK)
                        && !name.startsWith(Cell.COMMENT)
                        && !Cell.isNumber(name);
        return plain ? name : LITERAL + name;
    }
}
