package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Columns.Column;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Are the small models mostly vocabulary? Where embeddings are a tenth of the smallest model or more,
 * and less of the largest, exponents hang on whether they are counted.
 *
 * @see <a href="https://arxiv.org/abs/2406.12907">Pearce and Song (2024), Reconciling Kaplan and
 *     Chinchilla Scaling Laws</a>
 */
final class EmbeddingShare implements Check<Fit<?>> {
    private static final double MUCH = 0.1;
    private static final List<String> EMBEDDING =
            List.of("embedding_params", "embed_params", "embedding_parameters", "params_embedding");
    private static final List<String> BODY =
            List.of(
                    "non_embedding_params",
                    "params_non_embedding",
                    "non_embedding_parameters",
                    "n_non_embedding");
    private static final List<String> VOCABULARY = List.of("vocab", "vocab_size", "vocabulary");
    private static final List<String> WIDTH = List.of("width", "d_model", "hidden_size");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!Directions.readsSizeAndData(fit)) {
            return Optional.empty();
        }

        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] shares = shares(runs, sizes);
        int smallest =
                IntStream.range(0, sizes.length)
                        .reduce((i, j) -> sizes[j] < sizes[i] ? j : i)
                        .orElse(0);
        int largest =
                IntStream.range(0, sizes.length)
                        .reduce((i, j) -> sizes[j] > sizes[i] ? j : i)
                        .orElse(0);

        // Only a share that falls with size bends the law.
        if (shares.length == 0
                || !(shares[smallest] > MUCH)
                || !(shares[largest] < shares[smallest])) {
            return Optional.empty();
        }

        long many = Arrays.stream(shares).filter(share -> share > MUCH).count();
        return Optional.of(
                Finding.warning(
                        CheckName.EMBEDDING_SHARE,
                        String.format(
                                "embeddings are %s of the smallest model (%s, %s params) and %s of the"
                                        + " largest, more than a tenth in %d of %d runs: with or"
                                        + " without them the exponents differ; fit by both counts, or"
                                        + " leave the smallest out",
                                Digits.percent(shares[smallest]),
                                RowNames.of(runs, smallest),
                                Digits.three(sizes[smallest]),
                                Digits.percent(shares[largest]),
                                many,
                                runs.size())));
    }

    /** What share of all parameters are embeddings; nothing where no column says. */
    private static double[] shares(Dataset runs, double[] sizes) {
        Optional<Column> embedding = Columns.find(runs, EMBEDDING);
        Optional<Column> body = Columns.find(runs, BODY);
        Optional<Column> vocabulary = Columns.find(runs, VOCABULARY);
        Optional<Column> width = Columns.find(runs, WIDTH);
        if (embedding.isPresent()) {
            return each(sizes, row -> embedding.get().values()[row] / sizes[row]);
        }
        if (body.isPresent()) {
            return each(sizes, row -> 1 - body.get().values()[row] / sizes[row]);
        }
        if (vocabulary.isPresent() && width.isPresent()) {
            return each(
                    sizes,
                    row -> vocabulary.get().values()[row] * width.get().values()[row] / sizes[row]);
        }
        return new double[0];
    }

    private static double[] each(double[] sizes, IntToDoubleFunction share) {
        return IntStream.range(0, sizes.length).mapToDouble(share).toArray();
    }
}
