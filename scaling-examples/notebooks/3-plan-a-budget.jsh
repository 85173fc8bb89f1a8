// # 3. Plan a budget
//
// You have some accelerators for some weeks. Which model do you train, and on how many tokens? Without
// runs of your own, published laws give a first answer.

var budget = Compute.flops(5.76e23);
var plan = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).plan(budget);
show(plan);

// This is the budget of Chinchilla, which was a model of 70 billion parameters on 1.4 trillion tokens. Do
// other laws agree?

var laws = List.<PublishedLaw<?>>of(PublishedLaws.HOFFMANN_2022, PublishedLaws.BESIROGLU_2024);
show(Report.comparison(Comparison.at(budget, laws)));

// Not quite. The first is the law of the paper, the second a later fit to the same runs. And a
// law holds for its own data, tokenizer and architecture: before a plan costs real money, fit your own.
//
// ## How much does a wrong size cost?

var optimal = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024);
for (double factor : List.of(0.25, 0.5, 0.8, 1.25, 2.0, 4.0)) {
    var cost = optimal.frontier().overhead(budget, factor);
    printf("%4.2f times the best size: %.4f nats; %5.1f %% more compute reaches the best loss%n",
            factor, cost.off().loss().nats(), cost.extraPercent());
}

// Near the best size a mistake costs nearly nothing. Half the best size takes a quarter more compute to reach
// the same loss, and is cheaper to use for ever after: that is often worth it. At a quarter of the best
// size it no longer is.

// ## Under the limits of a real project
//
// Now the hardware: 512 accelerators at 40 % of their speed, for 60 days. The model must fit into their
// memory. There are 800 billion tokens of good text, which may be read more than once, at less and less
// gain. And the model will serve a trillion tokens.

var cluster = Cluster.parse("512xH100").withUtilisation(0.4);
var decision = ConstrainedOptimal.of(PublishedLaws.BESIROGLU_2024).
        limit(Resource.days(cluster), 60).
        limit(Resource.memory(Memory.MIXED_ADAM), cluster.memoryBytes()).
        withUniqueTokens(Tokens.billions(800)).
        serving(Tokens.trillions(1)).
        leastLoss();
show(decision);

// A limit *binds* when it is used up: only there would more of it help. How much, the lines above
// say, and this picture.

show(Picture.of(CoursePlots.prices(decision)));

// **Try:** double the days, or halve the text. Which limit binds then?
/exit
