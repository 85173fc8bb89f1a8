package org.scalinglaws.testing;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;

/**
 * Measured runs, which are no part of the project, and the families that can read them. Where a
 * family reads a factor that a table lacks, another column stands in for it: the search is on trial
 * and not the law.
 *
 * @param name what the table is called
 * @param reader reads the runs, or skips the test where they are absent
 */
public record MeasuredRuns(String name, Supplier<Dataset> reader) {
    private static final Factor X = Factor.named("x");

    /** Families that read a factor which no measured table at hand has, nor anything like it. */
    public static final Map<String, String> NONE =
            Map.of(
                    "fine-grained", "granularity",
                    "sparsity", "sparsity beside tokens",
                    "unified-sparsity", "sparsity beside tokens",
                    "joint-experts", "experts beside tokens",
                    "precision", "bits of weights, activations and cache",
                    "quantization", "bits after training",
                    "distillation", "the loss of a teacher",
                    "annealing", "the area under a learning rate",
                    "multi-power", "the steps of a schedule");

    /**
     * The tables that a family can read.
     *
     * @param family the name of the family
     * @return one table or more; none where {@link #NONE} says why
     */
    public static List<MeasuredRuns> of(String family) {
        if (NONE.containsKey(family)) {
            return List.of();
        }
        return switch (family) {
            case "farseer" -> List.of(publicCase("01-farseer-misses-optimum", "loss"), swarm());
            case "chinchilla", "coupled", "kaplan" -> List.of(overTrained(), oneBadRun(), suites());
            case "over-training", "multiplicative", "additive-without-floor" ->
                    List.of(overTrained(), oneBadRun());
            case "kaplan-steps" -> List.of(overTrained().with("min_steps", Factor.TOKENS));
            case "transfer" -> List.of(overTrained().with("tuning_characters", Factor.TOKENS));
            case "optimizer" -> List.of(twoCorpora());
            case "data-constrained" -> List.of(repeated());
            case "quality" -> List.of(repeated().with("other_tokens", Factor.UNIQUE_TOKENS));
            case "additive" ->
                    List.of(
                            repeated()
                                    .with("width", Factor.UNIQUE_TOKENS)
                                    .with("experts", Factor.named("epochs")));
            case "routed" -> List.of(new MeasuredRuns("routing", () -> data("routing_moe_final")));
            case "vocabulary" -> List.of(publicCase("09-tao-units", "lossu"));
            case "saturating-rise", "growing-exponential", "sigmoid", "log-sigmoid" ->
                    List.of(accuracy());
            case "power-product" -> List.of(accuracy().with("width", Factor.PARAMETERS));
            case "power-product-offset" -> List.of(accuracy(), curve());
            default ->
                    List.of(
                            curve(),
                            publicCase("37-bnsl-353", "y"),
                            publicCase("32-offset-power", "y"));
        };
    }

    private MeasuredRuns with(String factor, Factor standIn) {
        return changed(runs -> runs.with(Factor.named(factor), runs.column(standIn)));
    }

    private MeasuredRuns changed(UnaryOperator<Dataset> change) {
        return new MeasuredRuns(name, () -> change.apply(reader.get()));
    }

    private static Dataset data(String file) {
        return Dataset.readCsv(SharedData.file(file + ".csv"));
    }

    private static MeasuredRuns publicCase(String file, String loss) {
        return new MeasuredRuns(
                file,
                () ->
                        Dataset.readCsv(
                                SharedData.caseFile("public/" + file + ".csv"),
                                CsvFormat.DEFAULT.withLossColumn(loss)));
    }

    private static MeasuredRuns swarm() {
        return publicCase("39-farseer-miss", "loss");
    }

    private static MeasuredRuns oneBadRun() {
        return publicCase("24-one-bad-run-of-five", "loss");
    }

    private static MeasuredRuns suites() {
        return new MeasuredRuns("suites", () -> data("published_suites_pile_loss"));
    }

    /** One of its counts of FLOPs has overflowed; nothing here reads them. */
    private static Dataset overTraining() {
        return Dataset.readCsv(
                SharedData.file("gadre_overtraining.csv"), CsvFormat.DEFAULT.withIgnored("flops"));
    }

    private static MeasuredRuns overTrained() {
        return new MeasuredRuns(
                "over-trained", () -> overTraining().where("dataset", "c4_original"));
    }

    /** The other corpus in place of another optimizer. */
    private static MeasuredRuns twoCorpora() {
        return new MeasuredRuns(
                "two corpora",
                () -> {
                    Dataset runs = overTraining();
                    List<String> corpora = runs.label("dataset");
                    double[] other =
                            corpora.stream().mapToDouble(c -> c.equals("rpj") ? 1 : 0).toArray();
                    return runs.with(Factor.named("muon"), other);
                });
    }

    private static MeasuredRuns repeated() {
        return new MeasuredRuns(
                "repeated", () -> data("data_constrained_muennighoff").where("seed", "0"));
    }

    private static MeasuredRuns curve() {
        return new MeasuredRuns(
                "language curve",
                () ->
                        Dataset.readCsv(SharedData.file("revisiting_benchmark_lang.csv"), "y")
                                .where("domain", "LM")
                                .where("model", "4.53e+08"));
    }

    private static MeasuredRuns accuracy() {
        return publicCase("15-rising-accuracy", "hs_acc")
                .changed(runs -> runs.with(X, run -> run.recipe().value(Factor.FLOPS) / 1e18));
    }

    /** {@return the runs} */
    public Dataset runs() {
        return reader.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
