// # 2. How sure is a law?
//
// A fit always gives numbers. Other runs, equally good, would have given others. How much others? That is
// the error of the fit, and it decides what the fit is worth.

var truth = PublishedLaws.BESIROGLU_2024.law();
var budgets = Stream.of(1e18, 4e18, 1.6e19, 6.4e19, 2.56e20).map(Compute::flops).toList();
var runs = SimulatedRuns.isoFlop(truth, budgets, 7, 4).
        withNoise(0.005).withSeed(7).dataset();
var fit = Scaling.fit(runs).fit();

// ## Fits to resampled runs
//
// The *bootstrap* draws runs from the runs, with repetition, and fits again; a thousand times. The laws
// differ as fits to other runs would.

var ensemble = Bootstrap.DEFAULT.of(fit);
show(ensemble);

// Each dot of the picture is one law. The parameters go together: a law with a larger A has a larger
// alpha, so that both say nearly the same of the runs. So never combine the ends of two intervals. Ask the
// ensemble for the number that you need; it reads that number off each law:

show(ensemble.interval(0.95, law -> law.loss(70e9, 1.4e12)));
printf("the truth is %.4f%n", truth.loss(70e9, 1.4e12));

// An interval of 95 % misses the truth once in twenty studies. One more run would scatter by its own noise
// as well, so that the interval for a *new run* is wider:

show(ensemble.newRunInterval(0.95, Recipe.of(70e9, 1.4e12), fit));

// ## How sure is a plan?
//
// The best size for a budget is a number of the law too.

show(UncertainPlan.of(ensemble, 0.95, law -> ComputeOptimal.of(law).plan(Compute.flops(1e22))));
show(Picture.of(DoubtPlots.plans(ensemble, law -> ComputeOptimal.of(law).plan(Compute.flops(1e22)))));

// The size is much less sure than the loss, for near the best size the loss is flat. That is good news: the
// *regret* says what this plan loses, in nats, against the plan of the true law.
//
// ## When the form may be wrong
//
// All of this believes that the law has the right form. Inside the runs that can be checked; far beyond
// them it cannot. A *forecast* is more careful. It fits four forms to the cheaper runs, sees how badly
// each foretold the dearer ones, and lets the interval grow with the distance.

var forecaster = Forecast.of(runs);
var most = Compute.flops(2e22);
show(forecaster.at(most));
show(Picture.of(Plots.loss(runs, Plots.path(forecaster, runs, most))));

// Solid is what the runs cover, dashed what lies beyond them. Use intervals of the ensemble inside the
// runs, and forecasts outside.
//
// **Try:** give the forecast only the three smallest budgets. Does its interval hold the runs of the
// largest?
/exit
