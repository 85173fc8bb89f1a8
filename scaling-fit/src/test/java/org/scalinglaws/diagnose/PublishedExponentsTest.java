package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;

/** What the check of exponents says of published laws is so. */
class PublishedExponentsTest {
    private static Stream<double[]> exponents(PublishedLaw<?> published) {
        if (published.law() instanceof ChinchillaLaw law) {
            return Stream.of(new double[] {law.alpha(), law.beta()});
        }
        if (published.law() instanceof CoupledLaw law) {
            return Stream.of(new double[] {law.alpha(), law.beta()});
        }
        return Stream.empty();
    }

    @Test
    void theyLieWellBelowWhatIsCalledImplausible() {
        List<double[]> pairs =
                PublishedLaws.all().stream().flatMap(PublishedExponentsTest::exponents).toList();
        assertThat(pairs).hasSizeGreaterThan(8);
        for (double[] pair : pairs) {
            assertThat(pair[0]).isLessThan(0.8);
            assertThat(pair[1]).isLessThan(0.8);
            assertThat(pair[1] / (pair[0] + pair[1]))
                    .isBetween(Implausible.LEAST_SHARE, Implausible.GREATEST_SHARE);
        }
    }
}
