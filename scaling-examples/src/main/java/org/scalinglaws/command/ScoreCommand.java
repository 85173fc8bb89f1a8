package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.score.Emergence;
import org.scalinglaws.score.Metrics;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.score.ScoreForm;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.Tasks;
import org.scalinglaws.score.TwoSteps;
import org.scalinglaws.score.Withheld;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From losses to scores. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description =
                "Foretells the accuracy of models from their loss, with intervals, and says whether a jump"
                        + " of it is the work of the metric.")
final class ScoreCommand implements Callable<Integer> {
    private static final Factor COMPUTE = Factor.FLOPS;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--score",
            defaultValue = "accuracy",
            split = ",",
            paramLabel = "COLUMN,...",
            description =
                    "Where the scores stand, from 0 to 1 or in percent with its sign; accuracy unless"
                            + " said. Several are told apart by how well each is foretold.")
    private List<String> columns = new ArrayList<>();

    @Mixin private ChosenRecipes recipes = new ChosenRecipes();

    @Option(
            names = "--choices",
            paramLabel = "K",
            description = "How many answers an item offers: the floor of the score is 1/K.")
    private @Nullable Integer choices;

    @Option(
            names = "--floor",
            paramLabel = "P",
            description = "What chance scores; fitted unless said.")
    private @Nullable Double floor;

    @Option(
            names = "--ceiling",
            paramLabel = "P",
            description = "What the best can score; fitted up to 1 unless said.")
    private @Nullable Double ceiling;

    @Option(
            names = "--items",
            paramLabel = "N",
            description =
                    "How many items a score is the mean of, for weights by binomial noise; by the column"
                            + " items unless said.")
    private @Nullable Double items;

    @Option(
            names = "--form",
            defaultValue = "sigmoid",
            paramLabel = "sigmoid|exponential",
            description = "How the score falls with the loss; sigmoid unless said.")
    private String form = "";

    @Option(
            names = "--law",
            defaultValue = "chinchilla",
            paramLabel = "LAW",
            description =
                    "How the loss falls with scale: a law as fit takes it, such as power:flops;"
                            + " chinchilla unless said.")
    private String law = "";

    @Option(
            names = "--withhold",
            defaultValue = "1",
            paramLabel = "K",
            description =
                    "Keep the runs of the K largest sizes out of a second fit and foretell them; 1 unless"
                            + " said, 0 for none.")
    private int withheld;

    @Option(
            names = "--tokens-per-answer",
            paramLabel = "K",
            description =
                    "The score is exact match over K tokens, the loss that of the answer: say whether its"
                            + " jump is the work of the metric.")
    private @Nullable Integer answer;

    @Mixin private ChosenLevel level = new ChosenLevel();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        check();
        List<Recipe> asked = recipes.read();
        Dataset runs = table.read();
        Scores scores = scores(runs);
        ScoreAnswer found = columns.size() > 1 ? ofTasks(scores) : ofOne(scores, asked);
        spec.commandLine().getOut().println(format.of(found::text, found::tables, found::json));
        return failure.code(found.findings());
    }

    private void check() {
        level.level();
        if (choices != null && floor != null) {
            throw new IllegalArgumentException(
                    "--choices says the floor, and cannot go with --floor");
        }
        if (withheld < 0) {
            throw new IllegalArgumentException("--withhold must be 0 or more, got " + withheld);
        }
        if (columns.size() > 1 && !recipes.isEmpty()) {
            throw new IllegalArgumentException(
                    "--at foretells one score, got the " + columns.size() + " columns " + columns);
        }
    }

    private Scores scores(Dataset runs) {
        Scores scores =
                Scores.of(runs, columns.get(0))
                        .withLaw(LawFamilies.parse(law))
                        .withLevel(level.level());
        scores = choices == null ? scores : scores.withChoices(choices);
        scores = floor == null ? scores : scores.withFloor(floor);
        scores = ceiling == null ? scores : scores.withCeiling(ceiling);
        scores = items == null ? scores : scores.withItems(items);
        return scores.withForm(ScoreForm.parse(form));
    }

    private ScoreAnswer ofOne(Scores scores, List<Recipe> asked) {
        TwoSteps chain = scores.fit();
        List<ScoreForecast> forecasts =
                asked.stream()
                        .map(recipe -> recipe.countedAs(scores.runs().counting()))
                        .map(chain::at)
                        .toList();
        return ScoreAnswer.of(scores, chain, forecasts, withheld(scores), emergence(scores));
    }

    /** Runs at or above the least of the sizes that are kept out; infinite for none. */
    private double cut(Dataset runs) {
        double[] sizes = Arrays.stream(runs.column(measure(runs))).distinct().sorted().toArray();
        return withheld == 0 || sizes.length <= withheld
                ? Double.POSITIVE_INFINITY
                : sizes[sizes.length - withheld];
    }

    private static Factor measure(Dataset runs) {
        return runs.factors().contains(Factor.PARAMETERS) ? Factor.PARAMETERS : COMPUTE;
    }

    /** Too few runs for a second fit leave nothing to say. */
    private List<Withheld> withheld(Scores scores) {
        double cut = cut(scores.runs());
        Factor measure = measure(scores.runs());
        try {
            return cut < Double.POSITIVE_INFINITY
                    ? scores.withhold(run -> run.recipe().value(measure) >= cut)
                    : List.of();
        } catch (NoFitException few) {
            return List.of();
        }
    }

    private Optional<Emergence> emergence(Scores scores) {
        if (answer == null) {
            return Optional.empty();
        }
        int tokens = answer;
        if (scores.runs().factors().isEmpty()) {
            throw new IllegalArgumentException("--tokens-per-answer needs runs with a scale");
        }
        return Optional.of(
                Emergence.of(scores, scale(scores.runs()), x -> Metrics.exactMatch(x, tokens)));
    }

    /** Compute where it is known, else the first of sizes and tokens. */
    private static Factor scale(Dataset runs) {
        boolean isCounted = Arrays.stream(runs.column(COMPUTE)).allMatch(flops -> flops > 0);
        return isCounted
                ? COMPUTE
                : runs.factors().contains(Factor.PARAMETERS) ? Factor.PARAMETERS : Factor.TOKENS;
    }

    private ScoreAnswer ofTasks(Scores scores) {
        Tasks tasks = new Tasks(scores, columns);
        double cut = cut(scores.runs());
        if (!(cut < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "several scores are told apart by withheld runs: --withhold must leave a size,"
                            + " got "
                            + Decimal.format(withheld));
        }
        Factor measure = measure(scores.runs());
        return ScoreAnswer.of(
                scores, tasks.withhold(run -> run.recipe().value(measure) >= cut), tasks.pooled());
    }
}
