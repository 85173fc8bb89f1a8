// # 1. A first fit
//
// A *scaling law* says which loss a model will reach, from its size N (the number of its parameters) and
// the number D of tokens that it is trained on:
//
// > loss = E + A / N^alpha + B / D^beta
//
// E is what no model can learn. The second term is lost because the model is small, the third because it
// has read too little. Small models are cheap. We train some, fit the five numbers to their losses, and
// read off what a large model will do.
//
// Here nothing is trained: the runs are drawn from a law that was published, with a little noise, so that
// we know the truth. There are five budgets of compute C = 6ND, and seven sizes at each.

var truth = PublishedLaws.BESIROGLU_2024.law();
var budgets = Stream.of(1e18, 4e18, 1.6e19, 6.4e19, 2.56e20).map(Compute::flops).toList();
var runs = SimulatedRuns.isoFlop(truth, budgets, 7, 4).
        withNoise(0.003).withSeed(1).dataset();
show(runs);

// Your own runs would be a file with the columns params, tokens and loss:
// `Dataset.readCsv(Path.of("runs.csv"))`.
//
// One call fits the law. It searches from several starting points for the best of all fits, and prints
// the numbers with their errors. The picture shows the runs as dots and the law as lines: at each budget
// there is a best size, for a smaller model is too small, and a larger one reads too few tokens.

var answer = Scaling.fit(runs);
show(answer);

// Read the table from the top. Is the truth inside the intervals? It was:

show(truth);

// The rows `a` and `b` follow from alpha and beta: the best size grows as C^a, and the best number of
// tokens as C^b. When both are near a half, a model and its data grow alike.
//
// Now use the law. What should we train with forty times the largest budget?

var plan = answer.plan(1e22);
show(plan);

// On the line in the picture lies everything else that the same compute could buy. The findings below the
// plan warn that it lies outside what was measured: we believe the *form* of the law there, and no more.
//
// The same on the map of the loss, with the runs as dots: each line joins models of equal loss.

show(Picture.of(FitPlots.contours(answer.fit(), List.of(plan))));

// The law also answers for a recipe of your own. Seven billion parameters on 140 billion tokens:

show(answer.predict(Recipe.of(7e9, 1.4e11), Factor.TOKENS, 1.4e11, 1e12, 2e12));

// More tokens help less and less. **Try:** double the noise above, or leave out the largest budget. Which
// interval grows most? The next lesson is about that.
/exit
