package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.ScoreStudy;

class TasksTest {
    private static final Factor LOSS = Factor.named("loss");

    /** A task that turns with the loss, and one whose scores are noise about its mean. */
    private static Tasks tasks(double steepness) {
        Dataset runs = ScoreStudy.truth().runs(20, 5000, new SplittableRandom(21));
        SplittableRandom random = new SplittableRandom(2);
        SigmoidLaw other = new SigmoidLaw(LOSS, false, 0.25, 0.7, steepness, 2.6);
        Dataset more =
                runs.with(
                                Factor.named("other"),
                                run ->
                                        other.loss(Recipe.of(Map.of(LOSS, run.loss().nats())))
                                                + 0.004 * random.nextGaussian())
                        .with(Factor.named("chance"), run -> 0.3 + 0.05 * random.nextGaussian());
        Scores scores = Scores.of(more, "accuracy").withFloor(0.25).withCeiling(0.95);
        return new Tasks(scores, List.of("accuracy", "other", "chance"));
    }

    @Test
    void tasksThatTurnWithTheLossAreForetoldAndChanceIsNot() {
        List<TaskError> rows = tasks(-10).withhold(run -> run.recipe().compute().flops() > 4e20);
        assertThat(rows)
                .hasSize(3)
                .isSortedAccordingTo(Comparator.comparingDouble(TaskError::error));
        for (TaskError row : rows) {
            assertThat(row.withheld()).isBetween(2, 6);
            assertThat(row.isPredictable()).isEqualTo(!row.task().equals("chance"));
        }
    }

    @Test
    void tasksOfOneShapeShareItAndOthersDoNot() {
        Tasks alike = tasks(-10);
        Tasks.Pooled pooled = new Tasks(alike.scores(), List.of("accuracy", "other")).pooled();
        assertThat(pooled.shape()).isCloseTo(-10, within(0.5));
        assertThat(pooled.test().orElseThrow().pValue()).isGreaterThan(0.01);
        Tasks unlike = tasks(-16);
        Tasks.Pooled apart = new Tasks(unlike.scores(), List.of("accuracy", "other")).pooled();
        assertThat(apart.test().orElseThrow().pValue()).isLessThan(1e-4);
        assertThat(apart.own().get("other")).isCloseTo(-16, within(1.0));
    }
}
