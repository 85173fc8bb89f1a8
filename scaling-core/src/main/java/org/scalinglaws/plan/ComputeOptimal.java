package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
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
 * <p>A sum of a power of N and a power of D has a closed form. For any other law the root of the
 * slope along the IsoFLOP curve is sought in ln N.
 *
 * <pre>
 *   G = (alpha A / (beta B))^(1 / (alpha + beta))
 *   N* = G (C/6)^(beta / (alpha + beta)),  D* = (C/6)^(alpha / (alpha + beta)) / G</pre>
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class ComputeOptimal implements Planner {
    private final LossLaw law;
    private final @Nullable TwoPowers closed;
    private final @Nullable Scope scope;
    private final List<Finding> caveats;
    private final Map<Factor, Double> held;

    private ComputeOptimal(
            LossLaw law, @Nullable Scope scope, List<Finding> caveats, Map<Factor, Double> held) {
        this.law = requireNonNull(law, "law");
        this.closed = TwoPowers.of(law);
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
        return new ComputeOptimal(
                published.law(), provenance.scope(), List.copyOf(caveats), Map.of());
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
        IsoFlopCurve curve = new IsoFlopCurve(law, budget, counting(), held);
        double parameters = closed == null ? LeastLoss.size(curve) : closed.size(budget);
        return planOf(curve.recipe(parameters));
    }

    private Counting counting() {
        return scope == null ? Counting.TOTAL : scope.counting();
    }

    private Plan planOf(Recipe recipe) {
        Loss loss = Loss.nats(law.loss(recipe));
        if (scope == null) {
            return new Plan(recipe, loss, caveats);
        }
        List<Finding> findings = new ArrayList<>(caveats);
        findings.addAll(scope.findings(recipe));
        return new Plan(recipe, loss, findings);
    }
}
