package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Which slip of the pen would put a strange run where the others expect it. */
final class Slip {
    /** A slip explains a run that it brings within so many usual residuals. */
    private static final double NEAR = 3;

    private static final Map<Factor, String> COUNTS =
            Map.of(Factor.PARAMETERS, "params", Factor.TOKENS, "tokens");
    private static final double[] TIMES = {10, 0.1, 1000, 0.001};

    /** What was done wrong, and the residual that would be left. */
    private record Guess(String text, double left) {}

    private Slip() {}

    /**
     * The likeliest slip.
     *
     * @param others a fit to the other runs
     * @param run the strange one
     * @param usual the size of a usual residual
     * @return such as {@code , as of a loss in bits}; empty where no slip explains it
     */
    static String of(Fit<?> others, Run run, double usual) {
        Residual kind = others.problem().objective().residual();
        LossLaw law = others.law();
        double loss = run.loss().nats();
        double expected = law.loss(run.recipe());
        List<Guess> guesses = new ArrayList<>();
        guesses.add(new Guess(", as of a loss in bits", kind.of(loss * Math.log(2), expected)));
        for (Factor factor : others.problem().family().factors()) {
            String name = COUNTS.get(factor);
            for (double times : name == null ? new double[0] : TIMES) {
                Recipe meant = run.recipe().with(factor, run.recipe().value(factor) / times);
                guesses.add(
                        new Guess(
                                String.format(
                                        ", as of %s %d times too %s",
                                        name,
                                        Math.round(Math.max(times, 1 / times)),
                                        times > 1 ? "large" : "small"),
                                kind.of(loss, law.loss(meant))));
            }
        }
        return guesses.stream()
                .filter(guess -> Math.abs(guess.left()) <= NEAR * usual)
                .min(Comparator.comparingDouble(guess -> Math.abs(guess.left())))
                .map(Guess::text)
                .orElse("");
    }
}
