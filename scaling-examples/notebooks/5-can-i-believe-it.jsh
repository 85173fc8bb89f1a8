// # 5. Can I believe it?
//
// The runs of this lesson are real: small language models, trained for this library on text whose entropy
// is known. A perfect model would reach exactly that loss, so that we know what E ought to be.

var runs = EmbeddedStudy.runs();
printf("%d runs of six sizes%n", runs.size());
printf("entropy rate of the text: %.4f nats a token%n", EmbeddedStudy.entropyRate());

// ## Read the findings
//
// Every fit is checked. What the checks find stands below its numbers.

var answer = Scaling.fit(runs);
show(answer);

// A WARNING is no error. It says where to look. Here: the embeddings are a large part of such small
// models, and the law misses by more than the noise. The picture shows how far the runs lie off the law:
// the smallest models scatter most. Two more looks:

var fit = answer.fit();
show(Picture.of(Plots.residuals(fit, Factor.TOKENS)));
show(Picture.of(FitPlots.quantiles(fit)));

// Over tokens, too, the runs should lie around zero without a pattern. In the second picture they lie on the
// line if the noise is normal; what leaves it at the ends is an outlier.
//
// ## Compare forms
//
// Which form of law foretells dear runs from cheap ones? The *roll-out* fits every form to the runs below
// a cut of compute, and holds it against the runs above. It is done at several cuts.

var forecaster = Forecast.of(runs);
show(Selection.of(forecaster.rollOut()));
show(forecaster.rollOut());

// AICc and BIC count from the best form: ten behind is far. The last columns say how badly a form missed
// runs up to 0.75 and up to 1.5 decades of compute above its own. The form of nine numbers is behind by
// every column. Among the others the columns do not agree: what fits best need not foretell best. So a
// forecast mixes the forms.
//
// ## The checklist
//
// Some questions the runs answer, others only you can. Say so where the answer is yes:

var stating = forecaster.stating(Statement.HELD_OUT, Statement.SAME_SETUP);
show(stating.checklist());

// ## The test that counts
//
// Two larger models were kept out of everything above. Here is what was foretold for them, and then what
// was measured.

for (Run run : EmbeddedStudy.withheld()) {
    var forecast = stating.at(run.recipe());
    printf("foretold %.4f, a new run %.4f to %.4f; measured %.4f%n", forecast.loss().nats(),
            forecast.newRun().lower(), forecast.newRun().upper(), run.loss().nats());
}

// **Try:** fit without the smallest size, `runs.where(run -> run.recipe().model().parameters() > 1000)`.
// Which warnings go away?
/exit
