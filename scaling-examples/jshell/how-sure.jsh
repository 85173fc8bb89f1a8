// How sure is a law? A sweep whose truth is known, its fit, and a thousand fits to runs drawn from it.
var truth = PublishedLaws.BESIROGLU_2024.law()
var budgets = List.of(Compute.flops(1e18), Compute.flops(1e19), Compute.flops(1e20))
var runs = SimulatedRuns.isoFlop(truth, budgets, 9, 8).withNoise(0.005).withSeed(42).dataset()
var fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs)
var ensemble = Bootstrap.pairs(1000, 42).of(fit)
System.out.println(Report.summary(fit, ensemble, 0.95))
System.out.println()

// What to train with ten times the largest budget: the laws disagree by so much.
var plan = ComputeOptimal.of(fit).plan(Compute.flops(1e21))
System.out.println(Report.plans(List.of(plan), ensemble, 0.95, ComputeOptimal::of))
System.out.println()

// Any number read off a law has an interval; one more run scatters as well.
void show(String what, Interval interval, double there) { System.out.printf("%-28s %.4g to %.4g, in truth %.4g%n", what, interval.lower(), interval.upper(), there); }
show("a, N* grows as C^a", ensemble.interval(0.95, ChinchillaLaw::modelExponent), truth.modelExponent())
ToDoubleFunction<ChinchillaLaw> size = law -> ComputeOptimal.of(law).plan(Compute.flops(1e21)).model().parameters()
show("N* at 1e21 FLOP", ensemble.interval(0.95, size), size.applyAsDouble(truth))
show("the loss of that plan", ensemble.interval(0.95, law -> law.loss(plan.recipe())), truth.loss(plan.recipe()))
show("what one run would measure", ensemble.newRunInterval(0.95, plan.recipe(), fit), truth.loss(plan.recipe()))
/exit
