package org.scalinglaws.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final TextTable EMPTY = TextTable.of("  %-6s %8s  %s");

    @Test
    void columnsAreAlignedAndNoLineEndsInBlanks() {
        TextTable table =
                EMPTY.row("", "estimate", "note")
                        .row("alpha", 0.34, "")
                        .line("  no more")
                        .row("beta");
        assertThat(table.text())
                .isEqualTo("         estimate  note\n  alpha      0.34\n  no more\n  beta");
        assertThat(table).hasToString(table.text());
    }

    @Test
    void aTableStaysAsItIs() {
        TextTable one = EMPTY.row("one");
        assertThat(one.row("two").text()).isEqualTo("  one\n  two");
        assertThat(one.text()).isEqualTo("  one");
        assertThat(EMPTY.text()).isEmpty();
    }

    @Test
    void theFirstColumnFitsItsWidestCell() {
        TextTable table = EMPTY.withFirstFitting();
        assertThat(table.row("a long name", 1).row("b", 2).text())
                .isEqualTo("  a long name        1\n  b                  2");
        assertThat(table.row("b", 2).text()).isEqualTo(EMPTY.row("b", 2).text());
    }

    @Test
    void aCellThatIsWiderThanItsColumnMovesItsOwnRowAlone() {
        assertThat(EMPTY.row("a long name", 1).row("b", 2).text())
                .isEqualTo("  a long name        1\n  b             2");
    }

    @Test
    void aLayoutHasColumnsAndARowNoMoreCellsThanThose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTable.of("name"))
                .withMessage("a layout must have columns such as %-14s or %12s, got 'name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EMPTY.row(1, 2, 3, 4))
                .withMessage("a row of 3 columns cannot hold 4 cells");
    }

    @Test
    void theFirstRowIsTheHeadOfMarkdownAndCsv() {
        TextTable table =
                TextTable.of("  %-6s %8s %8s")
                        .row("", "estimate", "error")
                        .row("alpha", "0.34", "0.01, or so")
                        .line("  the error is \"robust\"")
                        .row("a|b", "1");
        assertThat(table.markdown())
                .isEqualTo(
                        """
                        |  | estimate | error |
                        | --- | --- | --- |
                        | alpha | 0.34 | 0.01, or so |
                        | a\\|b | 1 |  |

                        the error is "robust\"""");
        assertThat(table.csv())
                .isEqualTo(
                        """
                        ,estimate,error
                        alpha,0.34,"0.01, or so"
                        a|b,1,
                        # the error is "robust\"""");
    }
}
