package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.testing.SharedData;

/** The envelope of curves that others trained. */
class EnvelopeReferencesTest {
    /**
     * The seven curves of GPT-3 from 125M to 13B, 120 checkpoints each from 11B to 300B tokens. Their
     * rates fall over 260B tokens (Brown et al., 2020, appendix B), so that early checkpoints are not
     * finished runs; Hoffmann et al. (2022) see in this a reason for the 0.73 of Kaplan et al.
     * (2020). The envelope finds 0.741 and a fit of the law to the same checkpoints 0.681.
     */
    @Test
    void curvesOfGpt3GiveALargeExponentAsAFitToTheSameCheckpointsDoes() {
        Dataset curves =
                Dataset.readCsv(SharedData.file("hitchhiker_curves_suites.csv"))
                        .where("family", "gpt3");
        Allocation found = Envelope.DEFAULT.of(curves, "run");
        ChinchillaLaw law = Fitter.of(ChinchillaLaw.FAMILY).fit(curves).law();
        double fitted = law.beta() / (law.alpha() + law.beta());
        assertThat(found.size().exponent()).isBetween(0.68, 0.80);
        assertThat(found.exponentSum()).isCloseTo(1, within(1e-9));
        assertThat(fitted).isCloseTo(found.size().exponent(), within(0.08));
        assertThat(Envelope.HOFFMANN.of(curves, "run").size().exponent())
                .isLessThan(found.size().exponent() - 0.05);
    }
}
