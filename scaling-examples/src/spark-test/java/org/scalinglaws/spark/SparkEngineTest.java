package org.scalinglaws.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.effort.DeadlineException;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;

@Timeout(120)
class SparkEngineTest {
    private static final Bootstrap MANY = Bootstrap.pairs(10_000, 42);

    private static JavaSparkContext context;
    private static Ensemble<ChinchillaLaw> expected;

    @BeforeAll
    static void open() {
        context = SparkSource.context("local[2]");
        expected = MANY.of(Studies.FIT);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 333})
    void tenThousandReplicatesHaveTheBitsOfLocalOnesWhateverThePartitions(int partitions) {
        assertThat(expected.replicates()).hasSize(10_000);
        Studies.assertSame(
                MANY.withEngine(new SparkEngine(context, partitions)).of(Studies.FIT), expected);
    }

    @Test
    void aJackknifeHasTheBitsOfALocalOne() {
        Studies.assertSame(
                Jackknife.one().withEngine(SparkEngine.of(context)).of(Studies.FIT),
                Jackknife.one().of(Studies.FIT));
    }

    @Test
    void aStudyOfBudgetsHasTheBitsOfALocalOne() {
        IsoFlop study = IsoFlop.of(Studies.FIT.problem().runs());
        Compute target = Compute.flops(1e22);
        Bootstrap bootstrap = Bootstrap.pairs(40, 5);
        Bootstrap there = bootstrap.withEngine(new SparkEngine(context, 3));
        assertThat(SideBySide.of(study, target, 0.9, there))
                .hasToString(SideBySide.of(study, target, 0.9, bootstrap).toString());
    }

    @Test
    void progressIsHeard() {
        List<Integer> heard = new ArrayList<>();
        Bootstrap.pairs(2000, 1)
                .withEngine(new SparkEngine(context, 100))
                .withProgress((done, total, left) -> heard.add(done))
                .of(Studies.FIT);
        assertThat(heard).isSorted().last().isEqualTo(2000);
    }

    @Test
    void aJobThatIsLateStopsAndGivesWhatThereIs() {
        Bootstrap endless =
                Bootstrap.pairs(200_000, 1)
                        .withEngine(new SparkEngine(context, 4_000))
                        .withDeadline(Duration.ofSeconds(1));
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> endless.of(Studies.FIT))
                .withMessageStartingWith("the bootstrap did not end within 1 s: ");
        assertThat(context.statusTracker().getActiveJobIds()).isEmpty();
        Ensemble<ChinchillaLaw> some = endless.withPartialAnswer().of(Studies.FIT);
        assertThat(some.replicates().size()).isBetween(1, 199_999);
    }

    @Test
    void anInterruptStopsTheJob() {
        AtomicBoolean begun = new AtomicBoolean();
        Thread self = Thread.currentThread();
        Bootstrap endless =
                Bootstrap.pairs(200_000, 1)
                        .withEngine(new SparkEngine(context, 4_000))
                        .withProgress(
                                (done, total, left) -> {
                                    if (done > 0 && begun.compareAndSet(false, true)) {
                                        self.interrupt();
                                    }
                                });
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> endless.of(Studies.FIT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(context.statusTracker().getActiveJobIds()).isEmpty();
    }

    @Test
    void aLawOfYourOwnIsRefusedByNameBeforeAnyJob() {
        LawFamily<?> mine =
                LawFamily.of(
                        "mine",
                        List.of(Factor.TOKENS),
                        ChinchillaLaw.FAMILY.parameters().subList(0, 1),
                        (p, x) -> p[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                MANY.withEngine(SparkEngine.of(context))
                                        .of(Fitter.of(mine).fit(Studies.FIT.problem().runs())))
                .withMessage(
                        "law 'mine' cannot be sent to other machines, which know those of"
                                + " LawFamilies.parse");
    }

    @Test
    void fewerThanNoPartitionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkEngine(context, -1))
                .withMessage("number of partitions must not be negative, got -1");
    }
}
