package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Resource;

/**
 * The best recipe under any mix of limits: on compute, time, money, energy, memory, size, tokens and
 * distinct tokens, with so many tokens to serve. It makes the loss least, or the cost of a target
 * loss, and says which limits bind and what more of each would buy.
 *
 * <pre>
 *   least L(N, D)       subject to  use(j) at most limit(j) for all j
 *   least use of cost   subject to  L(N, D) at most the target, and the same</pre>
 *
 * <p>The loss must fall with both N and D. Distinct tokens may be seen again, for what a {@link
 * DataPool} says that this is worth, unless the law reads unique tokens itself.
 */
public final class ConstrainedOptimal implements Planner {
    private final LossSurface surface;
    private final Map<String, Limit> limits;
    private final TokenCost serving;
    private final double served;
    private final double least;
    private final @Nullable DataPool pool;

    private ConstrainedOptimal(
            LossSurface surface,
            Map<String, Limit> limits,
            TokenCost serving,
            double served,
            double least,
            @Nullable DataPool pool) {
        this.surface = surface;
        this.limits = Collections.unmodifiableMap(limits);
        this.serving = requireNonNull(serving, "serving");
        this.served = served;
        this.least = least;
        this.pool = pool;
    }

    /**
     * A planner without limits yet.
     *
     * @param surface the law, its held factors and the cost of a training token
     * @return the planner
     */
    public static ConstrainedOptimal of(LossSurface surface) {
        requireNonNull(surface, "surface");
        return new ConstrainedOptimal(
                surface, new LinkedHashMap<>(), surface.serving(), 0, Double.NaN, null);
    }

    /**
     * The same for a law with all that is known of it: its range, its counting, its caveats.
     *
     * @param known a fit or a published law
     * @return the planner
     */
    public static ConstrainedOptimal of(KnownLaw known) {
        return of(LossSurface.of(known));
    }

    /**
     * The same for a bare law, of which nothing is known.
     *
     * @param law the law
     * @return the planner
     */
    public static ConstrainedOptimal of(LossLaw law) {
        return of(LossSurface.of(law));
    }

    /**
     * The same planner with one more limit. A second limit on a resource of the same name takes the
     * place of the first.
     *
     * @param resource what is limited, such as {@code Resource.compute()}
     * @param most how much there is, in units of the resource, positive
     * @return a new planner
     * @throws IllegalArgumentException when the resource counts parameters otherwise than the law
     */
    public ConstrainedOptimal limit(Resource resource, double most) {
        requireNonNull(resource, "resource");
        Decimal.positive("limit on " + resource.name(), most);
        resource.counting()
                .filter(counting -> counting != surface.counting())
                .ifPresent(
                        counting -> {
                            throw new IllegalArgumentException(
                                    resource.name()
                                            + " must count parameters as the law does, "
                                            + surface.counting()
                                            + ", got "
                                            + counting);
                        });

        Map<String, Limit> more = new LinkedHashMap<>(limits);
        more.put(resource.name(), new Limit(resource, most));
        return new ConstrainedOptimal(surface, more, serving, served, least, pool);
    }

    /**
     * The same planner for models no larger than this.
     *
     * @param model the largest size, counted as the law counts
     * @return a new planner
     */
    public ConstrainedOptimal limit(ModelSize model) {
        requireNonNull(model, "model");
        return limit(Resource.parameters(model.counting()), model.parameters());
    }

    /**
     * The same planner for models no smaller than this.
     *
     * @param model the smallest size, counted as the law counts
     * @return a new planner
     */
    public ConstrainedOptimal withLeast(ModelSize model) {
        requireNonNull(model, "model");
        if (model.counting() != surface.counting()) {
            throw new IllegalArgumentException(
                    "smallest model must be counted as the law counts, "
                            + surface.counting()
                            + ", got "
                            + model);
        }
        return new ConstrainedOptimal(surface, limits, serving, served, model.parameters(), pool);
    }

    /**
     * The same planner for a model that will read and write so many tokens once it is trained.
     * Compute, money, energy and carbon dioxide then pay for both.
     *
     * @param tokens T
     * @return a new planner
     */
    public ConstrainedOptimal serving(Tokens tokens) {
        requireNonNull(tokens, "tokens");
        return new ConstrainedOptimal(surface, limits, serving, tokens.count(), least, pool);
    }

    /**
     * The same planner with another cost of a served token than the law's, 2N unless it says otherwise.
     *
     * @param cost FLOP of one token read or written
     * @return a new planner
     */
    public ConstrainedOptimal withServing(TokenCost cost) {
        requireNonNull(cost, "cost");
        return new ConstrainedOptimal(surface, limits, cost, served, least, pool);
    }

    /**
     * The same planner for so many distinct tokens, which may be seen again and again.
     *
     * @param tokens U
     * @return a new planner
     */
    public ConstrainedOptimal withUniqueTokens(Tokens tokens) {
        requireNonNull(tokens, "tokens");
        return with(DataPool.of(tokens));
    }

    /**
     * The same planner with distinct tokens of one or more sources, and how they may be repeated.
     *
     * @param data the tokens
     * @return a new planner
     */
    public ConstrainedOptimal with(DataPool data) {
        return new ConstrainedOptimal(
                surface, limits, serving, served, least, requireNonNull(data, "data"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The budget is one more limit, on compute of training and serving.
     *
     * @throws NoPlanException when the limits allow no model, or do not limit the model
     */
    @Override
    public Plan plan(Compute budget) {
        requireNonNull(budget, "budget");
        return limit(Resource.compute(), budget.flops()).leastLoss().plan();
    }

    /**
     * The recipe of least loss within the limits.
     *
     * @return what to train, which limits bind, and their shadow prices in nats per token
     * @throws NoPlanException when the limits allow no model, or do not limit the model
     */
    public Decision leastLoss() {
        Problem problem = problem();
        Optional<Compute> alone = problem.loneBudget();
        if (alone.isPresent()) {
            return new LoneBudget(problem, alone.get()).decision();
        }

        BoundarySearch corner = problem.corner();
        problem.requireAny(corner);
        BoundarySearch.Point best = corner.polished(corner.find());
        return new Answer(problem, problem, corner, best).leastLoss();
    }

    /**
     * The cheapest recipe that reaches a loss within the limits.
     *
     * @param target the loss to reach, nats per token
     * @param cost what to use least of; training must use some
     * @return what to train, which limits bind, and their shadow prices in units of the cost
     * @throws NoPlanException when no recipe within the limits reaches the loss; the message names
     *     the limit in the way and by how much
     */
    public Decision leastCost(Loss target, Resource cost) {
        requireNonNull(target, "target");
        requireNonNull(cost, "cost");
        if (!(cost.perTrainingFlop() > 0)) {
            throw new IllegalArgumentException(
                    "training must use some of the cost, got "
                            + cost.name()
                            + ", of which it uses none");
        }
        return new LeastCost(problem(), target, cost).decision();
    }

    private Problem problem() {
        surface.requireBelievable();
        return new Problem(
                surface,
                Data.of(surface, pool),
                List.copyOf(limits.values()),
                serving,
                served,
                least);
    }
}
