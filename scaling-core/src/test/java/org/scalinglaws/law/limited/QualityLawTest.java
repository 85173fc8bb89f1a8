package org.scalinglaws.law.limited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.limited.QualityLaw.Source;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class QualityLawTest {
    private static final Factor WEB = new Factor("tokens_web", "tokens");
    private static final Factor CODE = new Factor("tokens_code", "tokens");
    private static final Factor BOOKS = new Factor("tokens_books", "tokens");
    private static final LawFamily<QualityLaw> FAMILY = QualityLaw.family(WEB, CODE, BOOKS);
    private static final QualityLaw LAW = FAMILY.at(1.7, 400, 0.34, 410, 0.28, 0.5, 3);

    @Nested
    class Family extends LawFamilyContract<QualityLaw> {
        Family() {
            super(FAMILY, 1.7, 400, 0.34, 410, 0.28, 0.5, 3);
        }
    }

    @Nested
    class FamilyWhereSomeRunsLackASource extends LawFamilyContract<QualityLaw> {
        FamilyWhereSomeRunsLackASource() {
            super(FAMILY, 1.7, 400, 0.34, 410, 0.28, 0.5, 3);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(CODE) || factor.equals(BOOKS)
                    ? new Interval(0, 1e12)
                    : super.range(factor);
        }
    }

    @Nested
    class FamilyOfOneSource extends LawFamilyContract<QualityLaw> {
        FamilyOfOneSource() {
            super(QualityLaw.family(Factor.TOKENS), 1.7, 400, 0.34, 410, 0.28);
        }
    }

    private static Recipe recipe(double web, double code, double books) {
        return Recipe.of(Map.of(Factor.PARAMETERS, 1e9, WEB, web, CODE, code, BOOKS, books));
    }

    @Test
    void tokensCountByTheirQuality() {
        assertThat(LAW.effectiveTokens(recipe(1e9, 2e9, 3e9))).isEqualTo(1e9 + 1e9 + 9e9);
        assertThat(LAW.effectiveTokens(recipe(0, 0, 3e9))).isEqualTo(9e9);
        assertThat(LAW.loss(recipe(1e9, 2e9, 3e9)))
                .isEqualTo(1.7 + 400 * Math.pow(1e9, -0.34) + 410 * Math.pow(11e9, -0.28));
    }

    @Test
    void aSingleSourceIsChinchilla() {
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        assertThat(QualityLaw.family(Factor.TOKENS).at(1.7, 400, 0.34, 410, 0.28).loss(recipe))
                .isEqualTo(new ChinchillaLaw(1.7, 400, 0.34, 410, 0.28).loss(recipe));
    }

    @Test
    void aSourceOfNoQualityAddsNothing() {
        QualityLaw law = FAMILY.at(1.7, 400, 0.34, 410, 0.28, 0, 1);
        assertThat(law.loss(recipe(2e9, 7e9, 1e9))).isEqualTo(law.loss(recipe(1e9, 0, 2e9)));
    }

    @Test
    void theFamilyNamesItsParametersAfterTheSources() {
        assertThat(FAMILY).hasToString("quality");
        assertThat(FAMILY.formula())
                .isEqualTo(
                        "loss = E + A / params^alpha + B / (tokens_web + q_tokens_code *"
                                + " tokens_code + q_tokens_books * tokens_books)^beta");
        assertThat(FAMILY.factors()).containsExactly(Factor.PARAMETERS, WEB, CODE, BOOKS);
        assertThat(FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha", "B", "beta", "q_tokens_code", "q_tokens_books");
        assertThat(FAMILY.parameters().get(5).meaning())
                .isEqualTo("tokens_web that one of tokens_code is worth");
        assertThat(FAMILY.coefficients()).containsExactly(0, 1, 3);
        assertThat(LAW.sources())
                .containsExactly(new Source(WEB, 1), new Source(CODE, 0.5), new Source(BOOKS, 3));
    }

    @Test
    void tokensInOtherUnitsChangeTheQualities() {
        double[] changed =
                FAMILY.inUnits(new double[] {1, 8, 0.5, 9, 1, 2, 3}, 1e6, 1e9, 1e8, 1e10)
                        .orElseThrow();
        assertThat(changed)
                .containsExactly(new double[] {1, 8e-3, 0.5, 9e-9, 1, 0.2, 30}, within(1e-14));
    }

    @Test
    void aRunNeedsTokensOfSomeWorth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe(0, 0, 0)))
                .withMessage("effective tokens must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe(1e9, -1, 0)))
                .withMessage("tokens_code must be zero or more and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe(1e9, 1, 0).with(BOOKS, -2)))
                .withMessage("tokens_books must be zero or more and finite, got -2");
    }

    @Test
    void sourcesMustBeDistinctAndTheFirstIsTheUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(QualityLaw::family)
                .withMessage("a quality law needs one or more distinct sources of tokens, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QualityLaw.family(WEB, WEB))
                .withMessage(
                        "a quality law needs one or more distinct sources of tokens, got"
                                + " [tokens_web (tokens), tokens_web (tokens)]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QualityLaw.family(Factor.PARAMETERS))
                .withMessage(
                        "a quality law needs one or more distinct sources of tokens, got [params"
                                + " (parameters)]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QualityLaw(1, 1, 1, 1, 1, List.of(new Source(WEB, 2))))
                .withMessage("quality of the first source tokens_web must be 1, got 2");
    }

    @ParameterizedTest
    @CsvSource({
        "0, irreducible loss E",
        "1, coefficient A",
        "2, exponent alpha",
        "3, coefficient B",
        "4, exponent beta",
        "5, quality of tokens_code",
        "6, quality of tokens_books"
    })
    void noNumberMayBeNegative(int place, String name) {
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = FAMILY.values(LAW);
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FAMILY.at(values))
                    .withMessage(name + " must be zero or more and finite, got " + bad);
        }
    }
}
