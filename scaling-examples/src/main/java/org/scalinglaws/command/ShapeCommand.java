package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.architecture.PublishedShape;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.ShapeSpace.Near;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Layers, width and heads of a model of some size, and what it counts, costs and holds. */
@Command(
        name = "shape",
        mixinStandardHelpOptions = true,
        description =
                "Layers, width and heads of a model of given size, or of a published one, with its"
                        + " parameters by every count, FLOP a token and memory.")
final class ShapeCommand implements Callable<Integer> {
    private static final String DETAILS = "  %-34s %s";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "N|NAME",
            description = "The size of the model, such as 7B, or a published one: llama-3-8b.")
    private String asked = "";

    @Mixin private ChosenShapes kind = new ChosenShapes();

    @Mixin private ChosenCounting counting = new ChosenCounting();

    @Option(
            names = "--count",
            defaultValue = "3",
            paramLabel = "K",
            description = "How many shapes, the nearest in size first; 3 unless said.")
    private int count;

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        Optional<PublishedShape> published =
                PublishedShapes.all().stream()
                        .filter(shape -> shape.name().equals(asked))
                        .findFirst();
        List<Transformer> shapes =
                published
                        .map(found -> List.of(kind.changed(found.shape())))
                        .orElseGet(this::nearest);
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(published, shapes),
                                () ->
                                        List.of(
                                                table(published, shapes),
                                                details(
                                                        TextTable.of(DETAILS)
                                                                .row(shapes.get(0), ""),
                                                        shapes.get(0))),
                                () -> shapes.stream().map(ShapeCommand::json).toList()));
        return 0;
    }

    private List<Transformer> nearest() {
        return kind.space().near(size(), count).stream().map(Near::shape).toList();
    }

    /** Whoever asks for what is no number may have meant a name. */
    private ModelSize size() {
        boolean number = !asked.isEmpty() && Character.isDigit(asked.charAt(0));
        return number
                ? new ModelSize(ModelSize.parse(asked).parameters(), counting.rule())
                : PublishedShapes.named(asked).printed();
    }

    private TextTable table(Optional<PublishedShape> published, List<Transformer> shapes) {
        TextTable table =
                TextTable.of("  %6s %6s %6s %8s %12s %12s %12s")
                        .line(
                                published
                                        .map(found -> found.name() + ": " + found.source())
                                        .orElseGet(
                                                () ->
                                                        "shapes of "
                                                                + size()
                                                                + ", as "
                                                                + kind.kind()
                                                                + " has them"))
                        .row(
                                "layers",
                                "width",
                                "heads",
                                "kv heads",
                                "feed-forward",
                                "total N",
                                "non-emb. N");

        // Papers count either way: both stand side by side.
        for (Transformer shape : shapes) {
            table =
                    table.row(
                            shape.layers(),
                            shape.width(),
                            shape.attention().heads(),
                            shape.attention().keyValueHeads(),
                            shape.feedForward().width(),
                            Digits.size(size(shape, Counting.TOTAL)),
                            Digits.size(size(shape, Counting.NON_EMBEDDING)));
        }

        return table;
    }

    private String text(Optional<PublishedShape> published, List<Transformer> shapes) {
        String first = published.isPresent() ? "" : "the first: ";
        return new StringJoiner(System.lineSeparator())
                .add(table(published, shapes).text())
                .add("")
                .add(
                        details(TextTable.of(DETAILS).line(first + shapes.get(0)), shapes.get(0))
                                .text())
                .toString();
    }

    /** What the first shape counts, costs and holds. */
    private static TextTable details(TextTable head, Transformer shape) {
        Memory memory = Memory.MIXED_ADAM;
        TextTable table = head;
        for (Counting rule : Counting.values()) {
            table = table.row(rule + " parameters", Digits.six(size(shape, rule)));
        }

        return table.row(
                        "FLOP a token in training",
                        Digits.four(FlopRule.sixN().trainingFlops(shape))
                                + " by 6 N, "
                                + Digits.four(FlopRule.palm().trainingFlops(shape))
                                + " with attention over "
                                + shape.context()
                                + " tokens")
                .row(
                        "memory in training",
                        Digits.bytes(memory.trainingBytes(shape))
                                + " for weights, gradients and optimizer state")
                .row(
                        "memory in inference",
                        Digits.bytes(memory.weightBytes(shape))
                                + " for weights, "
                                + Digits.bytes(memory.cacheBytes(shape, shape.context(), 1))
                                + " for keys and values of a full sequence");
    }

    private static double size(Transformer shape, Counting rule) {
        return shape.parameters(rule).parameters();
    }

    private static Map<String, Object> json(Transformer shape) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layers", shape.layers());
        json.put("width", shape.width());
        json.put("heads", shape.attention().heads());
        json.put("keyValueHeads", shape.attention().keyValueHeads());
        json.put("headSize", shape.attention().headSize());
        json.put("feedForward", shape.feedForward().width());
        json.put("gated", shape.feedForward().gated());
        json.put("experts", shape.feedForward().experts());
        json.put("vocabulary", shape.vocabulary());
        json.put("context", shape.context());
        json.put("tied", shape.tied());

        Map<String, Object> sizes = new LinkedHashMap<>();
        for (Counting rule : Counting.values()) {
            sizes.put(rule.toString(), size(shape, rule));
        }
        json.put("params", sizes);
        json.put("trainingFlopsPerToken", FlopRule.sixN().trainingFlops(shape));
        json.put("trainingFlopsPerTokenWithAttention", FlopRule.palm().trainingFlops(shape));
        json.put("trainingBytes", Memory.MIXED_ADAM.trainingBytes(shape));
        json.put("weightBytes", Memory.MIXED_ADAM.weightBytes(shape));
        json.put("cacheBytes", Memory.MIXED_ADAM.cacheBytes(shape, shape.context(), 1));
        return json;
    }
}
