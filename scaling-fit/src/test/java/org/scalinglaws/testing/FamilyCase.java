package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.curve.AnnealingLaw;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.joint.MultiplicativeLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.law.joint.PowerProductLaw;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.law.limited.QualityLaw;
import org.scalinglaws.law.limited.TransferLaw;
import org.scalinglaws.law.setup.DistillationLaw;
import org.scalinglaws.law.setup.OptimizerLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.law.single.ExponentialLaw;
import org.scalinglaws.law.single.GrowingExponentialLaw;
import org.scalinglaws.law.single.OffsetPowerLaw;
import org.scalinglaws.law.single.SaturatingPowerLaw;
import org.scalinglaws.law.single.SaturatingRiseLaw;
import org.scalinglaws.law.single.ShiftedPowerLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.law.sparse.RoutedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.law.sparse.UnifiedSparsityLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A family, the numbers of one of its laws, and runs that this law gives.
 *
 * @param family the family
 * @param law the numbers
 */
@SuppressWarnings("ArrayRecordComponent")
public record FamilyCase(LawFamily<?> family, double... law) {
    private static final Factor X = Factor.named("x");
    private static final Factor WIDTH = Factor.named("width");
    private static final Factor OTHER = Factor.named("other_tokens");
    private static final Factor MUON = Factor.named("muon");

    /** Where factors are drawn from: in equal ratios, or evenly where zero is allowed. */
    private static final Map<Factor, Interval> RANGES =
            Map.ofEntries(
                    Map.entry(X, new Interval(1, 1e4)),
                    Map.entry(WIDTH, new Interval(256, 8192)),
                    Map.entry(OTHER, new Interval(1e8, 1e11)),
                    Map.entry(Factor.UNIQUE_TOKENS, new Interval(1e8, 1e11)),
                    Map.entry(Factor.named("min_steps"), new Interval(1e2, 1e6)),
                    Map.entry(Factor.named("tuning_characters"), new Interval(1e6, 1e10)),
                    Map.entry(Factor.named("experts"), new Interval(1, 512)),
                    Map.entry(Factor.named("granularity"), new Interval(1, 32)),
                    Map.entry(Factor.named("sparsity"), new Interval(0, 0.98)),
                    Map.entry(Factor.named("weight_bits"), new Interval(3, 16)),
                    Map.entry(Factor.named("activation_bits"), new Interval(4, 16)),
                    Map.entry(Factor.named("kv_bits"), new Interval(3, 16)),
                    Map.entry(DistillationLaw.TEACHER_LOSS, new Interval(1.9, 2.8)),
                    Map.entry(Factor.named("post_bits"), new Interval(3, 6)),
                    Map.entry(Factor.named("non_vocab_params"), new Interval(3e7, 1e10)),
                    Map.entry(Factor.named("vocab_params"), new Interval(2e6, 1e9)),
                    Map.entry(AnnealingLaw.LR_AREA, new Interval(0.1, 10)),
                    Map.entry(AnnealingLaw.LR_ANNEALING, new Interval(0, 0.3)));

    private static final Schedule SCHEDULE =
            Schedule.constant(3e-4, 300).then(Schedule.cosine(3e-4, 3e-5, 100));

    private static final double[] VOCABULARY = {
        5.5328, 1.8314, 0.44661, 0.19584, 0.67074, 2.1241, 0.44661
    };

    /**
     * Copies nothing: tests do not change it.
     *
     * @param family the family
     * @param law the numbers
     */
    public FamilyCase {}

    /** {@return one law of each family} */
    public static Stream<FamilyCase> all() {
        return Stream.of(
                new FamilyCase(ChinchillaLaw.FAMILY, 1.8, 480, 0.35, 2080, 0.37),
                new FamilyCase(PowerLaw.family(X), 1.5, 3, 0.4),
                new FamilyCase(PowerLaw.familyWithoutFloor(X), 3, 0.1),
                new FamilyCase(ShiftedPowerLaw.family(X), 3, 1e-3, 0.3),
                new FamilyCase(SaturatingPowerLaw.family(X), 1.5, 3, 0.6, 2, 0.5),
                new FamilyCase(BrokenPowerLaw.family(X, 1), 0.4, 2.3, 0.05, 0.9, 200, 0.3),
                new FamilyCase(
                        BrokenPowerLaw.family(X, 2), 0.4, 2.3, 0.05, 0.9, 30, 0.3, -0.6, 1000, 0.2),
                new FamilyCase(ExponentialLaw.family(X), 1.9, 3, 0.003),
                new FamilyCase(OffsetPowerLaw.family(X), 1.5, 60, 40, 0.7),
                new FamilyCase(OffsetPowerLaw.familyWithoutFloor(X), 60, 40, 0.7),
                new FamilyCase(PowerProductLaw.family(X, WIDTH), 3, 0.4, -0.2),
                new FamilyCase(PowerProductLaw.familyWithOffset(X), 30, 2, 0.4),
                new FamilyCase(SaturatingRiseLaw.family(X), 0.9, 0.6, 0.3),
                new FamilyCase(GrowingExponentialLaw.family(X), 1.9, 0.3, 2e-4),
                new FamilyCase(SigmoidLaw.family(X), 0.25, 0.6, 3, 3000),
                new FamilyCase(SigmoidLaw.familyOverLog(X), 0.25, 0.6, 1.2, 300),
                new FamilyCase(
                        AdditivePowerLaw.family(
                                WIDTH, Factor.named("experts"), Factor.PARAMETERS, Factor.TOKENS),
                        1.5,
                        20,
                        0.6,
                        0.5,
                        0.4,
                        400,
                        0.34,
                        400,
                        0.28),
                new FamilyCase(
                        AdditivePowerLaw.familyWithoutFloor(Factor.PARAMETERS, Factor.TOKENS),
                        20,
                        0.12,
                        40,
                        0.15),
                new FamilyCase(CoupledLaw.FAMILY, 1.22, 3355, 0.408, 18186, 0.431, 0.452),
                new FamilyCase(
                        MultiplicativeLaw.family(Factor.PARAMETERS, Factor.TOKENS),
                        1.5,
                        500,
                        0.12,
                        0.15),
                new FamilyCase(KaplanLaw.FAMILY, 6.4e13, 0.076, 1.8e13, 0.103),
                new FamilyCase(KaplanStepsLaw.FAMILY, 6.5e13, 0.077, 2.1e3, 0.76),
                new FamilyCase(OverTrainingLaw.FAMILY, 1.837, 212.2, 366.7, 0.1364),
                new FamilyCase(
                        FarseerLaw.FAMILY,
                        -0.0214,
                        0.1249,
                        -1.287,
                        88.01,
                        -0.1,
                        -4.03,
                        -0.3,
                        0.08,
                        -0.2),
                new FamilyCase(
                        DataConstrainedLaw.FAMILY, 1.87, 521, 0.3527, 1488, 0.3527, 15.4, 5.3),
                new FamilyCase(
                        QualityLaw.family(Factor.TOKENS, OTHER), 1.7, 400, 0.34, 410, 0.28, 0.5),
                new FamilyCase(TransferLaw.FAMILY, 6e13, 0.08, 2e13, 0.1, 1e4, 0.2, 0.4),
                new FamilyCase(RoutedLaw.FAMILY, -0.083, -0.118, 0.0099, 1.1136, 2.09, 239),
                new FamilyCase(FineGrainedLaw.FAMILY, 0.47, 2.1, 0.58, 18.1, 0.115, 30.8, 0.147),
                new FamilyCase(VocabularyLaw.FAMILY, VOCABULARY),
                new FamilyCase(OptimizerLaw.family(MUON), 1.82, 482, 0.348, 2085, 0.366, 1.1, 2.08),
                new FamilyCase(QuantizationLaw.FAMILY, 0.0598, 0.5068, 0.3439, 0.5907),
                new FamilyCase(AnnealingLaw.family(0.99), 2.5, 0.5, 0.5, 0.3),
                new FamilyCase(SizedAnnealingLaw.family(0.99), 1.7, 400, 0.34, 0.5, 0.5, 0.3),
                new FamilyCase(
                        MultiPowerLaw.family(List.of(SCHEDULE)),
                        2.4,
                        0.65,
                        0.43,
                        520,
                        2,
                        0.6,
                        0.63),
                published(PrecisionLaw.FAMILY, PublishedLaws.KUMAR_2024),
                published(JointExpertsLaw.FAMILY, PublishedLaws.LUDZIEJEWSKI_2025),
                published(SparsityLaw.FAMILY, PublishedLaws.ABNAR_2025),
                published(UnifiedSparsityLaw.FAMILY, PublishedLaws.HOSSAIN_2025_MOE),
                new FamilyCase(
                        DistillationLaw.family(
                                new CoupledLaw(1.220, 3355, 0.408, 18186, 0.431, 0.452)),
                        2.5,
                        1.3,
                        1.2,
                        0.1,
                        3000,
                        0.4,
                        20000,
                        0.44,
                        0.7));
    }

    private static <L extends LossLaw> FamilyCase published(
            LawFamily<L> family, PublishedLaw<L> law) {
        return new FamilyCase(family, family.values(law.law()));
    }

    private static double draw(Factor factor, SplittableRandom random) {
        if (factor.equals(MUON)) {
            return random.nextInt(2);
        }
        if (factor.equals(MultiPowerLaw.STEP)) {
            return random.nextInt(SCHEDULE.steps()) + 1;
        }
        Interval range = RANGES.getOrDefault(factor, new Interval(1e7, 1e11));
        double share = random.nextDouble();
        return range.lower() > 0
                ? range.lower() * Math.pow(range.upper() / range.lower(), share)
                : share * range.upper();
    }

    /**
     * Runs of random recipes.
     *
     * @param count how many
     * @param noise standard deviation of the noise, as a share of the loss
     * @param seed decides recipes and noise
     * @return the runs
     */
    public Dataset runs(int count, double noise, long seed) {
        return runs(family, count, noise, seed);
    }

    private <L extends LossLaw> Dataset runs(LawFamily<L> of, int count, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        L truth = of.at(law);
        List<Run> runs = new ArrayList<>();
        while (runs.size() < count) {
            Map<Factor, Double> recipe = new LinkedHashMap<>();
            of.factors().forEach(factor -> recipe.put(factor, draw(factor, random)));
            double scatter = noise > 0 ? Math.exp(noise * random.nextGaussian()) : 1;
            runs.add(Run.of(Recipe.of(recipe), Loss.nats(truth.loss(Recipe.of(recipe)) * scatter)));
        }
        return Dataset.of(runs);
    }

    @Override
    public String toString() {
        return family.name();
    }
}
