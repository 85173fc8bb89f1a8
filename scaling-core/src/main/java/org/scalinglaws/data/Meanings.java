package org.scalinglaws.data;

import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;

/** What the cells of each column mean: text, numbers, or sizes in a unit. */
final class Meanings {
    private static final String LOSS = ColumnName.LOSS;

    /** Columns in which people write 1.3B. */
    private static final Set<Factor> SIZES =
            Set.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS, Factor.UNIQUE_TOKENS);

    private final Rows rows;
    private final Header header;
    private final CsvFormat format;

    Meanings(Rows rows, Header header, CsvFormat format) {
        this.rows = rows;
        this.header = header;
        this.format = format;
        for (String column : format.units().keySet()) {
            if (header.anyPlace(column) < 0) {
                throw header.absent(column);
            }
        }
    }

    /** How a cell of a column is taken for a number, NaN where it is none. */
    ToDoubleFunction<String> number(int place) {
        NumberStyle style = rows.style(place);
        double unit = unit(place);
        return isSize(place) ? cell -> style.size(cell, unit) : style::number;
    }

    private boolean isSize(int place) {
        boolean own = place == header.lossPlace() || place == header.weightPlace();
        return !own && (hasUnit(place) || SIZES.contains(Factor.named(header.name(place))));
    }

    private boolean hasUnit(int place) {
        return format.units().keySet().stream()
                .anyMatch(column -> header.anyPlace(column) == place);
    }

    private double unit(int place) {
        for (Map.Entry<String, Double> unit : format.units().entrySet()) {
            if (header.anyPlace(unit.getKey()) == place) {
                return unit.getValue();
            }
        }
        return 1;
    }

    /** An empty column that takes the cells of a place. */
    CellColumn column(int place) {
        String name = header.name(place);
        NumberStyle style = rows.style(place);
        if (place == header.lossPlace()) {
            boolean positive = name.equals(LOSS) || !format.lossUnit().equals(LossUnit.NATS);
            return CellColumn.required(positive, format.lossUnit(), style);
        }
        if (place == header.weightPlace()) {
            return CellColumn.required(true, LossUnit.NATS, style);
        }
        if (!header.isRead(place)) {
            return CellColumn.unread();
        }
        return Factor.named(name).mustBePositive()
                ? CellColumn.sizes(style, number(place))
                : CellColumn.free(number(place));
    }
}
