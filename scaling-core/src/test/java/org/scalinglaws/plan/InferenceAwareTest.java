package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

class InferenceAwareTest {
    private static final ChinchillaLaw LAW = PublishedLaws.HOFFMANN_2022.law();

    /** Equation 12 of Sardana et al. (2024), by halving: its left side falls with D. */
    private static double tokensOfEquationTwelve(double loss, double served) {
        double ratio = LAW.beta() / LAW.alpha();
        double lower = 0;
        double upper = 50;
        for (int i = 0; i < 200; i++) {
            double middle = 0.5 * (lower + upper);
            double d = Math.exp(middle);
            double left =
                    (ratio + 1) * LAW.b() * Math.pow(d, -LAW.beta())
                            + served * ratio * LAW.b() / 3 * Math.pow(d, -LAW.beta() - 1)
                            + LAW.e()
                            - loss;
            if (left > 0) {
                lower = middle;
            } else {
                upper = middle;
            }
        }
        return Math.exp(lower);
    }

    @Property(tries = 300)
    void sizeAndTokensAreThoseOfEquationTwelve(
            @ForAll @DoubleRange(min = 1.85, max = 2.4) double loss,
            @ForAll @DoubleRange(min = 9, max = 14) double log10Served) {
        double served = Math.pow(10, log10Served);
        Decision decision = InferenceAware.of(LAW, Tokens.of(served)).leastCompute(Loss.nats(loss));
        double tokens = tokensOfEquationTwelve(loss, served);
        double rest = loss - LAW.e() - LAW.b() * Math.pow(tokens, -LAW.beta());
        double size = Math.pow(LAW.a() / rest, 1 / LAW.alpha());
        assertThat(decision.plan().tokens().count()).isCloseTo(tokens, withinPercentage(1e-6));
        assertThat(decision.plan().model().parameters()).isCloseTo(size, withinPercentage(1e-6));
        assertThat(decision.cost().orElseThrow().amount())
                .isCloseTo(6 * size * tokens + 2 * size * served, withinPercentage(1e-9));
    }

    @Property(tries = 60)
    void moreServedTokensMakeForASmallerModelOnMoreData(
            @ForAll @DoubleRange(min = 20, max = 25) double log10Flops,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @DoubleRange(min = 1.1, max = 3) double times) {
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        double served = share * ComputeOptimal.of(LAW).plan(budget).tokens().count();
        Plan few = InferenceAware.of(LAW, Tokens.of(served)).plan(budget);
        Plan many = InferenceAware.of(LAW, Tokens.of(times * served)).plan(budget);
        assertThat(many.model().parameters()).isLessThan(few.model().parameters());
        assertThat(many.tokensPerParameter()).isGreaterThan(few.tokensPerParameter());
        assertThat(many.loss().nats()).isGreaterThan(few.loss().nats());
    }

    @Test
    void withHardlyAnyServedTokensThePlanIsComputeOptimal() {
        Compute budget = Compute.flops(5.76e23);
        Plan best = ComputeOptimal.of(LAW).plan(budget);
        Plan plan = InferenceAware.of(LAW, Tokens.of(1)).plan(budget);
        assertThat(plan.model().parameters())
                .isCloseTo(best.model().parameters(), withinPercentage(1e-7));
        assertThat(plan.loss().nats()).isCloseTo(best.loss().nats(), within(1e-12));
    }

    @Test
    void dearServingAtLowUtilisationMakesForASmallerModel() {
        Cluster cluster = Cluster.parse("1024xH100").withUtilisation(0.4);
        Site training = new Site(cluster, new Prices(2, 1.1, 400));
        Site dear = new Site(cluster.withUtilisation(0.1), new Prices(4, 1.1, 400));
        InferenceAware planner = InferenceAware.of(LAW, Tokens.trillions(2));
        Decision same = planner.leastMoney(Loss.nats(2), training, training);
        Decision dearer = planner.leastMoney(Loss.nats(2), training, dear);
        Decision flops = planner.leastCompute(Loss.nats(2));
        assertThat(same.plan().model().parameters())
                .isCloseTo(flops.plan().model().parameters(), withinPercentage(1e-6));
        assertThat(dearer.plan().model().parameters())
                .isLessThan(same.plan().model().parameters() * 0.9);
        assertThat(dearer.cost().orElseThrow().amount())
                .isGreaterThan(same.cost().orElseThrow().amount());
    }

    @Test
    void atTheBreakEvenBothRecipesCostTheSame() {
        InferenceAware planner = InferenceAware.of(LAW, Tokens.trillions(1));
        Recipe large = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        Recipe small = Recipe.of(ModelSize.billions(30), Tokens.trillions(5));
        double tokens = planner.breakEven(large, small, Resource.compute()).count();
        assertThat(tokens).isEqualTo((6 * 30e9 * 5e12 - 6 * 70e9 * 1.4e12) / (2 * 40e9));
        assertThat(planner.breakEven(small, large, Resource.compute()).count()).isEqualTo(tokens);
    }

    @Test
    void aRecipeThatIsAlwaysCheaperIsNamed() {
        InferenceAware planner = InferenceAware.of(LAW, Tokens.trillions(1));
        Recipe large = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        Recipe small = Recipe.of(ModelSize.billions(7), Tokens.trillions(1.4));
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.breakEven(large, small, Resource.compute()))
                .withMessage(
                        "params=7B tokens=1.4T is cheaper however many tokens are served, in"
                                + " training by 5.292e23 FLOP");
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.breakEven(large, large, Resource.compute()))
                .withMessage("both recipes cost the same however many tokens are served");
    }

    @Test
    void recipesBeyondReckoningAreNotCompared() {
        InferenceAware planner = InferenceAware.of(LossSurface.of(LAW), Tokens.trillions(1));
        Recipe endless = Recipe.of(ModelSize.of(2e10), Tokens.of(Double.MAX_VALUE));
        Recipe tiny = Recipe.of(ModelSize.of(1249), Tokens.of(2.7e6));
        Resource size = Resource.parameters(Counting.TOTAL);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.breakEven(endless, tiny, size))
                .withMessage("the recipes lead to numbers beyond those that can be reckoned with");
    }

    @Test
    void anotherCostOfAServedTokenIsTaken() {
        Decision two = InferenceAware.of(LAW, Tokens.trillions(2)).leastCompute(Loss.nats(2));
        Decision six =
                InferenceAware.of(LAW, Tokens.of(2e12 / 3))
                        .withServing(TokenCost.perParameter(6))
                        .leastCompute(Loss.nats(2));
        assertThat(six.plan().model().parameters())
                .isCloseTo(two.plan().model().parameters(), withinPercentage(1e-6));
    }
}
