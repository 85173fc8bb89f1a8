// # 6. Scores and curves
//
// ## From loss to score
//
// Nobody buys a loss. What counts is a score, such as the share of right answers. It takes two steps: a
// law for the loss, and a curve from the loss to the score. The score goes from chance up to a ceiling.
//
// The runs are drawn from a law; the task has four choices, so that chance is 25 %.

var truth = PublishedLaws.BESIROGLU_2024.law();
var random = new Random(3);
var csv = new StringJoiner("\n").add("params,tokens,loss,accuracy");
for (double params : List.of(1e8, 2e8, 4e8, 8e8, 1.6e9)) {
    for (double tokens : List.of(5e9, 2e10, 8e10, 3.2e11)) {
        double loss = truth.loss(params, tokens) * Math.exp(0.004 * random.nextGaussian());
        double share = 0.25 + 0.7 / (1 + Math.exp(4 * (loss - 2.5)));
        double accuracy = share + 0.01 * random.nextGaussian();
        csv.add(String.format(Locale.ROOT, "%g,%g,%.4f,%.4f", params, tokens, loss, accuracy));
    }
}
var runs = Dataset.readCsv("runs.csv", new StringReader(csv.toString()));
var scores = Scores.of(runs, "accuracy").withChoices(4);
var chain = scores.fit();
var forecast = chain.at(Recipe.of(7e9, 2e12));
show(forecast);
show(Picture.of(CoursePlots.scores(scores, chain, List.of(forecast))));

// The interval goes through both steps. Be careful with scores near chance: there the curve is flat, and
// the runs say little about where it will rise.
//
// Can we trust the chain? Keep the largest models out, fit to the rest, and foretell them:

show(scores.withhold(run -> run.recipe().model().parameters() > 1e9));

// ## Along one training
//
// A single training has a curve too: loss over steps. Here is one that has come to step 15,000.

double[] steps = IntStream.rangeClosed(1, 60).mapToDouble(i -> 250 * i).toArray();
double[] losses = DoubleStream.of(steps).
        map(step -> 2.4 + 40 / Math.sqrt(step) + 0.01 * random.nextGaussian()).toArray();
var curve = Curve.of(steps, losses);
var ahead = CurveForecast.of(curve);
show(ahead.at(60_000));
show(Picture.of(CoursePlots.learning(curve, ahead, 60_000)));

// Is it worth going on? The adviser weighs what is still to be won, and knows when a training has gone
// wrong.

show(Adviser.usual().withEnd(60_000).advise(curve));

// **Try:** let the losses rise over the last ten checkpoints. What does the adviser say?
/exit
