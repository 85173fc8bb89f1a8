package org.scalinglaws.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.text.TokenIds;
import org.scalinglaws.text.Vocabulary;
import org.scalinglaws.transformer.TransformerModel;

/**
 * How a model comes from the words of a prompt to the token after them.
 *
 * @param words the prompt
 * @param prompt its tokens, spelt
 * @param parts what they pass through
 * @param before the likeliest next tokens of the new model
 * @param after those of the trained one
 */
record PromptTrace(
        String words,
        List<String> prompt,
        List<TransformerModel.Part> parts,
        List<Guess> before,
        List<Guess> after) {
    private static final int LISTED = 5;

    /** A token that may come next. */
    record Guess(String token, double probability) {}

    /** The trace of a model that is not trained yet. */
    static PromptTrace of(PreparedText text, TransformerModel model, String words) {
        TokenIds tokens = text.vocabulary().encode(words);
        if (tokens.size() == 0) {
            throw new IllegalArgumentException("a prompt must have one token or more, got none");
        }
        return new PromptTrace(
                words,
                tokens.stream().mapToObj(token -> spelt(text.vocabulary(), token)).toList(),
                model.parts(tokens.size()),
                likeliest(text.vocabulary(), model, tokens),
                List.of());
    }

    /** The same of the model when it is trained. */
    PromptTrace after(PreparedText text, TransformerModel model) {
        TokenIds tokens = text.vocabulary().encode(words);
        return new PromptTrace(
                words, prompt, parts, before, likeliest(text.vocabulary(), model, tokens));
    }

    private static List<Guess> likeliest(
            Vocabulary vocabulary, TransformerModel model, TokenIds tokens) {
        float[] next = model.next(tokens.stream().toArray());
        return IntStream.range(0, next.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -next[token]))
                .limit(LISTED)
                .map(token -> new Guess(spelt(vocabulary, token), next[token]))
                .toList();
    }

    /** In quotes, so that spaces are seen. */
    private static String spelt(Vocabulary vocabulary, int token) {
        String text = new String(vocabulary.spelling(token), UTF_8);
        return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"';
    }

    String tokens() {
        return String.join(" ", prompt);
    }

    List<TextTable> tables() {
        TextTable passed =
                TextTable.of("  %-24s %12s %12s").row("part", "leaves it as", "parameters");
        long all = 0;
        for (TransformerModel.Part part : parts) {
            passed =
                    passed.row(
                            part.name(), part.rows() + " x " + part.columns(), part.parameters());
            all += part.parameters();
        }

        TextTable next =
                TextTable.of("  %4s  %-12s %8s  %-12s %8s")
                        .row("rank", "before", "", "after training", "");
        for (int i = 0; i < after.size(); i++) {
            next =
                    next.row(
                            i + 1,
                            before.get(i).token(),
                            Digits.percent(before.get(i).probability()),
                            after.get(i).token(),
                            Digits.percent(after.get(i).probability()));
        }
        return List.of(passed.row("all", "", all), next);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("prompt", prompt);
        json.put("parts", parts);
        json.put("before", before);
        json.put("after", after);
        return json;
    }
}
