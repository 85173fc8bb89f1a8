package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.testing.MultiplierStudy;
import org.scalinglaws.testing.SharingStudy;

class SharingTest {
    private static Comparison comparison(Shared truth) {
        return Comparison.of(SharingStudy.runs(truth, new SplittableRandom(5)), "recipe");
    }

    @ParameterizedTest
    @EnumSource(names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void theLawThatIsTrueIsNamed(Shared truth) {
        assertThat(comparison(truth).sharing().most()).hasValue(truth);
    }

    @Test
    void everyNumberThatIsOwnAddsOneForEachRecipeButTheFirst() {
        assertThat(Shared.values())
                .extracting(each -> each.numbers(2))
                .containsExactly(5, 6, 7, 8, 10);
        assertThat(Shared.values())
                .extracting(each -> each.numbers(3))
                .containsExactly(5, 7, 9, 11, 15);
        for (Shared shared : List.of(Shared.ALL_BUT_FLOOR, Shared.EXPONENTS)) {
            FormulaLaw law = comparison(Shared.EXPONENTS).sharing().fit(shared).law();
            assertThat(law.values()).hasSize(shared.numbers(3));
        }
    }

    @Test
    void floorsOfTheirOwnAreFound() {
        FormulaLaw law = comparison(Shared.ALL_BUT_FLOOR).sharing().fit(Shared.ALL_BUT_FLOOR).law();
        assertThat(law.value("E_2") - law.value("E")).isCloseTo(0.05, within(0.01));
        assertThat(law.value("E_3") - law.value("E")).isCloseTo(0.1, within(0.01));
    }

    @Test
    void twoRecipesAreWorthWhatThePairSays() {
        Comparison comparison =
                Comparison.of(MultiplierStudy.runs(1.3, new SplittableRandom(7)), "recipe");
        Multiplier pair = comparison.multipliers().get(0);
        Efficiency one = comparison.sharing().efficiencies().get(0);
        assertThat(one.recipe()).isEqualTo("b");
        assertThat(one.params().estimate()).isCloseTo(pair.params().estimate(), within(1e-5));
        assertThat(one.tokens().estimate()).isCloseTo(pair.tokens().estimate(), within(1e-5));
        double upper = pair.compute().interval().orElseThrow().upper();
        assertThat(one.compute().interval().orElseThrow().upper()).isCloseTo(upper, within(1e-4));
        double chance = pair.sharedExponents().orElseThrow().pValue();
        assertThat(comparison.sharing().test(Shared.EXPONENTS_AND_FLOOR).orElseThrow().pValue())
                .isCloseTo(chance, within(1e-6));
    }

    @Test
    void intervalsHoldWhatWasSimulated() {
        List<Efficiency> found = comparison(Shared.EXPONENTS_AND_FLOOR).sharing().efficiencies();
        assertThat(found).extracting(Efficiency::recipe).containsExactly("b", "c");
        assertThat(found.get(0).compute().interval().orElseThrow().contains(1.69)).isTrue();
        assertThat(found.get(1).compute().interval().orElseThrow().contains(1)).isTrue();
    }

    @Test
    void recipesThatShareNothingHaveNoOneLaw() {
        Sharing sharing = comparison(Shared.EVERYTHING).sharing();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharing.fit(Shared.NOTHING))
                .withMessage(
                        "recipes that share nothing have no one law: fit the runs of each alone");
        assertThat(sharing.test(Shared.NOTHING)).isEmpty();
    }

    @Test
    void ofTooFewRunsNothingIsTold() {
        Dataset runs = SharingStudy.runs(Shared.EVERYTHING, new SplittableRandom(1));
        Dataset few = runs.whereRow(row -> row % 30 < 4);
        Sharing sharing = Comparison.of(few, "recipe").sharing();
        assertThat(sharing.most()).isEmpty();
        assertThat(sharing.toString())
                .contains("nothing               15         -  -")
                .endsWith("the runs are too few to tell what the recipes share");
    }
}
