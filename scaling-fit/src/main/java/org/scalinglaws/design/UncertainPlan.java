package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Spread;

/**
 * A plan of a fitted law, with an interval for each of its numbers: every law that the runs could as
 * well have led to makes its own plan, once, and the intervals are those of {@link
 * Ensemble#interval}. Any planner will do; only what it leaves open differs. At a given budget the
 * time and the money are certain and the size is not; for a loss to reach, all are open:
 *
 * <pre>
 *  UncertainPlan.of(ensemble, 0.95, law -&gt; ComputeOptimal.of(law).plan(budget))
 *  UncertainPlan.of(ensemble, 0.95, law -&gt; {
 *      ComputeOptimal best = ComputeOptimal.of(law);
 *      return best.plan(best.frontier().computeFor(Loss.nats(2)));
 *  })</pre>
 *
 * <p>A law without a plan could have had any: it counts below every lower end and above every upper
 * one, and {@link #findings} tells how many there are.
 */
public final class UncertainPlan {

    private final Doubt<?> doubt;
    private final Plan plan;
    private final Spread<Plan> plans;

    private UncertainPlan(Doubt<?> doubt, Plan plan, Spread<Plan> plans) {
        this.doubt = doubt;
        this.plan = plan;
        this.plans = plans;
    }

    /**
     * Plans with every law.
     *
     * @param ensemble laws about that of a fit
     * @param level of the intervals, such as 0.95
     * @param planner how a law is planned from
     * @param <L> the type of the laws
     * @return the plan of the estimate, with intervals
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws org.scalinglaws.plan.NoPlanException when the estimate has no plan
     */
    public static <L extends LossLaw> UncertainPlan of(
            Ensemble<L> ensemble, double level, Function<? super L, Plan> planner) {
        requireNonNull(planner, "planner");
        Doubt<L> doubt = new Doubt<>(ensemble, level);
        Spread<Plan> plans = ensemble.map(planner);

        // Planning again says why there is no plan.
        Plan plan = plans.estimate().orElseGet(() -> planner.apply(ensemble.estimate()));
        return new UncertainPlan(doubt, plan, plans);
    }

    /**
     * What the law of the fit itself would train.
     *
     * @return the plan that the intervals are about
     */
    public Plan plan() {
        return plan;
    }

    /**
     * The level of the intervals.
     *
     * @return such as 0.95
     */
    public double level() {
        return doubt.level();
    }

    /**
     * An interval of any number of a plan.
     *
     * @param number such as {@code plan -> cluster.acceleratorHours(plan.compute())}
     * @return the interval, in the number's own unit; an end is infinite where too few laws have it
     * @throws ScalingException when the runs do not determine the number
     */
    public Interval interval(ToDoubleFunction<Plan> number) {
        requireNonNull(number, "number");
        return plans.interval(level(), number);
    }

    /**
     * The model size.
     *
     * @return an interval of N, counted as the plan counts
     * @throws ScalingException when the runs do not determine it
     */
    public Interval parameters() {
        return interval(plan -> plan.model().parameters());
    }

    /**
     * The training tokens.
     *
     * @return an interval of D
     * @throws ScalingException when the runs do not determine them
     */
    public Interval tokens() {
        return interval(plan -> plan.tokens().count());
    }

    /**
     * The tokens for each parameter.
     *
     * @return an interval of D / N
     * @throws ScalingException when the runs do not determine them
     */
    public Interval tokensPerParameter() {
        return interval(Plan::tokensPerParameter);
    }

    /**
     * The training compute: as wide as the rounding of a budget that was given, open for a loss that
     * is to be reached.
     *
     * @return an interval of C, FLOP
     * @throws ScalingException when the runs do not determine it
     */
    public Interval compute() {
        return interval(plan -> plan.compute().flops());
    }

    /**
     * The time that the training takes.
     *
     * @param cluster where it runs
     * @return an interval of days
     * @throws ScalingException when the runs do not determine it
     */
    public Interval days(Cluster cluster) {
        requireNonNull(cluster, "cluster");
        return interval(plan -> cluster.days(plan.compute()));
    }

    /**
     * The money that the training takes.
     *
     * @param cluster where it runs
     * @param prices what an accelerator-hour costs
     * @return an interval of money, in the currency of the prices
     * @throws ScalingException when the runs do not determine it
     */
    public Interval money(Cluster cluster, Prices prices) {
        requireNonNull(cluster, "cluster");
        requireNonNull(prices, "prices");
        return interval(plan -> prices.money(cluster, plan.compute()));
    }

    /**
     * The loss at each law's own plan: how low the loss could be if the law were known before the
     * training.
     *
     * @return an interval of nats per token
     * @throws ScalingException when the runs do not determine it
     */
    public Interval lossOfOwnPlans() {
        return interval(plan -> plan.loss().nats());
    }

    /**
     * The loss of {@link #plan} under each law: what to expect of the training itself. Its recipe
     * stays, and only the law is in doubt.
     *
     * @return an interval of nats per token
     * @throws ScalingException when the runs do not determine it
     */
    public Interval lossOfThisPlan() {
        return doubt.lossOf(plan.recipe());
    }

    /**
     * What {@link #plan} loses against the plan that each law would make for itself. Where its mean is
     * small, a wide interval of the size does no harm, and a better known law would gain no more. Of a
     * planner that seeks a loss, it is by how much {@link #plan} misses it.
     *
     * @return the regret, nats per token
     * @throws IllegalArgumentException for a jackknife, whose laws have no probabilities
     * @throws org.scalinglaws.plan.NoPlanException when no law of the ensemble has a plan
     */
    public Regret regret() {
        return Regret.of(doubt, doubt.regrets(plan.recipe(), plans));
    }

    /**
     * What a reader should know: how many laws have no plan, what is wrong with the ensemble, and the
     * findings of the plan.
     *
     * @return the findings
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        plans.finding(CheckName.NO_PLAN, "plan").ifPresent(findings::add);
        findings.addAll(doubt.ensemble().findings());
        findings.addAll(plan().findings());
        return List.copyOf(findings);
    }

    /**
     * Writes a line for each number with its interval, rounded, then the regret and the findings.
     *
     * @return several lines, the last without a line break
     */
    @Override
    public String toString() {
        Counting counting = plan().model().counting();
        String rule = counting == Counting.TOTAL ? "" : " (" + counting + ")";
        double size = plan().model().parameters();
        double ratio = plan().tokensPerParameter();
        double loss = plan().loss().nats();
        TextTable table =
                TextTable.of("  %-24s %12s %12s %12s")
                        .line(doubt.ensemble().method())
                        .row("", "plan", doubt.percent() + " from", "to")
                        .row(cells("params N" + rule, size, this::parameters, Digits::cell))
                        .row(cells("tokens D", plan().tokens().count(), this::tokens, Digits::cell))
                        .row(cells("D / N", ratio, this::tokensPerParameter, Digits::cell))
                        .row(cells("FLOP C", plan().compute().flops(), this::compute, Digits::cell))
                        .row(cells("loss of own plans", loss, this::lossOfOwnPlans, Digits::loss))
                        .row(cells("loss of this plan", loss, this::lossOfThisPlan, Digits::loss));

        StringJoiner lines = new StringJoiner("\n").add(table.text());
        if (doubt.hasProbabilities()) {
            Regret.find(doubt.regrets(plan.recipe(), plans))
                    .ifPresent(regret -> lines.add("  regret: " + regret));
        }

        Finding.lines(findings()).forEach(line -> lines.add("  " + line));
        return lines.toString();
    }

    private static Object[] cells(
            String name, double value, Supplier<Interval> interval, DoubleFunction<String> text) {
        Optional<Interval> ends = Intervals.existing(interval);
        return new Object[] {
            name,
            text.apply(value),
            ends.map(found -> text.apply(found.lower())).orElse("-"),
            ends.map(found -> text.apply(found.upper())).orElse("-")
        };
    }
}
