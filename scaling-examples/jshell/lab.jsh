// The lab's data: a law of small models that were trained here, and a floor that is known exactly.
var runs = EmbeddedStudy.runs()
System.out.println(runs)
System.out.printf("entropy rate of the source: %.4f nats a token%n%n", EmbeddedStudy.entropyRate())

// Do all objectives say the same? Runs of one size and token count are drawn together.
var objectives = List.of(Objective.logHuber(1e-3), Objective.logSquares(), Objective.logAbsolute(), Objective.huber(1e-3), Objective.squares(), Objective.absolute(), Objective.logHuberLikelihood(1e-3))
String text(Interval interval) { return String.format("%.3f to %.3f", interval.lower(), interval.upper()); }
System.out.printf("%-28s %-24s %-24s %s%n", "objective", "E, 95 %", "alpha, 95 %", "beta, 95 %")
for (var objective : objectives) {
    var fit = Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective).fit(runs);
    var laws = Bootstrap.cluster("flops", 1000, 42).of(fit);
    System.out.printf("%-28s %.3f: %-17s %.3f: %-17s %.3f: %s%n", objective,
            fit.law().e(), text(laws.interval(0.95, ChinchillaLaw::e)),
            fit.law().alpha(), text(laws.interval(0.95, ChinchillaLaw::alpha)),
            fit.law().beta(), text(laws.interval(0.95, ChinchillaLaw::beta)));
}
/exit
