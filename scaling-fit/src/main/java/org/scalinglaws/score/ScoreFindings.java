package org.scalinglaws.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/** What to know before believing scores that were foretold. */
final class ScoreFindings {
    /** So many standard errors of a guess are no guess any longer. */
    private static final double ABOVE_CHANCE = 3;

    private static final int FEW = 3;

    private ScoreFindings() {}

    static List<Finding> of(Scores scores, TwoSteps chain, List<ScoreForecast> forecasts) {
        List<Finding> found = new ArrayList<>();
        if (!scores.isWeighted()) {
            found.add(
                    Finding.note(
                            CheckName.SCORE_WEIGHTS,
                            String.format(
                                    "every '%s' weighs the same: with a column items, or the number of"
                                            + " items stated, scores weigh by their binomial noise",
                                    scores.column())));
        }
        wrongWay(scores).ifPresent(found::add);
        nearChance(scores, chain).ifPresent(found::add);
        undetermined(forecasts).ifPresent(found::add);
        outside(forecasts).ifPresent(found::add);
        beyond(chain, forecasts).ifPresent(found::add);
        apart(forecasts).ifPresent(found::add);
        return found;
    }

    /** An error in place of an accuracy, most likely. */
    private static Optional<Finding> wrongWay(Scores scores) {
        SimpleRegression line = new SimpleRegression();
        double[] shares = scores.shares();
        double[] losses = scores.runs().losses();
        for (int row = 0; row < shares.length; row++) {
            if (!Double.isNaN(shares[row])) {
                line.addData(losses[row], shares[row]);
            }
        }
        double correlation = line.getR();
        return correlation > 0
                ? Optional.of(
                        Finding.error(
                                CheckName.WRONG_DIRECTION,
                                String.format(
                                        "'%s' rises with the loss (correlation %s) and the curve can"
                                                + " only fall: where it is an error, take one less it",
                                        scores.column(), Digits.two(correlation))))
                : Optional.empty();
    }

    /** Where only noise is seen a curve may turn anywhere. */
    private static Optional<Finding> nearChance(Scores scores, TwoSteps chain) {
        if (scores.floor().isEmpty()) {
            return Optional.empty();
        }
        double floor = scores.floor().getAsDouble();
        double error = chain.scoreDeviation(floor);
        double[] shares =
                Arrays.stream(scores.shares()).filter(share -> !Double.isNaN(share)).toArray();
        long above =
                Arrays.stream(shares).filter(share -> share > floor + ABOVE_CHANCE * error).count();
        return above > FEW
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.NEAR_CHANCE,
                                String.format(
                                        "%d of %d scores lie more than %s standard errors above the"
                                                + " floor of %s: where the curve rises is hardly seen",
                                        above,
                                        shares.length,
                                        Digits.three(ABOVE_CHANCE),
                                        Digits.three(floor))));
    }

    private static Optional<Finding> undetermined(List<ScoreForecast> forecasts) {
        return forecasts.stream()
                .filter(each -> isShare(each.score().estimate()))
                .filter(each -> each.score().newRun().isEmpty())
                .findFirst()
                .map(
                        each ->
                                Finding.error(
                                        CheckName.IDENTIFIABILITY,
                                        "the runs do not determine the score at "
                                                + each.recipe()
                                                + ": it has no interval; a law of the loss with fewer"
                                                + " numbers, such as power:flops, may have one"));
    }

    private static boolean isShare(double score) {
        return score > 0 && score < 1;
    }

    private static Optional<Finding> outside(List<ScoreForecast> forecasts) {
        return forecasts.stream()
                .filter(each -> each.score().estimate() < 0 || each.score().estimate() > 1)
                .findFirst()
                .map(
                        each ->
                                Finding.error(
                                        CheckName.SCORE_RANGE,
                                        String.format(
                                                "the curve gives a score of %s at %s, which no model can"
                                                        + " have; a sigmoid ends at its ceiling",
                                                Digits.four(each.score().estimate()),
                                                each.recipe())));
    }

    private static Optional<Finding> beyond(TwoSteps chain, List<ScoreForecast> forecasts) {
        Interval seen = chain.lossesScored();
        OptionalDouble least = forecasts.stream().mapToDouble(each -> each.loss().estimate()).min();
        return least.isEmpty() || least.getAsDouble() >= seen.lower()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.SCORE_RANGE,
                                String.format(
                                        "the loss of %s lies below the least of the losses that were"
                                                + " scored, %s: its score hangs on the curve alone",
                                        Digits.loss(least.getAsDouble()),
                                        Digits.loss(seen.lower()))));
    }

    private static Optional<Finding> apart(List<ScoreForecast> forecasts) {
        return forecasts.stream()
                .filter(ScoreFindings::isApart)
                .findFirst()
                .map(
                        each ->
                                Finding.warning(
                                        CheckName.SCORES_APART,
                                        String.format(
                                                "at %s the loss foretells %s and compute alone %s, and"
                                                        + " their intervals do not touch",
                                                each.recipe(),
                                                Digits.four(each.score().estimate()),
                                                Digits.four(
                                                        each.direct()
                                                                .map(Reading::estimate)
                                                                .orElse(Double.NaN)))));
    }

    private static boolean isApart(ScoreForecast forecast) {
        Optional<Interval> one = forecast.score().newRun();
        Optional<Interval> other = forecast.direct().flatMap(Reading::newRun);
        return one.isPresent()
                && other.isPresent()
                && (one.get().lower() > other.get().upper()
                        || other.get().lower() > one.get().upper());
    }
}
