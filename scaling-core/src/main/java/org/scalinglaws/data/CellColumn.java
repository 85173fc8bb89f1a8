package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.LossUnit;

/** One column while a table is read: how its cells are checked, and the cells so far. */
sealed interface CellColumn {
    /** Takes the next cell; returns what is wrong with it, or null. */
    @Nullable Problem add(String cell);

    /** Forgets the last cell, because its row is bad. */
    void dropLast();

    double[] numbers();

    String[] texts();

    boolean isText();

    /** How many cells hold infinity, where it is taken for missing. */
    int infinite();

    /**
     * What is wrong with a cell.
     *
     * @param kind the same for all cells with the same fault
     * @param sentence the rule and the value received
     */
    record Problem(String kind, String sentence) {}

    /** Losses and weights: no cell may be blank. */
    static CellColumn required(boolean positive, LossUnit unit, NumberStyle style) {
        return new Numbers(true, positive, unit, style, style::number);
    }

    /** Sizes: blank, or positive numbers. */
    static CellColumn sizes(NumberStyle style, ToDoubleFunction<String> number) {
        return new Numbers(false, true, LossUnit.NATS, style, number);
    }

    /** A further column, whose cells may be anything. */
    static CellColumn free(ToDoubleFunction<String> number) {
        return new Free(number);
    }

    /** A column whose cells nobody looks at. */
    static CellColumn unread() {
        return new Unread();
    }

    /** A column whose cells nobody looks at. */
    final class Unread implements CellColumn {
        @Override
        public @Nullable Problem add(String cell) {
            return null;
        }

        @Override
        public void dropLast() {}

        @Override
        public double[] numbers() {
            return new double[0];
        }

        @Override
        public String[] texts() {
            return new String[0];
        }

        @Override
        public boolean isText() {
            return true;
        }

        @Override
        public int infinite() {
            return 0;
        }
    }

    /** A column of the library's own: numbers, mostly above zero. */
    final class Numbers implements CellColumn {
        private final boolean required;
        private final boolean positive;
        private final LossUnit unit;
        private final NumberStyle style;
        private final ToDoubleFunction<String> number;
        private double[] numbers = new double[64];
        private int size;

        Numbers(
                boolean required,
                boolean positive,
                LossUnit unit,
                NumberStyle style,
                ToDoubleFunction<String> number) {
            this.required = required;
            this.positive = positive;
            this.unit = unit;
            this.style = style;
            this.number = number;
        }

        @Override
        public @Nullable Problem add(String cell) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            double stated = number.applyAsDouble(cell);
            double value = unit.nats(stated);
            numbers[size++] = value;

            if (cell.isEmpty()) {
                return required ? new Problem("blank", "the cell is blank") : null;
            }
            if (Double.isNaN(stated) && !Cell.isNan(cell)) {
                return style.isAmbiguous(cell)
                        ? new Problem(
                                "a point that may stand for thousands",
                                String.format(
                                        "'%s' may be %s or %s, since decimals begin with a comma",
                                        cell,
                                        cell.replace(".", ""),
                                        Decimal.format(Cell.number(cell))))
                        : new Problem("not a number", "'" + cell + "' is not a number");
            }
            return refusal(stated, value);
        }

        private @Nullable Problem refusal(double stated, double value) {
            String wrong = Cell.refusal(positive, stated);
            if (wrong != null) {
                return new Problem(positive ? "not positive and finite" : "not finite", wrong);
            }
            return positive && !(value > 0)
                    ? new Problem(
                            "not above 1",
                            "a perplexity must be above 1, got " + Decimal.format(stated))
                    : null;
        }

        @Override
        public void dropLast() {
            size--;
        }

        @Override
        public double[] numbers() {
            return Arrays.copyOf(numbers, size);
        }

        @Override
        public String[] texts() {
            return Arrays.stream(numbers()).mapToObj(Double::toString).toArray(String[]::new);
        }

        @Override
        public boolean isText() {
            return false;
        }

        @Override
        public int infinite() {
            return 0;
        }
    }

    /**
     * Any further column: a factor when every cell that is not blank is a number, else a label. What is
     * no finite number is missing: nobody knows yet whether a law reads the column.
     */
    final class Free implements CellColumn {
        private static final int MOST_SHARED = 4096;

        private final ToDoubleFunction<String> number;
        private final List<String> cells = new ArrayList<>();
        private final Map<String, String> shared = new HashMap<>();

        Free(ToDoubleFunction<String> number) {
            this.number = number;
        }

        @Override
        public @Nullable Problem add(String cell) {
            String earlier = shared.get(cell);
            if (earlier == null && shared.size() < MOST_SHARED) {
                shared.put(cell, cell);
            }
            cells.add(earlier == null ? cell : earlier);
            return null;
        }

        @Override
        public void dropLast() {
            cells.remove(cells.size() - 1);
        }

        @Override
        public double[] numbers() {
            return cells.stream()
                    .mapToDouble(number)
                    .map(value -> Double.isFinite(value) ? value : Double.NaN)
                    .toArray();
        }

        @Override
        public String[] texts() {
            return cells.toArray(String[]::new);
        }

        @Override
        public boolean isText() {
            return !cells.stream().allMatch(cell -> cell.isEmpty() || isNumber(cell))
                    || cells.stream().allMatch(cell -> cell.isEmpty() || Cell.isNan(cell));
        }

        private boolean isNumber(String cell) {
            return Cell.isNan(cell) || !Double.isNaN(number.applyAsDouble(cell));
        }

        @Override
        public int infinite() {
            return (int)
                    cells.stream()
                            .filter(cell -> Double.isInfinite(number.applyAsDouble(cell)))
                            .count();
        }
    }
}
