// Ten exercises as students of the field are given them, each in at most three lines.

// 1. The exponent above a known floor of 1.5, by least squares of ln(L - 1.5) on ln X
var x = Factor.named("x")
var above = Dataset.of(x, new double[] {1e2, 1e3, 1e4, 1e5}, new double[] {2.50 - 1.5, 2.10 - 1.5, 1.88 - 1.5, 1.74 - 1.5})
printf("%.10f%n", Fitter.of(PowerLaw.familyWithoutFloor(x)).withObjective("log-squares").fit(above).law().alpha())
//> 0.2057733929

// 2. The training FLOPs of 3 B parameters on 100 B tokens
println(Recipe.of(3e9, 100e9).compute())
//> 1.8e21

// 3. The tokens that 9e21 FLOP train 1.5 B parameters on
println(Compute.flops(9e21).tokensFor(ModelSize.billions(1.5)))
//> 1T

// 4. The best of 100 sizes at 1e22 FLOP for L = 1.6 + (N/1e9)^-0.08 + (D/1e10)^-0.10, and the best of all
var best = ComputeOptimal.of(new ChinchillaLaw(1.6, Math.pow(1e9, 0.08), 0.08, Math.pow(1e10, 0.10), 0.10))
var sizes = best.frontier().isoFlop(Compute.flops(1e22), ModelSize.millions(100), ModelSize.billions(100), 100)
printf("%s; exactly %s%n", Collections.min(sizes, Comparator.comparing(Plan::loss)).recipe(), best.plan(Compute.flops(1e22)).model())
//> params=4.97702B tokens=334.872B; exactly 4.9656B

// 5. Are 13 B parameters on 100 B tokens under 20 tokens a parameter?
printf("%.3f, %b%n", Recipe.of(13e9, 100e9).tokensPerParameter(), Recipe.of(13e9, 100e9).tokensPerParameter() < 20)
//> 7.692, true

// 6. What 100, 200 and 50 tokens of quality 1.2, 0.7 and 1.5 are worth
var sources = List.of(new DataPool.Source("a", Tokens.of(100), 1.2), new DataPool.Source("b", Tokens.of(200), 0.7), new DataPool.Source("c", Tokens.of(50), 1.5))
println(Tokens.of(DataPool.of(sources).worthOnce()))
//> 335

// 7. Trained for 1 or 5, served for 0.02 or 0.10 a million: what each costs with 100 million
printf("%.0f and %.0f%n", 1 + 0.02 * 100, 5 + 0.10 * 100)
//> 3 and 15

// 8. The residuals of 2.0, 1.8, 1.7 against 1.95, 1.82, 1.68, and the largest
var residuals = DoubleStream.of(2.0 - 1.95, 1.8 - 1.82, 1.7 - 1.68).toArray()
printf("%.2f %.2f %.2f, largest %.2f%n", residuals[0], residuals[1], residuals[2], Arrays.stream(residuals).map(Math::abs).max().getAsDouble())
//> 0.05 -0.02 0.02, largest 0.05

// 9. Scores against a threshold of 0.5
println(Stream.of(0.45, 0.49, 0.51, 0.55).map(score -> score >= 0.5 ? 1 : 0).toList())
//> [0, 0, 1, 1]

// 10. Before a forecast: its distance from the runs, and the residuals of withheld runs. Whether setups match is the reader's to say
var law = PublishedLaws.BESIROGLU_2024.law()
var halves = SimulatedRuns.isoFlop(law, List.of(Compute.flops(1e18), Compute.flops(1e19), Compute.flops(1e20)), 9, 8).withNoise(0.002).withSeed(42).dataset().split(run -> run.recipe().compute().flops() < 5e19)
printf("%.3f%n", halves.rest().stream().mapToDouble(run -> Math.abs(run.loss().nats() - Scaling.fit(halves.matching()).law().loss(run.recipe()))).max().getAsDouble())
//> 0.012
/exit
