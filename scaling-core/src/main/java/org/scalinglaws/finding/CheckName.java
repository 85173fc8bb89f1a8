package org.scalinglaws.finding;

import static org.scalinglaws.finding.Severity.ERROR;
import static org.scalinglaws.finding.Severity.NOTE;
import static org.scalinglaws.finding.Severity.WARNING;

import java.util.Arrays;
import java.util.Optional;
import org.scalinglaws.quantity.Id;

/**
 * The one list of check names: every finding of this library goes by one of them. Your own checks go
 * by names of your own.
 */
public enum CheckName {
    // of a fitted law and its runs
    /** The search stopped before an optimum. */
    CONVERGENCE(ERROR, Subject.FIT, "the search stopped before an optimum"),
    /** Another law fits nearly as well, or some starts ended elsewhere. */
    OTHER_BASINS(
            WARNING,
            Subject.FIT,
            "another law fits nearly as well, or some starts ended elsewhere"),
    /** The runs do not tell numbers of the law apart. */
    IDENTIFIABILITY(ERROR, Subject.FIT, "the runs do not tell numbers of the law apart"),
    /** A number of the law lies on the edge of its range. */
    BOUND(WARNING, Subject.FIT, "a number of the law lies on the edge of its range"),
    /** The law is infinite within reach of its runs. */
    POLE(ERROR, Subject.FIT, "the law is infinite within reach of its runs"),
    /** The response goes the other way than the law can. */
    WRONG_DIRECTION(ERROR, Subject.FIT, "the response goes the other way than the law can"),
    /** The response does not change with what the law reads. */
    CONSTANT(ERROR, Subject.FIT, "the response does not change with what the law reads"),
    /** The response is taken to rise, as the runs show. */
    RESPONSE(NOTE, Subject.FIT, "the response is taken to rise, as the runs show"),
    /** Stated FLOPs are not what sizes and tokens say. */
    COMPUTE_COUNT(WARNING, Subject.FIT, "stated FLOPs are not what sizes and tokens say"),
    /** A column is in another unit than its name says. */
    UNITS(ERROR, Subject.FIT, "a column is in another unit than its name says"),
    /** Sizes and tokens stand in each other's column. */
    SWAPPED_TERMS(ERROR, Subject.FIT, "sizes and tokens stand in each other's column"),
    /** A row repeats an earlier one. */
    DUPLICATES(WARNING, Subject.FIT, "a row repeats an earlier one"),
    /** What the weights of the runs are taken for. */
    WEIGHTS(NOTE, Subject.FIT, "what the weights of the runs are taken for"),
    /** Rows are checkpoints of few training runs and err together. */
    CHECKPOINTS(WARNING, Subject.FIT, "rows are checkpoints of few training runs and err together"),
    /** A run lies where the others do not put it. */
    OUTLIER(WARNING, Subject.FIT, "a run lies where the others do not put it"),
    /** Rows that a column marks as left out are fitted. */
    EXCLUDED_RUNS(WARNING, Subject.FIT, "rows that a column marks as left out are fitted"),
    /** Losses were smoothed or interpolated, as a column says. */
    SMOOTHED(NOTE, Subject.FIT, "losses were smoothed or interpolated, as a column says"),
    /** On which text losses were measured. */
    LOSS_SET(WARNING, Subject.FIT, "on which text losses were measured"),
    /** Losses are for each token of several tokenizers. */
    TOKENIZERS(WARNING, Subject.FIT, "losses are for each token of several tokenizers"),
    /** No recipe was trained with two seeds. */
    SINGLE_SEED(NOTE, Subject.FIT, "no recipe was trained with two seeds"),
    /** The best loss does not fall from size to size. */
    SCALING(ERROR, Subject.FIT, "the best loss does not fall from size to size"),
    /** Runs saw less than a token a parameter. */
    DATA_STARVED(WARNING, Subject.FIT, "runs saw less than a token a parameter"),
    /** Runs saw fewer tokens a parameter than the rule of thumb. */
    FEW_TOKENS(NOTE, Subject.FIT, "runs saw fewer tokens a parameter than the rule of thumb"),
    /** Scores do not weigh by how many items they are the mean of. */
    SCORE_WEIGHTS(NOTE, Subject.FIT, "scores do not weigh by how many items they are the mean of"),
    /** A jump of a score is more than its metric makes of a smooth loss. */
    EMERGENCE(
            WARNING,
            Subject.FIT,
            "a jump of a score is more than its metric makes of a smooth loss"),
    /** Few runs score above chance. */
    NEAR_CHANCE(WARNING, Subject.FIT, "few runs score above chance"),
    /** Two recipes do not follow one law with a factor each. */
    RECIPES_DIFFER(WARNING, Subject.FIT, "two recipes do not follow one law with a factor each"),
    /** Residuals bend with size, data, compute or tokens a parameter. */
    RESIDUAL_TREND(
            WARNING, Subject.FIT, "residuals bend with size, data, compute or tokens a parameter"),
    /** The law misses by more than repeats of a run differ. */
    LACK_OF_FIT(WARNING, Subject.FIT, "the law misses by more than repeats of a run differ"),
    /** Another form of law fits the runs better. */
    OTHER_FORM(WARNING, Subject.FIT, "another form of law fits the runs better"),
    /** Residuals grow or shrink over the runs. */
    UNEQUAL_NOISE(WARNING, Subject.FIT, "residuals grow or shrink over the runs"),
    /** Runs of different labels lie apart from one law. */
    MIXED_GROUPS(WARNING, Subject.FIT, "runs of different labels lie apart from one law"),
    /** Sizes and tokens go together in the runs. */
    COLLINEAR(WARNING, Subject.FIT, "sizes and tokens go together in the runs"),
    /** A number is such as no published law has. */
    IMPLAUSIBLE(WARNING, Subject.FIT, "a number is such as no published law has"),
    /** A run lies below the floor of the law. */
    LOSS_BELOW_FLOOR(WARNING, Subject.FIT, "a run lies below the floor of the law"),
    /** Another objective moves the answer beyond its interval. */
    OBJECTIVE_MOVES(WARNING, Subject.FIT, "another objective moves the answer beyond its interval"),
    /** Losses were rounded as coarsely as they scatter. */
    ROUNDED_LOSSES(WARNING, Subject.FIT, "losses were rounded as coarsely as they scatter"),
    /** Runs end before their schedule does. */
    CUT_SHORT(WARNING, Subject.FIT, "runs end before their schedule does"),
    /** Warm-up takes a large share of runs. */
    WARM_UP_SHARE(WARNING, Subject.FIT, "warm-up takes a large share of runs"),
    /** Embeddings are a large share of small models. */
    EMBEDDING_SHARE(WARNING, Subject.FIT, "embeddings are a large share of small models"),
    /** Runs nearly, but not quite, repeat each other. */
    TWINS(NOTE, Subject.FIT, "runs nearly, but not quite, repeat each other"),
    /** All sizes were trained by one learning rate or batch. */
    SCALE_BLIND(NOTE, Subject.FIT, "all sizes were trained by one learning rate or batch"),
    /** The objective weighs runs above the law otherwise than those below. */
    ASYMMETRIC(
            WARNING, Subject.FIT, "the objective weighs runs above the law otherwise than below"),
    // of laws that the runs could as well have led to
    /** The chains of a posterior do not agree yet. */
    CHAINS(WARNING, Subject.ENSEMBLE, "the chains of a posterior do not agree yet"),
    /** The density that a posterior is drawn from has no finite integral. */
    PRIORS(NOTE, Subject.ENSEMBLE, "the density of a posterior has no finite integral"),
    /** Fewer replicates were made than were asked for. */
    INTERRUPTED(WARNING, Subject.ENSEMBLE, "fewer replicates were made than were asked for"),
    /** Replicates led to no law. */
    FAILED_REPLICATES(WARNING, Subject.ENSEMBLE, "replicates led to no law"),
    /** Too few laws for the ends of an interval. */
    FEW_REPLICATES(WARNING, Subject.ENSEMBLE, "too few laws for the ends of an interval"),
    /** Replicates stopped before an optimum. */
    POOR_REPLICATES(WARNING, Subject.ENSEMBLE, "replicates stopped before an optimum"),
    /** Errors are smaller than the runs allow. */
    NARROW(WARNING, Subject.ENSEMBLE, "errors are smaller than the runs allow"),
    /** Laws have no plan, so that an interval of it may be open. */
    NO_PLAN(WARNING, Subject.ENSEMBLE, "laws have no plan, so that an interval of it may be open"),
    /** Laws cannot judge every candidate of a choice. */
    LEFT_OUT(WARNING, Subject.ENSEMBLE, "laws cannot judge every candidate of a choice"),
    // of an IsoFLOP sweep, planned or trained
    /** Too few budgets to check a straight line by. */
    FEW_BUDGETS(WARNING, Subject.SWEEP, "too few budgets to check a straight line by"),
    /** Too few sizes to show the noise of a parabola. */
    FEW_SIZES(WARNING, Subject.SWEEP, "too few sizes to show the noise of a parabola"),
    /** Sizes reach so far that a parabola does not follow the law. */
    WIDE(WARNING, Subject.SWEEP, "sizes reach so far that a parabola does not follow the law"),
    /** Sizes or tokens span too little for an exponent. */
    SHORT(WARNING, Subject.SWEEP, "sizes or tokens span too little for an exponent"),
    /** The best size is not within the sizes of its budget. */
    EDGE(ERROR, Subject.SWEEP, "the best size is not within the sizes of its budget"),
    /** The sizes lie to one side of the best one. */
    OFF_CENTRE(WARNING, Subject.SWEEP, "the sizes lie to one side of the best one"),
    /** The middle of the sizes drifts against the best one. */
    DRIFT(WARNING, Subject.SWEEP, "the middle of the sizes drifts against the best one"),
    /** A budget has no vertex to use. */
    BUDGET_LEFT_OUT(WARNING, Subject.SWEEP, "a budget has no vertex to use"),
    /** A size and length, or runs of it, take no part in a tuning law. */
    GROUP_LEFT_OUT(
            WARNING,
            Subject.SWEEP,
            "a size and length, or runs of it, take no part in a tuning law"),
    /** A vertex lies at the edge of its sizes, or outside. */
    VERTEX_AT_EDGE(WARNING, Subject.SWEEP, "a vertex lies at the edge of its sizes, or outside"),
    /** The run of least loss is the smallest or largest. */
    BEST_RUN_AT_EDGE(WARNING, Subject.SWEEP, "the run of least loss is the smallest or largest"),
    /** A vertex lies far below every loss. */
    VERTEX_BELOW_LOSSES(WARNING, Subject.SWEEP, "a vertex lies far below every loss"),
    /** The curvature of a budget could be nothing. */
    WEAK_CURVATURE(WARNING, Subject.SWEEP, "the curvature of a budget could be nothing"),
    /** A third-order term moves a vertex with the reach of its sizes. */
    NOT_A_PARABOLA(
            NOTE, Subject.SWEEP, "a third-order term moves a vertex with the reach of its sizes"),
    /** The vertices drift against the middle of their sizes. */
    DRIFTING_CENTRE(WARNING, Subject.SWEEP, "the vertices drift against the middle of their sizes"),
    /** The exponents of size and tokens do not sum to 1. */
    EXPONENT_SUM(WARNING, Subject.SWEEP, "the exponents of size and tokens do not sum to 1"),
    /** The least loss falls ever faster with compute, as no sum of powers does. */
    FALLING_FASTER(
            WARNING, Subject.SWEEP, "the least loss falls ever faster, as no sum of powers does"),
    /** A run lies far from the curve of its budget. */
    STRANGE_RUN(WARNING, Subject.SWEEP, "a run lies far from the curve of its budget"),
    /** One run moves the answer. */
    INFLUENTIAL_RUN(WARNING, Subject.SWEEP, "one run moves the answer"),
    /** What an inspection of the runs dropped or found. */
    QUALITY_CONTROL(ERROR, Subject.SWEEP, "what an inspection of the runs dropped or found"),
    /** The envelope of training curves ends at the edge of its grid. */
    GRID_ENDS(
            WARNING, Subject.SWEEP, "the envelope of training curves ends at the edge of its grid"),
    /** An approach has no answer. */
    NO_ANSWER(ERROR, Subject.SWEEP, "an approach has no answer"),
    /** An interval is so wide that the runs say next to nothing. */
    WIDE_INTERVAL(
            WARNING, Subject.SWEEP, "an interval is so wide that the runs say next to nothing"),
    /** Two approaches differ by more than chance. */
    APPROACHES_DIFFER(WARNING, Subject.SWEEP, "two approaches differ by more than chance"),
    /** How far parabolas are off for the form of the law. */
    PARABOLA_BIAS(WARNING, Subject.SWEEP, "how far parabolas are off for the form of the law"),
    // of what to train next, and with what
    /** The plan lies outside of what the law was fitted to. */
    EXTRAPOLATION(WARNING, Subject.PLAN, "the plan lies outside of what the law was fitted to"),
    /** Parameters are counted by another rule than the law's. */
    COUNTING(ERROR, Subject.PLAN, "parameters are counted by another rule than the law's"),
    /** FLOPs are counted by another rule than the law's. */
    FLOP_RULE(WARNING, Subject.PLAN, "FLOPs are counted by another rule than the law's"),
    /** What repeated tokens are taken to be worth. */
    REPETITION(NOTE, Subject.PLAN, "what repeated tokens are taken to be worth"),
    /** The model does not fit into the memory, or is taken to. */
    MEMORY(ERROR, Subject.PLAN, "the model does not fit into the memory, or is taken to"),
    /** Which price is taken. */
    PRICE(NOTE, Subject.PLAN, "which price is taken"),
    /** Two rules give size another exponent. */
    EXPONENTS(NOTE, Subject.PLAN, "two rules give size another exponent"),
    /** Two rules give tokens per parameter another exponent. */
    RATIO_OF_EXPONENTS(NOTE, Subject.PLAN, "two rules give tokens per parameter another exponent"),
    /** A model sees far more tokens than is best for its compute. */
    OVER_TRAINED(NOTE, Subject.PLAN, "a model sees far more tokens than is best for its compute"),
    /** A model sees far fewer tokens than is best for its compute. */
    UNDER_TRAINED(
            WARNING, Subject.PLAN, "a model sees far fewer tokens than is best for its compute"),
    /** The stated compute is not that of size and tokens. */
    STATED_FLOPS(NOTE, Subject.PLAN, "the stated compute is not that of size and tokens"),
    /** More of a resource would not lower the loss. */
    NO_GAIN(WARNING, Subject.PLAN, "more of a resource would not lower the loss"),
    /** A batch is larger than the run. */
    BATCH(ERROR, Subject.PLAN, "a batch is larger than the run"),
    /** A rule for dense models is asked about experts. */
    EXPERTS(WARNING, Subject.PLAN, "a rule for dense models is asked about experts"),
    /** Next runs are judged by a law that bends within its errors. */
    LINEARISATION(
            WARNING, Subject.PLAN, "next runs are judged by a law that bends within its errors"),
    /** The runs so far do not determine the law. */
    SINGULAR(WARNING, Subject.PLAN, "the runs so far do not determine the law"),
    /** No choice of runs reaches the precision asked for. */
    NOT_REACHED(WARNING, Subject.PLAN, "no choice of runs reaches the precision asked for"),
    /** A score is foretold outside 0 to 1, or beyond its losses. */
    SCORE_RANGE(ERROR, Subject.PLAN, "a score is foretold outside 0 to 1, or beyond its losses"),
    /** Scores by the loss and by compute alone are apart. */
    SCORES_APART(WARNING, Subject.PLAN, "scores by the loss and by compute alone are apart"),
    /** A loss is foretold below what published laws take for reachable. */
    BELOW_PUBLISHED(
            NOTE, Subject.PLAN, "a loss is foretold below what published laws take for reachable"),
    /** How far off forecasts from fewer of the runs were. */
    ROLL_OUT(WARNING, Subject.PLAN, "how far off forecasts from fewer of the runs were"),
    // of a published law or rule
    /** Numbers were carried over from another rule. */
    ADAPTED(NOTE, Subject.PUBLISHED, "numbers were carried over from another rule"),
    /** Part of the law was held at another fit. */
    BASE_HELD(NOTE, Subject.PUBLISHED, "part of the law was held at another fit"),
    /** The loss is in bits per character. */
    BITS_PER_CHARACTER(NOTE, Subject.PUBLISHED, "the loss is in bits per character"),
    /** Fitted to all settings near the best. */
    BROAD_OPTIMUM(NOTE, Subject.PUBLISHED, "fitted to all settings near the best"),
    /** How the paper counts parameters was not seen. */
    COUNTING_NOT_SEEN(WARNING, Subject.PUBLISHED, "how the paper counts parameters was not seen"),
    /** The counting rule comes from another text. */
    COUNTING_SECOND_HAND(NOTE, Subject.PUBLISHED, "the counting rule comes from another text"),
    /** Beyond some size the law no longer holds. */
    CUTOFF(WARNING, Subject.PUBLISHED, "beyond some size the law no longer holds"),
    /** Data is counted in a unit of the fit's own. */
    DATA_UNIT(WARNING, Subject.PUBLISHED, "data is counted in a unit of the fit's own"),
    /** Points were read off a figure. */
    DIGITISED(NOTE, Subject.PUBLISHED, "points were read off a figure"),
    /** The law does not exist everywhere. */
    DOMAIN(WARNING, Subject.PUBLISHED, "the law does not exist everywhere"),
    /** Every model had the same share of experts. */
    EXPERTS_HELD(NOTE, Subject.PUBLISHED, "every model had the same share of experts"),
    /** The paper prints no coefficient. */
    EXPONENTS_ALONE(NOTE, Subject.PUBLISHED, "the paper prints no coefficient"),
    /** Few runs decide the numbers. */
    FEW_RUNS(NOTE, Subject.PUBLISHED, "few runs decide the numbers"),
    /** Where the learning rate of the runs ends. */
    FINAL_RATE(NOTE, Subject.PUBLISHED, "where the learning rate of the runs ends"),
    /** Compute is counted at one batch size. */
    FIXED_BATCH(NOTE, Subject.PUBLISHED, "compute is counted at one batch size"),
    /** The rule is one of FLOPs for each token. */
    FLOPS_PER_TOKEN(NOTE, Subject.PUBLISHED, "the rule is one of FLOPs for each token"),
    /** For models trained in many bits. */
    FULL_PRECISION(WARNING, Subject.PUBLISHED, "for models trained in many bits"),
    /** The code uses half the learning rate. */
    HALVED(NOTE, Subject.PUBLISHED, "the code uses half the learning rate"),
    /** How far off the law was at runs kept out of the fit. */
    HELD_OUT(WARNING, Subject.PUBLISHED, "how far off the law was at runs kept out of the fit"),
    /** Sparsity is the share of experts that a token does not visit. */
    IDLE_SHARE(
            NOTE,
            Subject.PUBLISHED,
            "sparsity is the share of experts that a token does not visit"),
    /** Compute is the least, at a batch far below the critical one. */
    LEAST_COMPUTE(
            NOTE, Subject.PUBLISHED, "compute is the least, at a batch far below the critical one"),
    /** Steps are the least that reach the loss. */
    LEAST_STEPS(NOTE, Subject.PUBLISHED, "steps are the least that reach the loss"),
    /** The loss is not in nats for each token. */
    LOSS_UNIT(WARNING, Subject.PUBLISHED, "the loss is not in nats for each token"),
    /** The law misses what its paper measured. */
    MEASURED(WARNING, Subject.PUBLISHED, "the law misses what its paper measured"),
    /** The loss falls on beyond every size. */
    NO_BEST_SIZE(WARNING, Subject.PUBLISHED, "the loss falls on beyond every size"),
    /** The loss is relative to another and may be negative. */
    NORMALISED(NOTE, Subject.PUBLISHED, "the loss is relative to another and may be negative"),
    /** The rule does not follow from the paper's law. */
    NOT_OF_ITS_LAW(NOTE, Subject.PUBLISHED, "the rule does not follow from the paper's law"),
    /** How an ambiguous term is read. */
    OFFSET(NOTE, Subject.PUBLISHED, "how an ambiguous term is read"),
    /** One of two vocabulary matrices is counted. */
    ONE_VOCABULARY(NOTE, Subject.PUBLISHED, "one of two vocabulary matrices is counted"),
    /** The paper's further law rests on another fit. */
    OTHER_BASE(NOTE, Subject.PUBLISHED, "the paper's further law rests on another fit"),
    /** The authors' objective is lower elsewhere. */
    OTHER_MINIMUM(WARNING, Subject.PUBLISHED, "the authors' objective is lower elsewhere"),
    /** The rule moves when a check of quality drops points. */
    QUALITY_OF_POINTS(
            WARNING, Subject.PUBLISHED, "the rule moves when a check of quality drops points"),
    /** Which models were fitted was not seen. */
    RANGE_NOT_SEEN(NOTE, Subject.PUBLISHED, "which models were fitted was not seen"),
    /** Which tokens per parameter the fit saw. */
    RATIO(NOTE, Subject.PUBLISHED, "which tokens per parameter the fit saw"),
    /** How far the fitted models reach. */
    REACH(NOTE, Subject.PUBLISHED, "how far the fitted models reach"),
    /** The paper's own runs refute the numbers. */
    REFUTED(WARNING, Subject.PUBLISHED, "the paper's own runs refute the numbers"),
    /** The loss can rise with data. */
    RISES(NOTE, Subject.PUBLISHED, "the loss can rise with data"),
    /** Printed digits are too few. */
    ROUNDED(WARNING, Subject.PUBLISHED, "printed digits are too few"),
    /** The paper prints other digits elsewhere. */
    ROUNDED_ELSEWHERE(NOTE, Subject.PUBLISHED, "the paper prints other digits elsewhere"),
    /** The FLOP rule follows from a remark. */
    RULE_DERIVED(NOTE, Subject.PUBLISHED, "the FLOP rule follows from a remark"),
    /** Which schedule the law is given along. */
    SCHEDULE(NOTE, Subject.PUBLISHED, "which schedule the law is given along"),
    /** The numbers were seen in another project alone. */
    SECOND_HAND(NOTE, Subject.PUBLISHED, "the numbers were seen in another project alone"),
    /** The errors that the paper states. */
    STANDARD_ERRORS(NOTE, Subject.PUBLISHED, "the errors that the paper states"),
    /** The loss is that of early stopping. */
    STOPPED_EARLY(NOTE, Subject.PUBLISHED, "the loss is that of early stopping"),
    /** Later work explains the numbers away. */
    SUPERSEDED(WARNING, Subject.PUBLISHED, "later work explains the numbers away"),
    /** Two tables of the paper differ. */
    TABLES_DIFFER(NOTE, Subject.PUBLISHED, "two tables of the paper differ"),
    /** Every model saw as many tokens. */
    TOKENS_HELD(NOTE, Subject.PUBLISHED, "every model saw as many tokens"),
    /** For models trained until they converge. */
    TRAINED_OUT(NOTE, Subject.PUBLISHED, "for models trained until they converge"),
    /** What the law takes warm-up for. */
    WARM_UP(WARNING, Subject.PUBLISHED, "what the law takes warm-up for");

    /** What a check looks at. */
    public enum Subject {
        /** A fitted law and its runs. */
        FIT,
        /** Laws that the runs could as well have led to. */
        ENSEMBLE,
        /** An IsoFLOP sweep, planned or trained. */
        SWEEP,
        /** What to train next, and with what. */
        PLAN,
        /** A published law or rule. */
        PUBLISHED
    }

    private final Severity severity;
    private final Subject subject;
    private final String meaning;

    CheckName(Severity severity, Subject subject, String meaning) {
        this.severity = severity;
        this.subject = subject;
        this.meaning = meaning;
    }

    /**
     * How the check is called in a finding.
     *
     * @return such as {@code other-basins}
     */
    public String id() {
        return Id.of(this);
    }

    /**
     * How much it can weigh.
     *
     * @return the most serious that a finding of this name can be
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What the check looks at.
     *
     * @return the kind of thing, where most findings of this name are given
     */
    public Subject subject() {
        return subject;
    }

    /**
     * What a finding of this name says.
     *
     * @return one line, without a full stop
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Looks a name up.
     *
     * @param id such as {@code other-basins}
     * @return the check; none for a name that is not of this library
     */
    public static Optional<CheckName> find(String id) {
        return Arrays.stream(values()).filter(name -> name.id().equals(id)).findFirst();
    }

    /** {@return how the check is called in a finding} */
    @Override
    public String toString() {
        return id();
    }
}
