package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.recipe.Factor;

/** Where a search for a law of nine numbers looks. */
class FarseerSpreadTest {
    private static final int PLACES = 500;

    private static UnaryOperator<double[]> spread(double[] sizes, double[] tokens) {
        return FarseerLaw.FAMILY
                .spread(Columns.ofUnsafe(List.of(Factor.PARAMETERS, Factor.TOKENS), sizes, tokens))
                .orElseThrow();
    }

    private static double[] shares(SplittableRandom random) {
        return random.doubles(FarseerLaw.FAMILY.parameters().size()).toArray();
    }

    /** Sizes in ones and in billions, and none but one. */
    @ParameterizedTest
    @CsvSource({"1e7, 1e11", "1e8, 6.4e9", "0.1, 6.4", "1e9, 1e9"})
    void numbersAreFiniteAndOfTheSignsOfTheLaw(double least, double largest) {
        double[] sizes = {least, Math.sqrt(least * largest), largest};
        UnaryOperator<double[]> spread = spread(sizes, new double[] {1e9, 1e10, 1e11});
        SplittableRandom random = new SplittableRandom(15);
        for (int place = 0; place < PLACES; place++) {
            double[] numbers = spread.apply(shares(random));
            assertThat(Arrays.stream(numbers).allMatch(Double::isFinite)).isTrue();
            for (int j = 0; j < numbers.length; j++) {
                Parameter parameter = FarseerLaw.FAMILY.parameters().get(j);
                boolean signed = parameter.upper() == 0 || parameter.lower() == 0;
                if (signed) {
                    assertThat(numbers[j] * (parameter.lower() + parameter.upper()))
                            .isNotNegative();
                }
            }
        }
    }

    @Test
    void theExponentOfDataOfEveryLawIsOfALikelySize() {
        double[] sizes = {1e8, 1e9, 1e10};
        UnaryOperator<double[]> spread = spread(sizes, new double[] {1e9, 1e10, 1e11});
        SplittableRandom random = new SplittableRandom(15);
        for (int place = 0; place < PLACES; place++) {
            FarseerLaw law = FarseerLaw.FAMILY.at(spread.apply(shares(random)));
            assertThat(law.dataExponent(1e9)).isBetween(0.01, 3.0);
            assertThat(law.floor(1e10) / law.floor(1e8)).isBetween(0.04, 1.0);
        }
    }
}
