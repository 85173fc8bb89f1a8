// A sweep whose sizes drift from the best ones, by every approach, and what its answer hangs on
var truth = new ChinchillaLaw(1.7, 8000, 0.465, 41, 0.155)
var runs = new ArrayList<Run>()
var random = new Random(42)
for (double budget : List.of(1e18, 1e19, 1e20, 1e21)) {
    var best = ComputeOptimal.of(truth).plan(Compute.flops(budget)).model().parameters();
    var centre = best * Math.pow(budget / 1e18, -0.15);
    for (int i = 0; i < 11; i++) {
        var size = centre * Math.pow(8, i / 5.0 - 1);
        var recipe = Recipe.of(ModelSize.of(size), Tokens.of(budget / (6 * size)));
        runs.add(Run.of(recipe, Loss.nats(truth.loss(recipe) * Math.exp(0.002 * random.nextGaussian()))));
    }
}
var study = IsoFlop.of(Sweep.of(Dataset.of(runs)))
var target = Compute.flops(1e23)
System.out.println(study)
System.out.println(study.bias(target))
System.out.println(SideBySide.of(study, target))
System.out.println(Audit.of(study, target))
System.out.println("the truth: " + ComputeOptimal.of(truth).plan(target))
/exit
