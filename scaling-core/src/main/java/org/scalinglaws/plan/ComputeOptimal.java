package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * The model size and tokens of least loss for a training budget C = 6ND.
 *
 * <p>A sum of a power of N and a power of D has a closed form; any other law is minimised
 * numerically over ln N.
 *
 * <pre>
 *   G = (alpha A / (beta B))^(1 / (alpha + beta))
 *   N* = G (C/6)^(beta / (alpha + beta)),  D* = (C/6)^(alpha / (alpha + beta)) / G</pre>
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class ComputeOptimal implements Planner {
    private static final int SCAN = 400;

    private final LossLaw law;
    private final @Nullable Scope scope;
    private final List<Finding> caveats;
    private final Map<Factor, Double> held;

    private ComputeOptimal(
            LossLaw law, @Nullable Scope scope, List<Finding> caveats, Map<Factor, Double> held) {
        this.law = requireNonNull(law, "law");
        this.scope = scope;
        this.caveats = caveats;
        this.held = held;
    }

    /**
     * A planner for a law of N and D, which counts every parameter unless a scope says otherwise.
     *
     * @param law the law
     * @return the planner
     */
    public static ComputeOptimal of(LossLaw law) {
        return new ComputeOptimal(law, null, List.of(), Map.of());
    }

    /**
     * A planner for a published law: its plans carry the law's caveats and say when they
     * extrapolate.
     *
     * @param published the law with its provenance
     * @return the planner
     */
    public static ComputeOptimal of(PublishedLaw<?> published) {
        Provenance provenance = published.provenance();
        List<Finding> caveats = new ArrayList<>(provenance.caveats());
        if (!provenance.flopRule().equals(Provenance.SIX_N_D)) {
            caveats.add(
                    Finding.warning(
                            "flop-rule",
                            String.format(
                                    "the paper counts %s; the budget here is C = 6 N D",
                                    provenance.flopRule())));
        }
        if (!provenance.lossUnit().equals(Provenance.NATS)) {
            caveats.add(
                    Finding.warning(
                            "loss-unit",
                            "the loss is in " + provenance.lossUnit() + ", not in nats per token"));
        }
        return new ComputeOptimal(published.law(), provenance.scope(), caveats, Map.of());
    }

    /**
     * A planner that says when it extrapolates, and counts parameters as the runs do.
     *
     * @param reach how far the runs behind the law reach
     * @return a new planner
     */
    public ComputeOptimal within(Scope reach) {
        return new ComputeOptimal(law, requireNonNull(reach, "scope"), caveats, held);
    }

    /**
     * A planner for a law that reads more than N and D: one further factor is given.
     *
     * @param factor such as {@link Factor#UNIQUE_TOKENS}
     * @param value its value
     * @return a new planner
     */
    public ComputeOptimal holding(Factor factor, double value) {
        Map<Factor, Double> more = new LinkedHashMap<>(held);
        more.put(requireNonNull(factor, "factor"), value);
        return new ComputeOptimal(law, scope, caveats, Collections.unmodifiableMap(more));
    }

    /**
     * {@inheritDoc}
     *
     * @throws NoPlanException when loss does not fall with both N and D, or keeps falling towards an
     *     edge
     */
    @Override
    public Plan plan(Compute budget) {
        Counting counting = scope == null ? Counting.TOTAL : scope.counting();
        IsoFlopCurve curve = new IsoFlopCurve(law, budget, counting, held);
        double parameters =
                twoTerms(law).map(both -> closedForm(both, budget)).orElseGet(() -> search(curve));
        Recipe recipe = curve.recipe(parameters);
        List<Finding> findings = new ArrayList<>(caveats);
        if (scope != null) {
            findings.addAll(scope.findings(recipe));
        }
        return new Plan(recipe, Loss.nats(law.loss(recipe)), findings);
    }

    private static Optional<ChinchillaLaw> twoTerms(LossLaw law) {
        if (law instanceof ChinchillaLaw chinchilla) {
            return Optional.of(chinchilla);
        }
        if (law instanceof AdditivePowerLaw additive && additive.terms().size() == 2) {
            AdditivePowerLaw.Term first = additive.terms().get(0);
            AdditivePowerLaw.Term second = additive.terms().get(1);
            if (first.factor().equals(Factor.PARAMETERS) && second.factor().equals(Factor.TOKENS)) {
                return Optional.of(
                        new ChinchillaLaw(
                                additive.e(),
                                first.coefficient(),
                                first.exponent(),
                                second.coefficient(),
                                second.exponent()));
            }
        }
        return Optional.empty();
    }

    private static double closedForm(ChinchillaLaw law, Compute budget) {
        double model = law.alpha() * law.a();
        double data = law.beta() * law.b();
        if (!(model > 0 && data > 0)) {
            throw new NoPlanException(
                    "the loss does not fall with "
                            + (model > 0 ? "data" : "model size")
                            + ", so no size is compute-optimal: "
                            + law);
        }
        double logG = Math.log(model / data) / (law.alpha() + law.beta());
        double size = Math.exp(logG + law.modelExponent() * Math.log(budget.flops() / 6));
        double tokens = budget.flops() / (6 * size);
        if (!(size > 0 && tokens > 0 && tokens < Double.POSITIVE_INFINITY)) {
            throw new NoPlanException(
                    "the compute-optimal size at "
                            + budget
                            + " FLOP is beyond all numbers: "
                            + law);
        }
        return size;
    }

    /**
     * Looks over all sizes from one parameter to one token, then narrows down. Losses that no longer
     * differ in their digits tie, and a tie that reaches an edge is no least value.
     */
    private static double search(IsoFlopCurve curve) {
        double most = Math.log(curve.budget().flops() / 6);
        double step = most / SCAN;
        int first = 0;
        int last = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= SCAN; i++) {
            double loss = curve.loss(Math.exp(i * step));
            if (loss < lowest) {
                first = i;
            }
            if (loss <= lowest) {
                lowest = loss;
                last = i;
            }
        }
        if (!(step > 0) || first == 0 || last == SCAN) {
            throw new NoPlanException(
                    "the loss has no least value between one parameter and one token at "
                            + curve.budget()
                            + " FLOP");
        }
        double logSize =
                new BrentOptimizer(1e-12, 1e-12)
                        .optimize(
                                new MaxEval(1000),
                                GoalType.MINIMIZE,
                                new SearchInterval(
                                        (first - 1) * step, (last + 1) * step, first * step),
                                new UnivariateObjectiveFunction(log -> curve.loss(Math.exp(log))))
                        .getPoint();
        return Math.exp(logSize);
    }
}
