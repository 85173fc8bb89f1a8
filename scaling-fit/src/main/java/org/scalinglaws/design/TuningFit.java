package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.tuning.TuningComparison;

/**
 * The best learning rate and batch from one's own sweep, and how they go with size and length.
 *
 * <pre>
 *  TuningFit tuned = TuningFit.of(Dataset.readCsv("sweep.csv"));   // params,tokens,lr,batch,loss
 *  System.out.println(tuned);
 *  tuned.rate().orElseThrow().interval(Recipe.of(7e9, 2e12));</pre>
 *
 * <p>The runs of each size and length have a curve of ln loss that is quadratic in ln rate, or a surface
 * in ln rate and ln batch where three batches or more were tried; of two batches that of the least loss
 * is taken. Its least point is the optimum. Intervals of optima are by Fieller's theorem, with one noise
 * of ln loss for all groups and Student's t of the runs that all curves have beyond their numbers; an
 * interval is open where the curvature could be nothing. A group without an optimum is left out by
 * name. Power laws go through the optima: {@link TuningLaw}.
 *
 * <p>A curve that rises faster on one side than on the other is no parabola. Where all groups together
 * show a cube of ln rate (F test, one chance in a hundred), it is taken for one that they share: their
 * optima are then those of quadratics with that cube, its error is in every interval, and a note says so.
 * {@link #within} reads the runs near the least loss alone.
 *
 * <p>The learning rate is the column {@code lr}, {@code learning_rate}, {@code max_lr} or {@code
 * peak_lr}; the batch, if any, {@code batch}, {@code batch_size} or {@code batch_tokens}, in tokens where
 * it is to be held against published rules. Sizes and lengths within 2 % of each other are one. Closed
 * forms alone: thousands of runs take milliseconds.
 *
 * @see <a href="https://arxiv.org/abs/2503.04715">Li et al. (2025), Step Law: convex surfaces over rate
 *     and batch, and power laws of their least points</a>
 * @see <a href="https://arxiv.org/abs/2401.02954">DeepSeek-AI (2024), section 3.1</a>
 * @see <a href="https://arxiv.org/abs/2406.19146">Porian et al. (2024), the rules for learning rate and
 *     batch size</a>
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller (1954), Some problems in
 *     interval estimation</a>
 */
public final class TuningFit {
    private final TuningRows table;
    private final double level;
    private final double within;
    private final TuningGroups groups;
    private final Map<TunedGroup, TuningGroups.Measured> told = new LinkedHashMap<>();
    private final LawOrReason.Optima rates;
    private final LawOrReason.Optima batches;
    private final LawOrReason rateLaw;
    private final LawOrReason batchLaw;
    private final List<Finding> findings;

    private TuningFit(TuningRows table, double level, double within) {
        this.table = table;
        this.level = level;
        this.within = within;
        this.groups = new TuningGroups(table, level, within);
        groups.all().forEach(each -> told.put(groups.told(each), each));

        List<TunedGroup> used = told.keySet().stream().filter(TunedGroup::isUsed).toList();
        List<TunedGroup> both = used.stream().filter(group -> group.batch().isPresent()).toList();
        this.rates = optima("learning rate", used, Surface::rate, Surface::rateMiddle);
        this.batches = optima("batch", both, Surface::batch, Surface::batchMiddle);
        this.rateLaw = LawOrReason.of(rates);
        this.batchLaw = LawOrReason.of(batches);
        this.findings = new TuningChecks(this, groups).findings();
    }

    private LawOrReason.Optima optima(
            String what,
            List<TunedGroup> some,
            Function<Surface, Turn> turn,
            ToDoubleFunction<Surface> middle) {
        Map<TunedGroup, Turn> turns = new LinkedHashMap<>();
        Map<TunedGroup, Double> middles = new LinkedHashMap<>();
        for (TunedGroup group : some) {
            Surface surface = requireNonNull(told.get(group)).curve();
            turns.put(group, turn.apply(surface));
            middles.put(group, middle.applyAsDouble(surface));
        }

        // Where the noise is not known, what it multiplies weighs the optima all the same.
        double noise = Double.isNaN(groups.variance()) ? 1 : groups.variance();
        return new LawOrReason.Optima(what, some, turns, middles, noise, level);
    }

    /**
     * Fits a sweep, with intervals of 95 %.
     *
     * @param runs a table with params, tokens, a learning rate, a loss and perhaps a batch
     * @return the optimum of each size and length, and the laws through them
     * @throws DataException when a column is absent, a rate or batch is not positive, or all rates or all
     *     losses are the same
     */
    public static TuningFit of(Dataset runs) {
        requireNonNull(runs, "runs");
        return new TuningFit(new TuningRows(runs), Defaults.LEVEL, Double.POSITIVE_INFINITY);
    }

    /**
     * The same with intervals of another level.
     *
     * @param other such as 0.9
     * @return a new fit
     */
    public TuningFit withLevel(double other) {
        Quantiles.requireLevel(other);
        return new TuningFit(table, other, within);
    }

    /**
     * The same through the runs near the least loss of their group alone, where a parabola holds better.
     *
     * @param share how far above the least: 0.02 keeps runs whose ln loss is at most 0.02 above it
     * @return a new fit
     */
    public TuningFit within(double share) {
        return new TuningFit(table, level, Decimal.positive("share", share));
    }

    /** {@return the level of all intervals} */
    public double level() {
        return level;
    }

    /** {@return every size and length, by size and then by length, also those left out} */
    public List<TunedGroup> groups() {
        return List.copyOf(told.keySet());
    }

    /** {@return the law of the best learning rate; absent where too few groups carry one} */
    public Optional<TuningLaw> rate() {
        return rateLaw.law();
    }

    /** {@return why the law of the rate is not in size and length both; empty where it is} */
    public String rateReason() {
        return rateLaw.reason();
    }

    /** {@return the law of the best batch; absent where no batch was tuned, or in too few groups} */
    public Optional<TuningLaw> batch() {
        return batchLaw.law();
    }

    /** {@return why the law of the batch is not in size and length both; empty where it is} */
    public String batchReason() {
        return batches.groups().isEmpty()
                ? "no size and length with three batches or more"
                : batchLaw.reason();
    }

    /**
     * How much ln loss scatters about the curves, all groups together.
     *
     * @return a standard deviation; NaN where no run is to spare
     */
    public double noise() {
        return Math.sqrt(groups.variance());
    }

    /** {@return what a reader should know} */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The published rules, and first one's own laws, each group by the others, held against the optima.
     *
     * @return how far each is off; rules that no group can ask are not in it
     */
    public List<RuleOffset> offsets() {
        return new TuningOffsets(told, rates, batches, rateLaw, batchLaw).all();
    }

    /** {@return a row for each size and length, with why it is left out} */
    public TextTable optima() {
        return TuningTables.optima(this);
    }

    /** {@return the exponents of the laws with their intervals, and why a law is absent} */
    public TextTable laws() {
        return TuningTables.laws(this);
    }

    /**
     * What the laws say of a recipe.
     *
     * @param recipe what is to be trained
     * @return the rate and the batch, where the laws could be off, and where one more sweep would find
     *     its optimum
     */
    public TextTable at(Recipe recipe) {
        return TuningTables.at(this, requireNonNull(recipe, "recipe"));
    }

    /**
     * Published rules beside one's own laws.
     *
     * @param recipe what is to be trained
     * @param rules what the rules say of it
     * @return a row each: rate and batch, over one's own, and whether they lie in the interval of the law
     */
    public TextTable beside(Recipe recipe, TuningComparison rules) {
        requireNonNull(recipe, "recipe");
        return TuningTables.beside(this, recipe, requireNonNull(rules, "rules"));
    }

    /** {@return a row for each rule: how far it is off over the groups} */
    public TextTable rules() {
        return TuningTables.rules(offsets());
    }

    String runs() {
        return Digits.count(table.runs().size()) + " runs of " + table.runs().name();
    }

    /**
     * Writes the optima and the laws.
     *
     * @return some lines
     */
    @Override
    public String toString() {
        return optima().text() + "\n\n" + laws().text();
    }
}
