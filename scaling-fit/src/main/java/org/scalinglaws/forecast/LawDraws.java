package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

/** Laws drawn from a mixture of forms, each form by the square of its weight as a best size is. */
record LawDraws(RollOut rollOut, Mixture mixture) {
    private static final int MOST = 1_000_000;

    /** The forms together: a family without parameters of its own. */
    private record Forms(LossLaw middle) implements LawFamily<LossLaw> {
        @Override
        public String name() {
            return "several-forms";
        }

        @Override
        public List<Factor> factors() {
            return List.of(Factor.PARAMETERS, Factor.TOKENS);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public LossLaw at(double... values) {
            return middle;
        }

        @Override
        public double[] values(LossLaw law) {
            return new double[0];
        }
    }

    /** The weighted geometric mean of the losses of all forms. */
    private record Middle(List<FormFit<?>> fits, List<Double> shares) implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            double sum = 0;
            for (int i = 0; i < fits.size(); i++) {
                sum += shares.get(i) * fits.get(i).logLoss(recipe);
            }
            return Math.exp(sum);
        }
    }

    /**
     * A law whose best size and losses are moved beyond the runs.
     *
     * @param law of one form
     * @param top the largest compute of the runs
     * @param move of the best size, in ln N a decade beyond
     * @param rise of the loss, in ln L one decade beyond
     * @param growth of the square of the rise
     */
    private record Moved(LossLaw law, double top, double move, double rise, FormError.Growth growth)
            implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            double size = recipe.model().parameters();
            double tokens = recipe.tokens().count();
            double beyond = Math.max(0, Math.log10(6 * size * tokens / top));
            double shift = Math.exp(move * beyond);
            double risen = Math.exp(rise * Math.sqrt(growth.at(beyond)));
            return law.loss(Recipe.of(size / shift, tokens * shift)) * risen;
        }
    }

    Ensemble<LossLaw> laws(int count, long seed) {
        Require.count("laws", count, 1, MOST);
        double[] squares = Arrays.stream(mixture.weights()).map(w -> w * w).toArray();
        double[] shares = Mixture.shared(squares);
        LossLaw middle = new Middle(mixture.fits(), Arrays.stream(shares).boxed().toList());
        SplittableRandom source = new SplittableRandom(seed);
        List<Replicate<LossLaw>> laws = new ArrayList<>();
        List<Replicate.Failure> failures = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            SplittableRandom random = source.split();
            try {
                LossLaw law = draw(shares, random);
                laws.add(new Replicate<>(number, law, 0, Stop.CONVERGED, 0, false));
            } catch (ScalingException | IllegalArgumentException none) {
                failures.add(new Replicate.Failure(number, String.valueOf(none.getMessage())));
            }
        }
        return new Ensemble<>(
                String.format("%d laws of several forms, seed %d", count, seed),
                Ensemble.Kind.BOOTSTRAP,
                new Forms(middle),
                middle,
                count,
                laws,
                failures);
    }

    private LossLaw draw(double[] shares, SplittableRandom random) {
        double share = random.nextDouble();
        int form =
                IntStream.range(0, shares.length - 1)
                        .filter(i -> share < Arrays.stream(shares, 0, i + 1).sum())
                        .findFirst()
                        .orElse(shares.length - 1);
        double move = random.nextGaussian() * mixture.moves()[form];
        FormError error = mixture.errors().get(form);
        double rise = random.nextGaussian() * error.tau();
        LossLaw law = mixture.fits().get(form).draw(random);
        return new Moved(law, mixture.top(), move, rise, error.growth());
    }
}
