package org.scalinglaws.data;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which mark begins the decimals of numbers; the other one may stand between their thousands. */
enum NumberStyle {
    /** As in 1,300.5. */
    POINT('.', ','),
    /** As in 1.300,5. */
    COMMA(',', '.');

    private static final String EXPONENT = "([eE][+-]?\\d+)?";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,]+" + EXPONENT);

    /** What is 1300 to some and 1.3 to others. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[+-]?[1-9]\\d{0,2}[.,]\\d{3}");

    /** Thousand to trillion; G is a billion too. */
    private static final String SUFFIXES = "KMBT";

    private static final Pattern UNDERSCORES =
            Pattern.compile("[+-]?\\d+(_\\d+)+(\\.\\d+)?([eE][+-]?\\d+)?[kmbtgKMBTG]?");

    private final char decimal;
    private final char thousands;
    private final Pattern grouped;

    NumberStyle(char decimal, char thousands) {
        this.decimal = decimal;
        this.thousands = thousands;
        this.grouped =
                Pattern.compile(
                        String.format(
                                "[+-]?\\d{1,3}((\\%s\\d{3})+|([ '\u00a0\u2009\u202f]\\d{3})+)"
                                        + "(\\%s\\d*)?%s",
                                thousands, decimal, EXPONENT));
    }

    /** The number that a cell spells, NaN where it spells none. */
    double number(String cell) {
        double plain = this == POINT ? Cell.number(cell) : Double.NaN;
        if (!Double.isNaN(plain)) {
            return plain;
        }
        String rewritten = plain(cell);
        return rewritten == null ? Double.NaN : Cell.number(rewritten);
    }

    /** The size a cell spells, such as 1300000, 1.3M or 1_300_000; a suffix is a unit of its own. */
    double size(String cell, double unit) {
        double plain = number(cell);
        if (!Double.isNaN(plain)) {
            return unit == 1 || !Double.isFinite(plain) ? plain : scaled(cell, unit);
        }
        if (UNDERSCORES.matcher(cell).matches()) {
            return size(cell.replace("_", ""), unit);
        }

        int end = cell.length() - 1;
        char last = end < 0 ? ' ' : Character.toUpperCase(cell.charAt(end));
        int suffix = SUFFIXES.indexOf(last == 'G' ? 'B' : last);
        if (suffix < 0) {
            return Double.NaN;
        }
        String mantissa = plain(cell.substring(0, end).strip());
        boolean isNumber = mantissa != null && Double.isFinite(Cell.number(mantissa));

        // BigDecimal, since the double 1.07 times 1e9 is not the double nearest to 1.07B.
        return isNumber
                ? new BigDecimal(mantissa).scaleByPowerOfTen(3 * (suffix + 1)).doubleValue()
                : Double.NaN;
    }

    private double scaled(String cell, double unit) {
        return new BigDecimal(plain(cell))
                .multiply(new BigDecimal(Double.toString(unit)))
                .doubleValue();
    }

    /** The cell as Java writes numbers, where it is one; null where it could be either of two. */
    @Nullable String plain(String cell) {
        if (isAmbiguous(cell)) {
            return null;
        }
        boolean groups = mayBeNumber(cell) && grouped.matcher(cell).matches();
        String bare =
                groups ? cell.replaceAll("[ '\u00a0\u2009\u202f\\" + thousands + "]", "") : cell;
        return this == COMMA && bare.indexOf(thousands) < 0 ? bare.replace(decimal, '.') : bare;
    }

    /** A point before three digits, where commas begin decimals, may be there for the thousands. */
    boolean isAmbiguous(String cell) {
        return this == COMMA && cell.indexOf(thousands) > 0 && AMBIGUOUS.matcher(cell).matches();
    }

    private static boolean mayBeNumber(String cell) {
        return !cell.isEmpty() && cell.charAt(0) <= '9';
    }

    /** The style that a cell proves; null where it proves none. */
    static @Nullable NumberStyle provedBy(String cell) {
        String number =
                cell.matches(".*[kmbtgKMBTG]") ? cell.substring(0, cell.length() - 1) : cell;
        if (!NUMBER.matcher(number).matches() || AMBIGUOUS.matcher(number).matches()) {
            return null;
        }

        int commas = (int) number.chars().filter(letter -> letter == ',').count();
        int points = (int) number.chars().filter(letter -> letter == '.').count();
        if (commas > 0 && points > 0) {
            return number.lastIndexOf(',') > number.lastIndexOf('.') ? COMMA : POINT;
        }
        if (commas + points == 0) {
            return null;
        }

        // What stands twice divides thousands; what stands once begins the decimals.
        return (commas == 1 || points > 1) ? COMMA : POINT;
    }

    /**
     * What the cells of a column prove about its style.
     *
     * @param commas how many prove a comma before decimals
     * @param points how many prove a point
     * @param eitherCommas how many have a comma that may stand before decimals or for thousands
     */
    record Proof(long commas, long points, long eitherCommas) {
        static Proof of(Stream<String> cells) {
            long commas = 0;
            long points = 0;
            long either = 0;
            for (String cell : (Iterable<String>) cells::iterator) {
                NumberStyle proved = provedBy(cell);
                commas += proved == COMMA ? 1 : 0;
                points += proved == POINT ? 1 : 0;
                either += cell.indexOf(',') > 0 && AMBIGUOUS.matcher(cell).matches() ? 1 : 0;
            }
            return new Proof(commas, points, either);
        }

        static Proof all(Collection<Proof> columns) {
            return new Proof(
                    columns.stream().mapToLong(Proof::commas).sum(),
                    columns.stream().mapToLong(Proof::points).sum(),
                    0);
        }

        Optional<NumberStyle> style() {
            return commas + points == 0
                    ? Optional.empty()
                    : Optional.of(commas > points ? COMMA : POINT);
        }

        /** The style where nothing is proved: a mark that stands once more likely begins decimals. */
        NumberStyle likely(boolean commaBeginsDecimals) {
            return eitherCommas > 0 && commaBeginsDecimals ? COMMA : POINT;
        }
    }
}
