package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * A sweep by the three approaches of Hoffmann et al. side by side: the envelope of training curves,
 * where they are given; parabolas at each budget, as they are and without their bias; and the fitted
 * law. {@code SideBySide.of(study, target)} adds intervals and says where they differ; {@code
 * Audit.of(study, target)} says what hangs on which runs.
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3</a>
 * @see <a href="https://arxiv.org/abs/2603.22339">Problems with Chinchilla Approach 2 (2026)</a>
 */
public final class IsoFlop {
    private final Sweep sweep;
    private final Parabolas parabolas;
    private final Fit<ChinchillaLaw> fit;
    private final LossLaw corrector;
    private final @Nullable Curves curves;
    private final List<Finding> ofRuns;
    private final Allocation approach2;
    private final Allocation corrected;
    private final String lawDoubt;
    private final Allocation approach3;

    private IsoFlop(
            Sweep sweep,
            Parabolas parabolas,
            Fit<ChinchillaLaw> fit,
            LossLaw corrector,
            @Nullable Curves curves,
            List<Finding> ofRuns) {
        this.sweep = sweep;
        this.parabolas = parabolas;
        this.fit = fit;
        this.corrector = corrector;
        this.curves = curves;
        this.ofRuns = ofRuns;

        this.approach2 = estimate().of(sweep);

        // A law that gets the runs wrong would pass its own error on as the bias of parabolas.
        this.lawDoubt = LawDoubt.of(sweep, fit);
        this.corrected =
                lawDoubt.isEmpty() || corrector != fit.law()
                        ? estimate().corrected(sweep, corrector)
                        : Approach2.uncorrected(approach2, lawDoubt);

        this.approach3 = FittedAllocation.of(fit.law(), sweep.runs().counting());
    }

    /**
     * All of it by default: parabolas of loss by ordinary least squares, and the law by the default
     * objective, of the runs that quality control keeps. The findings say what is left out; where too
     * few would be kept for an answer, all are analysed and the findings say so.
     *
     * @param runs the sweep; see {@link Sweep#of} for how it is grouped
     * @return the analysis
     * @throws org.scalinglaws.problem.NoFitException when the runs are fewer than the law's parameters
     * @throws org.scalinglaws.data.DataException when a run with a budget has a loss that is not
     *     positive
     */
    public static IsoFlop of(Dataset runs) {
        requireNonNull(runs, "runs");
        Inspection inspection = QualityControl.DEFAULT.of(Sweep.of(runs));
        IsoFlop study = of(inspection.isEnough() ? inspection.kept() : inspection.sweep());
        return new IsoFlop(
                study.sweep,
                study.parabolas,
                study.fit,
                study.corrector,
                null,
                inspection.isEnough()
                        ? inspection.findings()
                        : inspection.findingsWhereAllAreKept());
    }

    /**
     * All of it by default for runs that are grouped, every one of them.
     *
     * @param sweep the runs by budget
     * @return the analysis
     * @throws org.scalinglaws.problem.NoFitException when the runs are fewer than the law's parameters
     */
    public static IsoFlop of(Sweep sweep) {
        requireNonNull(sweep, "sweep");
        return of(sweep, Parabolas.DEFAULT, Fitter.of(ChinchillaLaw.FAMILY));
    }

    /**
     * With options.
     *
     * @param sweep the runs by budget; those without one are left out
     * @param parabolas how Approach 2 goes
     * @param fitter how Approach 3 goes
     * @return the analysis
     * @throws org.scalinglaws.problem.NoFitException when the runs are fewer than the law's parameters
     */
    public static IsoFlop of(Sweep sweep, Parabolas parabolas, Fitter<ChinchillaLaw> fitter) {
        requireNonNull(sweep, "sweep");
        requireNonNull(parabolas, "parabolas");
        requireNonNull(fitter, "fitter");
        Sweep budgeted = sweep.whereRow(row -> !Double.isNaN(sweep.budget(row)));
        Fit<ChinchillaLaw> fit = fitter.fit(budgeted.runs());
        return new IsoFlop(budgeted, parabolas, fit, fit.law(), null, List.of());
    }

    /**
     * Approach 2 alone: the power laws through the vertices of a sweep's parabolas.
     *
     * @param sweep the runs by budget
     * @param how its options
     * @return N* and D* over C, what each budget says, and findings
     */
    public static Allocation approach2(Sweep sweep, Parabolas how) {
        requireNonNull(sweep, "sweep");
        requireNonNull(how, "how");
        return new Approach2(how).of(sweep);
    }

    /**
     * The same without the bias that a law says it has: at each budget the same estimate is made of the
     * law's own losses at the very sizes and tokens of the runs, and what it differs from the law's own
     * optimum is taken off.
     *
     * @param sweep the runs by budget
     * @param how its options
     * @param law such as that of Approach 3 fitted to the same runs
     * @return N* and D* over C, what each budget says, and findings
     */
    public static Allocation corrected(Sweep sweep, Parabolas how, LossLaw law) {
        requireNonNull(sweep, "sweep");
        requireNonNull(how, "how");
        requireNonNull(law, "law");
        return new Approach2(how).corrected(sweep, law);
    }

    /**
     * With the bias of Approach 2 as another law says it, such as a published one.
     *
     * @param law the law
     * @return a new analysis
     */
    public IsoFlop withCorrector(LossLaw law) {
        return new IsoFlop(sweep, parabolas, fit, requireNonNull(law, "law"), curves, ofRuns);
    }

    /**
     * With Approach 1.
     *
     * @param checkpoints several for each training run: size, tokens so far, loss
     * @param runColumn the label or factor that tells training runs apart
     * @return a new analysis
     * @throws IllegalArgumentException when there is no such column, a run has two sizes, there are
     *     fewer than two runs, or no run has two checkpoints
     */
    public IsoFlop withCurves(Dataset checkpoints, String runColumn) {
        requireNonNull(checkpoints, "checkpoints");
        Allocation envelope = Envelope.DEFAULT.of(checkpoints, runColumn);
        return new IsoFlop(
                sweep,
                parabolas,
                fit,
                corrector,
                new Curves(checkpoints, runColumn, envelope),
                ofRuns);
    }

    /** The training curves of Approach 1, and what they say. */
    record Curves(Dataset checkpoints, String runColumn, Allocation envelope) {
        /** Exponent and ln coefficient of N*, then of D*, as other runs of these sizes would say. */
        List<double[]> redrawn(long seed, int count) {
            return new RedrawnCurves(checkpoints, runColumn).powers(seed, count);
        }
    }

    /** Approach 2 as it goes here. */
    Approach2 estimate() {
        return new Approach2(parabolas);
    }

    @Nullable Curves curves() {
        return curves;
    }

    /** The law that says how far Approach 2 is off, where it is not that of the fit; else null. */
    @Nullable LossLaw givenCorrector() {
        return corrector == fit.law() ? null : corrector;
    }

    /** {@return the runs by budget} */
    public Sweep sweep() {
        return sweep;
    }

    /** {@return how Approach 2 went} */
    public Parabolas parabolas() {
        return parabolas;
    }

    /** {@return the law of Approach 3} */
    public Fit<ChinchillaLaw> fit() {
        return fit;
    }

    /** {@return the envelope of training curves, where they are given} */
    public Optional<Allocation> approach1() {
        return Optional.ofNullable(curves).map(Curves::envelope);
    }

    /** {@return the vertices of parabolas} */
    public Allocation approach2() {
        return approach2;
    }

    /**
     * Why the law of Approach 3 is not believed when it says how far parabolas are off, and what that
     * wastes: a parameter lies on the edge of its range, tokens do not follow from sizes, or its
     * residuals are more than three times those of the parabolas.
     *
     * @return the reason; empty where it is believed
     */
    public String lawDoubt() {
        return lawDoubt;
    }

    /** Why what an approach wastes is not known: as {@link #lawDoubt}, or since C is not 6ND. */
    String wasteDoubt() {
        return lawDoubt.isEmpty() && !sweep.isSixND()
                ? "6ND of the runs is not their budget, and what a recipe wastes is reckoned by 6ND"
                : lawDoubt;
    }

    /** {@return the vertices of parabolas less their bias; no answer where the law is doubted} */
    public Allocation corrected() {
        return corrected;
    }

    /** {@return the optimum of the fitted law} */
    public Allocation approach3() {
        return approach3;
    }

    /** {@return all of them, in the order of their numbers} */
    public List<Allocation> allocations() {
        List<Allocation> all = new ArrayList<>();
        approach1().ifPresent(all::add);
        all.add(approach2);
        all.add(corrected);
        all.add(approach3);
        return List.copyOf(all);
    }

    /**
     * What is known of the sweep and of each approach; the checks of the fit are apart.
     *
     * @return the findings, each once
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(ofRuns);
        allocations().forEach(allocation -> findings.addAll(allocation.findings()));
        if (parabolas.estimator() != Parabolas.Estimator.ROBUST_PARABOLA) {
            findings.addAll(strangeRuns());
        }
        return findings.stream().distinct().toList();
    }

    /** Runs that a robust estimate would leave out, and this one does not. */
    private List<Finding> strangeRuns() {
        boolean[] strange =
                new Approach2(parabolas.with(Parabolas.Estimator.ROBUST_PARABOLA)).strange(sweep);
        return StrangeRuns.told(sweep, strange, ", but takes part in it");
    }

    /**
     * What the bias of Approach 2 costs at a budget, if the law of Approach 3 is true and nothing is
     * left to chance: parabolas through the law's own losses at the sizes and tokens of the runs.
     * It is given where the law fits and 6ND is the budget.
     *
     * @param target C, FLOP
     * @return how far off N*, D* and the exponent are, and the compute that is wasted
     * @throws org.scalinglaws.plan.NoPlanException when the law has no optimum there
     * @throws org.scalinglaws.problem.NoFitException when the parabolas have no answer, the law is
     *     doubted ({@link #lawDoubt}) or 6ND is not the budget
     */
    public Bias bias(Compute target) {
        requireNonNull(target, "target");
        requireKnownWaste();
        return Bias.of(estimate().of(sweep.withLossesOf(fit.law())), fit.law(), target);
    }

    /**
     * What following an approach wastes at a budget by the law of Approach 3. The budget is spent on
     * its model size, on C / 6N tokens.
     *
     * @param allocation one of {@link #allocations}
     * @param target C, FLOP
     * @return the recipe beside the cheapest one of its loss
     * @throws org.scalinglaws.plan.NoPlanException when the law has no optimum there
     * @throws org.scalinglaws.problem.NoFitException when the approach has no answer, the law is
     *     doubted ({@link #lawDoubt}) or 6ND is not the budget
     */
    public Frontier.Deadweight waste(Allocation allocation, Compute target) {
        requireNonNull(allocation, "allocation");
        requireNonNull(target, "target");
        requireKnownWaste();
        double parameters = allocation.size().at(target);
        return ComputeOptimal.of(fit.law())
                .frontier()
                .deadweight(
                        Recipe.of(
                                new ModelSize(parameters, allocation.counting()),
                                Tokens.of(target.flops() / (6 * parameters))));
    }

    private void requireKnownWaste() {
        if (!wasteDoubt().isEmpty()) {
            throw new NoFitException(unknownWaste());
        }
    }

    String unknownWaste() {
        return lawDoubt.isEmpty()
                ? "parabolas are corrected along the runs' own N and D; what their bias wastes is not"
                        + " known: "
                        + wasteDoubt()
                : "what parabolas are off by and what that wastes is not known: " + lawDoubt;
    }

    /**
     * Writes every approach.
     *
     * @return a line for the sweep and one for each approach
     */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(sweep.toString());
        allocations().forEach(allocation -> lines.add(allocation.toString()));
        return lines.toString();
    }
}
