package org.scalinglaws.plan;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;

/**
 * What a floor plus a power of N and a power of D says in closed form. On the frontier a per cent
 * more of either buys the same, so that each term is a fixed share of what is above the floor.
 *
 * <pre>
 *   alpha A / N^alpha = beta B / D^beta
 *   A / N^alpha = (L - E) beta / (alpha + beta),  B / D^beta = (L - E) alpha / (alpha + beta)</pre>
 *
 * @param law the law
 */
record TwoPowers(ChinchillaLaw law) {
    /** Sees the form in a law, or returns null. */
    static @Nullable TwoPowers of(LossLaw law) {
        if (law instanceof ChinchillaLaw chinchilla) {
            return new TwoPowers(chinchilla);
        }
        if (law instanceof AdditivePowerLaw additive && additive.terms().size() == 2) {
            AdditivePowerLaw.Term first = additive.terms().get(0);
            AdditivePowerLaw.Term second = additive.terms().get(1);
            if (first.factor().equals(Factor.PARAMETERS) && second.factor().equals(Factor.TOKENS)) {
                return new TwoPowers(
                        new ChinchillaLaw(
                                additive.e(),
                                first.coefficient(),
                                first.exponent(),
                                second.coefficient(),
                                second.exponent()));
            }
        }
        return null;
    }

    /** ln G, where G = (alpha A / (beta B))^(1 / (alpha + beta)). */
    private double logG() {
        double model = law.alpha() * law.a();
        double data = law.beta() * law.b();
        if (!(model > 0 && data > 0)) {
            throw new NoPlanException(
                    "the loss does not fall with "
                            + (model > 0 ? "data" : "model size")
                            + ", so no size is compute-optimal: "
                            + law);
        }
        return Math.log(model / data) / (law.alpha() + law.beta());
    }

    /** N* at a budget of which a parameter and token costs so many FLOP. */
    double size(Compute budget, double each) {
        double size = Math.exp(logG() + modelExponent() * Math.log(budget.flops() / each));
        double tokens = budget.flops() / (each * size);
        if (!(size > 0 && tokens > 0 && tokens < Double.POSITIVE_INFINITY)) {
            throw new NoPlanException(
                    "the compute-optimal size at "
                            + budget
                            + " FLOP is beyond all numbers: "
                            + law);
        }
        return size;
    }

    /** The D for which N is optimal: the power of N that G and the exponents give. */
    double tokensFor(double parameters) {
        double exponents = law.alpha() + law.beta();
        return Math.exp((law.alpha() * Math.log(parameters) - exponents * logG()) / law.beta());
    }

    /** The N for which D is optimal. */
    double sizeFor(double tokens) {
        double exponents = law.alpha() + law.beta();
        return Math.exp((law.beta() * Math.log(tokens) + exponents * logG()) / law.alpha());
    }

    /** d ln N* / d ln C. */
    double modelExponent() {
        logG();
        return law.modelExponent();
    }

    /** -d ln (L* - E) / d ln C. */
    double lossExponent() {
        logG();
        return law.alpha() * law.beta() / (law.alpha() + law.beta());
    }

    /** The C whose optimum has the loss, where a parameter and token costs so many FLOP. */
    double computeFor(Loss target, double each) {
        logG();
        double above = target.nats() - law.e();
        if (!(above > 0)) {
            throw outOfReach(target);
        }
        double exponents = law.alpha() + law.beta();
        double size = Math.log(law.a() * exponents / (above * law.beta())) / law.alpha();
        double tokens = Math.log(law.b() * exponents / (above * law.alpha())) / law.beta();
        double flops = each * Math.exp(size + tokens);
        if (!(flops > 0 && flops < Double.POSITIVE_INFINITY)) {
            throw new NoPlanException(
                    "the compute for a loss of " + target + " is beyond all numbers: " + law);
        }
        return flops;
    }

    private NoPlanException outOfReach(Loss target) {
        return new NoPlanException(
                "no budget reaches a loss of "
                        + target
                        + ": more compute brings it towards "
                        + Loss.nats(law.e())
                        + " and no further");
    }

    /** The D with which a model has the loss; NaN where no D has it. */
    double contour(double parameters, Loss target) {
        double rest = target.nats() - law.e() - law.a() * Math.pow(parameters, -law.alpha());
        return rest > 0 ? Math.pow(law.b() / rest, 1 / law.beta()) : Double.NaN;
    }
}
