// A first fit: the runs of a file, the law behind them, and how sure it is.
var runs = Dataset.readCsv(Path.of("scaling-examples/target/runs.csv"))
System.out.println(runs)
var fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs)
System.out.println(Report.summary(fit))
System.out.println(Covariance.sandwich(fit).interval(0.95, ChinchillaLaw::modelExponent))
/exit
