package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.recipe.Factor;

/** One column while a CSV file is read: how its cells are checked, and the cells so far. */
sealed interface CellColumn {
    /** Takes the next cell; returns what is wrong with it, or null. */
    @Nullable String add(String cell);

    double[] numbers();

    String[] texts();

    boolean isText();

    int firstInfinite();

    /** Losses and weights: no cell may be blank. */
    static CellColumn required(boolean positive) {
        return new Numbers(true, positive);
    }

    /** A column whose cells nobody looks at. */
    static CellColumn unread() {
        return new Unread();
    }

    static CellColumn of(String name) {
        return Factor.named(name).mustBePositive() ? new Numbers(false, true) : new Free();
    }

    /** A column whose cells nobody looks at. */
    final class Unread implements CellColumn {
        @Override
        public @Nullable String add(String cell) {
            return null;
        }

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
        public int firstInfinite() {
            return -1;
        }
    }

    /** A column of the library's own: numbers, mostly above zero. */
    final class Numbers implements CellColumn {
        private final boolean required;
        private final boolean positive;
        private double[] numbers = new double[64];
        private int size;

        Numbers(boolean required, boolean positive) {
            this.required = required;
            this.positive = positive;
        }

        @Override
        public @Nullable String add(String cell) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            double number = Cell.number(cell);
            numbers[size++] = number;
            if (cell.isEmpty()) {
                return required ? "the cell is blank" : null;
            }
            return !Double.isNaN(number) || Cell.isNumber(cell)
                    ? Cell.refusal(positive, number)
                    : "'" + cell + "' is not a number";
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
        public int firstInfinite() {
            return -1;
        }
    }

    /** Any further column: a factor when every cell that is not blank is a number, else a label. */
    final class Free implements CellColumn {
        private static final int MOST_SHARED = 4096;

        private final List<String> cells = new ArrayList<>();
        private final Map<String, String> shared = new HashMap<>();

        @Override
        public @Nullable String add(String cell) {
            String earlier = shared.get(cell);
            if (earlier == null && shared.size() < MOST_SHARED) {
                shared.put(cell, cell);
            }
            cells.add(earlier == null ? cell : earlier);
            return null;
        }

        @Override
        public double[] numbers() {
            return cells.stream().mapToDouble(Cell::number).toArray();
        }

        @Override
        public String[] texts() {
            return cells.toArray(String[]::new);
        }

        @Override
        public boolean isText() {
            return !cells.stream().allMatch(cell -> cell.isEmpty() || Cell.isNumber(cell))
                    || cells.stream().allMatch(String::isEmpty);
        }

        @Override
        public int firstInfinite() {
            for (int row = 0; row < cells.size(); row++) {
                String cell = cells.get(row);
                if (!cell.isEmpty() && !Double.isFinite(Cell.number(cell))) {
                    return row;
                }
            }
            return -1;
        }
    }
}
