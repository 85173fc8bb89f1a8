package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * The answers of the worked problems, reckoned elsewhere: no wrong number can settle in a text.
 * Where no source is named the reference is arithmetic that fits on a line.
 */
class KnownAnswersTest {
    /** The slope of ln(L - 1.5) over ln X, least squares by hand. */
    @Test
    void theExponentAboveAKnownFloorIsTheSlopeOfAStraightLine() throws Exception {
        assertThat(KnownFloor.aboveTheFloor().alpha()).isCloseTo(0.2057733929, within(5e-11));
        assertThat(Printed.by(KnownFloor.class)).contains("alpha = 0.2057733929");
    }
}
