package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Recipe;

/**
 * The model size and tokens of least loss for a training budget: C = 6ND, what the law counts
 * instead, or another {@link TokenCost}. What else the compute-optimal allocation says, such as the
 * compute for a loss, {@link #frontier} tells.
 *
 * <pre>
 *   Plan plan = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).plan(Compute.flops(5.76e23));
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class ComputeOptimal implements Planner {
    private final LossSurface surface;
    private final Frontier frontier;

    private ComputeOptimal(LossSurface surface) {
        this.surface = surface;
        this.frontier = new Frontier(surface);
    }

    /**
     * A planner on a surface: a law with what is known of it, held factors and the cost of a token.
     *
     * @param surface such as {@code LossSurface.of(law).holding(factor, value)}
     * @return the planner
     */
    public static ComputeOptimal of(LossSurface surface) {
        return new ComputeOptimal(requireNonNull(surface, "surface"));
    }

    /**
     * A planner for a law of which more is known, such as a fit or a published law: it counts as the
     * law counts, and its plans carry the law's caveats and say when they extrapolate.
     *
     * @param known the law with what is known of it
     * @return the planner on {@link LossSurface#of(KnownLaw)}
     */
    public static ComputeOptimal of(KnownLaw known) {
        return of(LossSurface.of(known));
    }

    /**
     * A planner for a law of N and D, which counts every parameter.
     *
     * @param law the law
     * @return the planner on {@link LossSurface#of(LossLaw)}
     */
    public static ComputeOptimal of(LossLaw law) {
        return of(LossSurface.of(law));
    }

    /**
     * {@inheritDoc}
     *
     * @throws NoPlanException when loss does not fall with both N and D, or keeps falling towards an
     *     edge
     */
    @Override
    public Plan plan(Compute budget) {
        return frontier.at(requireNonNull(budget, "budget"));
    }

    /**
     * The plans of all budgets, read in every direction.
     *
     * @return the compute-optimal frontier
     */
    public Frontier frontier() {
        return frontier;
    }

    /**
     * A planner that keeps D / N fixed, such as 20 tokens a parameter, and asks the law only for the
     * loss.
     *
     * <pre>  N = sqrt(C / (6 ratio)),  D = ratio N  where C = 6 N D</pre>
     *
     * @param tokensPerParameter D / N, tokens a parameter
     * @return a planner on the same surface
     */
    public Planner withRatio(double tokensPerParameter) {
        double ratio = Decimal.positive("tokens per parameter", tokensPerParameter);
        return budget ->
                RulePlanner.plan(
                        surface,
                        requireNonNull(budget, "budget"),
                        surface.training().sizeAtRatio(budget.flops(), ratio));
    }

    /**
     * A planner that splits a budget as a published rule says, and asks the law only for the loss.
     * Where the rule is one of N, the tokens take what is left of the budget, and the other way round.
     *
     * <p>Its plans carry the findings of the law and those of the rule: its caveats, its range, and
     * whether it counts parameters or FLOPs otherwise. Its numbers are taken as they are.
     *
     * @param rule such as {@link org.scalinglaws.published.AllocationRules#KAPLAN_2020}
     * @return a planner on the same surface
     */
    public Planner following(AllocationRule rule) {
        return new RulePlanner(surface, rule);
    }

    /**
     * What the next compute would buy at a recipe: spent on data, on parameters or on both.
     *
     * @param recipe what is trained; its compute is as it states it, else by this planner's cost of
     *     a token, and what it states of further factors holds on the frontier too
     * @return the advice, which prints as a table
     * @throws NoPlanException when the compute or the loss is on no compute-optimal plan
     */
    public Advice advice(Recipe recipe) {
        return new Adviser(surface, requireNonNull(recipe, "recipe")).advice();
    }

    /** What this planner walks on. */
    LossSurface surface() {
        return surface;
    }
}
