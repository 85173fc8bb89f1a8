package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.testing.SharedData;

/**
 * The 182 runs to which Muennighoff et al. fitted, with their C4 constants held: what the notebook
 * utils/parametric_fit.ipynb of huggingface/datablations prints, and the lower optimum that the
 * same objective has elsewhere.
 */
class DataConstrainedFitTest {
    private static Dataset runs() {
        return SharedData.runs("data_constrained_muennighoff", "all").where("in_source_fit", "1");
    }

    private static Fitter<DataConstrainedLaw> fitter() {
        return Fitter.of(DataConstrainedLaw.FAMILY)
                .withFixed("E", Math.exp(0.6254804))
                .withFixed("A", Math.exp(6.255414))
                .withFixed("alpha", 0.3526596)
                .withFixed("B", Math.exp(7.3049974))
                .withFixed("beta", 0.3526596);
    }

    @Test
    void theLowestBasinWins() {
        Dataset runs = runs();
        Fit<DataConstrainedLaw> fit = fitter().fit(runs);
        assertThat(runs.size()).isEqualTo(182);
        assertThat(fit.solution().value()).isCloseTo(0.01580466247, within(1e-11));
        assertThat(fit.law().rD()).isCloseTo(95.3652, within(1e-3));
        assertThat(fit.law().rN()).isCloseTo(1.7059, within(1e-4));
        assertThat(fit.solution().basins())
                .anySatisfy(basin -> assertThat(basin.value()).isCloseTo(0.0158259, within(1e-7)));
    }

    @Test
    void theDecayOfDataAloneIsTheLimitOfManyRepetitionsOfParameters() {
        Fit<DataConstrainedLaw> fit = fitter().withFixed("R_N", 1e12).fit(runs());
        assertThat(fit.solution().value()).isCloseTo(0.0169223491, within(1e-9));
        assertThat(fit.law().rD()).isCloseTo(2.9157212, within(2e-3));
    }

    /** The notebook's R_N of 713 has an objective of 0.0329767323. */
    @Test
    void theDecayOfParametersAloneIsTheLimitOfManyRepetitionsOfData() {
        Fit<DataConstrainedLaw> fit = fitter().withFixed("R_D", 1e12).fit(runs());
        assertThat(fit.solution().value()).isLessThan(0.0329767323 / 2);
        assertThat(fit.law().rN()).isBetween(0.1, 10.0);
    }
}
