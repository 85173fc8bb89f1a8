package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.FamilyCase;

/** Every family: noisy runs are fitted, and the fit repeated on other draws of them. */
@Tag("once")
class FamilyEnsembleTest {
    static Stream<FamilyCase> cases() {
        return FamilyCase.all();
    }

    private static <L extends LossLaw> void repeat(LawFamily<L> family, Dataset runs) {
        boolean positive = Arrays.stream(runs.losses()).allMatch(loss -> loss > 0);
        Fit<L> fit =
                Fitter.of(family)
                        .withObjective(positive ? Objective.logSquares() : Objective.squares())
                        .fit(runs);
        Ensemble<L> ensemble = Bootstrap.pairs(6, 5).of(fit);
        System.out.printf(
                "%-24s %s, %d in another basin, %.0f evaluations each%n",
                family.name(),
                ensemble.stops(),
                ensemble.otherBasins(),
                ensemble.replicates().stream()
                        .mapToInt(Replicate::evaluations)
                        .average()
                        .orElseThrow());
        assertThat(ensemble.failures()).isEmpty();
        assertThat(ensemble.members()).hasSize(6);
        Recipe recipe = runs.run(0).recipe();
        double loss = fit.law().loss(recipe);
        Interval interval = ensemble.interval(0.9, law -> law.loss(recipe));
        assertThat(interval.lower()).isLessThan(loss + 0.05 * Math.abs(loss));
        assertThat(interval.upper()).isGreaterThan(loss - 0.05 * Math.abs(loss));
        assertThat(interval.width()).isPositive().isLessThan(Math.abs(loss));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFamilyCanBeRepeated(FamilyCase given) {
        repeat(given.family(), given.runs(80, 0.003, 2026));
    }
}
