package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

/** What is known of a law goes into its plans unasked. */
class KnownLawTest {
    private static final LossLaw LAW = new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28);
    private static final Compute BUDGET = Compute.flops(1e21);
    private static final Finding ERROR =
            Finding.error("identifiability", "the runs do not tell size from data");

    private static KnownLaw known(Finding... caveats) {
        Interval small = new Interval(1e7, 1e8);
        return new KnownLaw() {
            @Override
            public LossLaw law() {
                return LAW;
            }

            @Override
            public List<Factor> factors() {
                return List.of(Factor.PARAMETERS, Factor.TOKENS);
            }

            @Override
            public Scope scope() {
                return new Scope(Map.of(Factor.PARAMETERS, small), Counting.NON_EMBEDDING);
            }

            @Override
            public List<Finding> caveats() {
                return List.of(caveats);
            }
        };
    }

    static Stream<Planner> planners() {
        return planners(known(ERROR));
    }

    private static Stream<Planner> planners(KnownLaw known) {
        return Stream.of(
                ComputeOptimal.of(known),
                ConstrainedOptimal.of(known),
                InferenceAware.of(known, Tokens.billions(1)),
                DataLimited.of(known, DataPool.of(Tokens.billions(1))),
                ComputeOptimal.of(known).withRatio(20));
    }

    @Test
    void aPlanCarriesScopeCountingAndCaveatsUnasked() {
        Finding note = Finding.note("held", "the batch was held");
        planners(known(note))
                .forEach(
                        planner -> {
                            Plan plan = planner.plan(BUDGET);
                            assertThat(plan.model().counting()).isEqualTo(Counting.NON_EMBEDDING);
                            assertThat(plan.findings())
                                    .contains(note)
                                    .extracting(Finding::check)
                                    .contains("extrapolation");
                        });
    }

    @ParameterizedTest
    @MethodSource("planners")
    void aLawWithAnErrorGetsNoPlan(Planner planner) {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.plan(BUDGET))
                .withMessage("the runs do not tell size from data");
    }

    @Test
    void despiteErrorsThePlanCarriesThem() {
        KnownLaw known = known(ERROR);
        List<Planner> planners =
                List.of(
                        ComputeOptimal.of(LossSurface.of(known).despiteErrors()),
                        ConstrainedOptimal.of(LossSurface.of(known).despiteErrors()),
                        InferenceAware.of(
                                LossSurface.of(known).despiteErrors(), Tokens.billions(1)),
                        DataLimited.of(
                                LossSurface.of(known).despiteErrors(),
                                DataPool.of(Tokens.billions(1))));
        for (Planner planner : planners) {
            assertThat(planner.plan(BUDGET).findings()).contains(ERROR);
        }
        ComputeOptimal changed =
                ComputeOptimal.of(
                        LossSurface.of(known)
                                .despiteErrors()
                                .holding(Factor.UNIQUE_TOKENS, 1e9)
                                .withTraining(TokenCost.TRAINING)
                                .within(known.scope()));
        assertThat(changed.plan(BUDGET).findings()).contains(ERROR);
    }

    @Test
    void distanceAloneRefusesNoPlan() {
        Plan far = ComputeOptimal.of(known()).plan(Compute.flops(1e30));
        assertThat(far.findings())
                .extracting(finding -> finding.severity() + " " + finding.check())
                .containsExactly("WARNING extrapolation");
    }

    @Test
    void aPublishedLawSaysWhatItReads() {
        assertThat(PublishedLaws.HOFFMANN_2022.factors())
                .containsExactlyInAnyOrder(Factor.PARAMETERS, Factor.TOKENS);
        assertThat(PublishedLaws.CEREBRAS_2023.factors()).containsExactly(Factor.FLOPS);
        assertThat(PublishedLaws.named("krajewski-2024-moe").factors())
                .containsExactlyInAnyOrder(
                        Factor.PARAMETERS, Factor.TOKENS, FineGrainedLaw.GRANULARITY);
        assertThat(PublishedLaws.all()).allSatisfy(law -> assertThat(law.factors()).isNotEmpty());
    }
}
