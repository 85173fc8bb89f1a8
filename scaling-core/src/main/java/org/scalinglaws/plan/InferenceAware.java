package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

/**
 * The best recipe for a model that will be used: training and serving are paid from one purse.
 *
 * <pre>  least 6 N D + 2 N T  subject to  L(N, D) = target</pre>
 *
 * <p>For L = E + A/N^alpha + B/D^beta the tokens solve
 *
 * <pre>  (beta B/alpha + B) D^-beta + (T beta B / (3 alpha)) D^(-beta - 1) + E - L = 0</pre>
 *
 * <p>The search takes any law. {@link ConstrainedOptimal} knows further limits.
 *
 * @see <a href="https://arxiv.org/abs/2401.00448">Sardana et al. (2024), equation 12</a>
 */
public final class InferenceAware implements Planner {
    private final LossSurface surface;
    private final TokenCost serving;
    private final Tokens served;

    private InferenceAware(LossSurface surface, TokenCost serving, Tokens served) {
        this.surface = surface;
        this.serving = serving;
        this.served = requireNonNull(served, "served");
    }

    /**
     * A planner for so many served tokens.
     *
     * @param surface the law, its held factors and the cost of a training token
     * @param served T: tokens that the model will read and write once it is trained
     * @return the planner
     */
    public static InferenceAware of(LossSurface surface, Tokens served) {
        requireNonNull(surface, "surface");
        return new InferenceAware(surface, surface.serving(), served);
    }

    /**
     * The same for a law with all that is known of it: its range, its counting, its caveats.
     *
     * @param known a fit or a published law
     * @param served T
     * @return the planner
     */
    public static InferenceAware of(KnownLaw known, Tokens served) {
        return of(LossSurface.of(known), served);
    }

    /**
     * The same for a bare law, of which nothing is known.
     *
     * @param law the law
     * @param served T
     * @return the planner
     */
    public static InferenceAware of(LossLaw law, Tokens served) {
        return of(LossSurface.of(law), served);
    }

    /**
     * The same planner with another cost of a served token than the law's, 2N unless it says otherwise.
     *
     * @param cost FLOP of one token read or written
     * @return a new planner
     */
    public InferenceAware withServing(TokenCost cost) {
        requireNonNull(cost, "cost");
        return new InferenceAware(surface, cost, served);
    }

    private ConstrainedOptimal constrained() {
        return ConstrainedOptimal.of(surface).withServing(serving).serving(served);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The budget pays for training and serving; the plan's compute is that of training.
     *
     * @throws NoPlanException when the law has no best recipe at this budget
     */
    @Override
    public Plan plan(Compute budget) {
        requireNonNull(budget, "budget");
        return constrained().plan(budget);
    }

    /**
     * The recipe that reaches a loss with the least compute of training and serving.
     *
     * @param target the loss to reach, nats per token
     * @return the plan, and what a lower loss or more served tokens would cost in FLOP
     * @throws NoPlanException when the law does not reach the loss
     */
    public Decision leastCompute(Loss target) {
        requireNonNull(target, "target");
        return constrained().leastCost(target, Resource.compute());
    }

    /**
     * The recipe that reaches a loss with the least money.
     *
     * @param target the loss to reach, nats per token
     * @param training where training runs, how well it uses its peak, and prices
     * @param inference likewise for serving
     * @return the plan, and what a lower loss or more served tokens would cost in money
     * @throws NoPlanException when the law does not reach the loss
     */
    public Decision leastMoney(Loss target, Site training, Site inference) {
        requireNonNull(target, "target");
        requireNonNull(training, "training");
        requireNonNull(inference, "inference");
        return constrained().leastCost(target, Resource.money(training, inference));
    }

    /**
     * How many served tokens make two recipes cost the same. With more, the smaller model is cheaper.
     *
     * @param one what is trained
     * @param other what is trained instead
     * @param cost what to count, such as {@code Resource.compute()} or {@code Resource.money(site)}
     * @return T, tokens
     * @throws NoPlanException when one of them is cheaper however many tokens are served, or costs too
     *     much to be reckoned with
     */
    public Tokens breakEven(Recipe one, Recipe other, Resource cost) {
        requireNonNull(one, "one");
        requireNonNull(other, "other");
        requireNonNull(cost, "cost");
        double training = training(one, cost) - training(other, cost);
        double each = serving(other, cost) - serving(one, cost);
        if (!Double.isFinite(training) || !Double.isFinite(each)) {
            throw new NoPlanException(
                    "the recipes lead to numbers beyond those that can be reckoned with");
        }
        double tokens = training / each;
        if (tokens > 0 && tokens < Double.POSITIVE_INFINITY) {
            return Tokens.of(tokens);
        }

        // No positive number of served tokens: one is cheaper in both, or both cost the same.
        boolean first = training < 0 || (training == 0 && each > 0);
        throw new NoPlanException(
                training == 0 && each == 0
                        ? "both recipes cost the same however many tokens are served"
                        : String.format(
                                "%s is cheaper however many tokens are served, in training by %s",
                                first ? one : other, cost.text(Math.abs(training))));
    }

    private double training(Recipe recipe, Resource cost) {
        double size = recipe.model().parameters();
        double tokens = recipe.tokens().count();
        double flops = surface.training().flops(size) * tokens;
        return cost.use(flops, 0, size, tokens);
    }

    private double serving(Recipe recipe, Resource cost) {
        return cost.perServingFlop() * serving.flops(recipe.model().parameters());
    }
}
