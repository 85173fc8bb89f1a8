package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.recipe.Factor;

/** Tables as programs print them, between blanks or in frames. */
class AlignedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // pandas, with its index and without
                """
                       params       tokens   loss
                0    50000000   1000000000  3.254
                1  1300000000  26000000000  2.500
                """,
                """
                    params       tokens  loss
                  50000000   1000000000 3.254
                1300000000  26000000000 2.500
                """,
                """
                      params        tokens   loss
                run
                a   50000000  1.000000e+09  3.254
                b  1.3B       2.600000e+10  2.500
                """,
                // column -t
                """
                params  tokens  loss   note
                50M     1B      3.254  a,b;c
                1.3B    26B     2.5    the second
                """,
                // numpy.savetxt, and a table of two blanks or more with words in a cell
                """
                # params tokens loss
                5.000000000000000000e+07 1.000000000000000000e+09 3.254
                1.300000000000000000e+09 2.600000000000000000e+10 2.5
                """,
                """
                run name      params  tokens   loss
                -----------  -------  ------  -----
                the first        50M      1B  3.254

                the second      1.3B     26B    2.5
                """,
                """
                "a  name" params tokens loss
                "the  first" 50M 1B 3,254
                # a word between
                "the second" 1,3B 26B 2,5
                """,
                // psql and mysql
                """
                   params   |   tokens    | loss
                ------------+-------------+-------
                   50000000 |  1000000000 | 3.254
                 1300000000 | 26000000000 |   2.5
                (2 rows)
                """,
                """
                +--------+--------+-------+
                | params | tokens | loss  |
                +--------+--------+-------+
                | 50M    | 1B     | 3.254 |
                | 1.3B   | 26B    | 2.5   |
                +--------+--------+-------+
                2 rows in set (0.00 sec)
                """
            })
    void tablesOfProgramsAreRead(String text) {
        for (String lines : new String[] {text, text.replace("\n", "\r\n"), "\n" + text}) {
            Dataset runs = CsvText.readText(lines);
            assertThat(runs.column(Factor.PARAMETERS)).containsExactly(5e7, 1.3e9);
            assertThat(runs.column(Factor.TOKENS)).containsExactly(1e9, 2.6e10);
            assertThat(runs.losses()).containsExactly(3.254, 2.5);
        }
    }

    @Test
    void theIndexOfATableMayHaveAName() {
        Dataset runs = CsvText.read("   params  loss", "run", "a     5e7   3.2", "b     6e7   3.1");
        assertThat(runs.label("run")).containsExactly("a", "b");
    }

    @Test
    void aBadCellIsNamedByItsLine() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () ->
                                CsvText.read(
                                        "     params  loss",
                                        "run",
                                        "a       5e7   3.2",
                                        "b       6e7   abc"))
                .withMessage("runs.csv:4: column 'loss': 'abc' is not a number");
    }

    @Test
    void aRowWithAnotherNumberOfCellsIsNamedByItsLine() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () -> CsvText.read("params  loss", "5e7  3.2", "6e7", "7e7  3.1", "8e7  3"))
                .withMessage("runs.csv:3: 1 cells where the header has 2 columns");
    }

    @Test
    void theColumnsOfAnAlignedTableAreListed() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvText.read("params  val_loss", "5e7     3.2", "6e7     3.1"))
                .withMessageContaining("no column 'loss'")
                .withMessageEndingWith("the columns are params, val_loss");
    }

    /** Blanks around commas, in names and in cells, are no other table. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "params, tokens, loss\n5e7, 1e9, 3.2\n6e7, 1e9, 3.1\n",
                "the loss  of it,loss\n5e7  x,3.2\n6e7  x,3.1\n",
                "the  loss\tloss\n5e7  x\t3.2\n6e7  x\t3.1\n",
                "loss\n3.2\n3.1\n"
            })
    void marksBetweenCellsGoBeforeBlanks(String text) {
        assertThat(CsvText.readText(text).losses()).containsExactly(3.2, 3.1);
    }

    /** The first characters show the form, and the rows behind them have it too. */
    @Test
    void aLongTableKeepsItsForm() {
        StringBuilder text = new StringBuilder("          params   loss\n");
        for (int row = 0; row < 20_000; row++) {
            text.append(String.format("%-8d%8d  3.25%n", row, 100 + row));
        }
        Dataset runs = Dataset.readCsv("runs.txt", new StringReader(text.toString()));
        assertThat(runs.size()).isEqualTo(20_000);
        assertThat(runs.column(Factor.PARAMETERS)[19_999]).isEqualTo(20_099);
    }
}
