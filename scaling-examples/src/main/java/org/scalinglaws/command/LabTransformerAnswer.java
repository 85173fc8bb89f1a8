package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.text.TextCard;
import org.scalinglaws.transformer.TransformerJob;
import org.scalinglaws.transformer.TransformerRun;

/** What came out of one run: a short curve, the end of it, and what the simplest guess reaches. */
record LabTransformerAnswer(
        TransformerRun run, TextCard card, @Nullable Path out, Optional<PromptTrace> trace) {
    private static final List<Integer> TWENTIETHS = List.of(1, 5, 10, 15, 20);

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(run.job().shape().toString());
        lines.add(plan());
        lines.add("");
        lines.add(curve().text());
        lines.add("");
        lines.add(end());
        lines.add(baseline());
        trace.ifPresent(
                words -> {
                    lines.add("");
                    lines.add("what " + words.tokens() + " passes through:");
                    words.tables().forEach(table -> lines.add("").add(table.text()));
                });
        if (out != null) {
            lines.add("added to " + out);
        }
        return lines.toString();
    }

    private String plan() {
        TransformerJob job = run.job();
        return String.format(
                Locale.ROOT,
                "%s tokens in %d steps, %s epochs, learning rate %s, C %s FLOP",
                Digits.six(job.tokens().count()),
                job.steps(),
                Digits.three(epochs()),
                Digits.general(job.rate()),
                Digits.three(job.compute().flops()));
    }

    private String end() {
        return String.format(
                Locale.ROOT,
                "held-out text: %s nats a token, %s bits per byte, top-1 accuracy %s",
                Digits.loss(run.loss()),
                Digits.loss(bitsPerByte()),
                Digits.percent(run.accuracy()));
    }

    private String baseline() {
        return String.format(
                Locale.ROOT,
                "by frequencies alone: %s nats a token, top-1 accuracy %s",
                Digits.loss(card.baseline().entropy()),
                Digits.percent(card.baseline().accuracy()));
    }

    /** How long it took, which is another each time. */
    String speed() {
        return String.format(
                Locale.ROOT,
                "%.1f s of processor time: %.0f tokens and %.1f GFLOP a second",
                run.seconds(),
                run.job().tokens().count() / run.seconds(),
                1e-9 * run.flopsPerSecond());
    }

    private double epochs() {
        double unique = Math.min(run.job().uniqueTokens(), card.training().tokens());
        return run.job().tokens().count() / unique;
    }

    private double bitsPerByte() {
        return card.heldOut().bitsPerByte(run.loss());
    }

    private TextTable curve() {
        TextTable table =
                TextTable.of("%8s %10s %14s %14s %10s")
                        .row("step", "epoch", "training loss", "held-out loss", "accuracy");
        double steps = run.job().steps();
        for (TransformerRun.Point point : run.curve()) {
            int twentieth = (int) (20 * point.step() / steps);
            if (TWENTIETHS.contains(twentieth) || run.curve().size() < 20) {
                table =
                        table.row(
                                point.step(),
                                Digits.three(epochs() * point.step() / steps),
                                Digits.loss(point.trainingLoss()),
                                Digits.loss(point.heldOutLoss()),
                                Digits.percent(point.accuracy()));
            }
        }
        return table;
    }

    List<TextTable> tables() {
        List<TextTable> tables = new ArrayList<>(List.of(curve(), figures()));
        trace.ifPresent(words -> tables.addAll(words.tables()));
        return tables;
    }

    private TextTable figures() {
        return TextTable.of("%-30s %14s")
                .row("figure", "value")
                .row("params", count(Counting.TOTAL))
                .row("params without embedding", count(Counting.NON_EMBEDDING))
                .row("tokens", (long) run.job().tokens().count())
                .row("held-out loss", Digits.loss(run.loss()))
                .row("bits per byte", Digits.loss(bitsPerByte()))
                .row("accuracy", Digits.percent(run.accuracy()))
                .row("baseline, nats a token", Digits.loss(card.baseline().entropy()));
    }

    private long count(Counting rule) {
        return (long) run.job().shape().parameters(rule).parameters();
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("shape", run.job().shape().toString());
        json.put("params", count(Counting.TOTAL));
        json.put("nonEmbeddingParams", count(Counting.NON_EMBEDDING));
        json.put("tokens", run.job().tokens().count());
        json.put("flops", run.job().compute().flops());
        json.put("loss", run.loss());
        json.put("bitsPerByte", bitsPerByte());
        json.put("accuracy", run.accuracy());
        json.put("baselineLoss", card.baseline().entropy());
        json.put("baselineAccuracy", card.baseline().accuracy());
        json.put("curve", run.curve());
        trace.ifPresent(words -> json.put("trace", words.json()));
        return json;
    }
}
