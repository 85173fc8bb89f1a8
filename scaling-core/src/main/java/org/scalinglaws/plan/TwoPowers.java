package org.scalinglaws.plan;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.AdditivePowerLaw.Term;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;

/**
 * The closed form of the compute-optimal allocation, by a Lagrange multiplier, for a floor plus a
 * power of the sum of a power of N and a power of D. On the frontier a per cent more of either buys
 * the same, so that each term is a fixed share of the sum.
 *
 * <pre>
 *   L = E + S^gamma,  S = A / N^alpha + B / D^beta
 *   alpha A / N^alpha = beta B / D^beta
 *   A / N^alpha = S beta / (alpha + beta),  B / D^beta = S alpha / (alpha + beta)</pre>
 *
 * <p>A and B are kept as logarithms: those of Kaplan's law can be beyond all numbers.
 *
 * @param law the law, for messages
 * @param e E
 * @param logA ln A
 * @param alpha exponent of N
 * @param logB ln B
 * @param beta exponent of D
 * @param gamma exponent of the sum, above zero
 */
record TwoPowers(
        LossLaw law, double e, double logA, double alpha, double logB, double beta, double gamma) {
    /** Sees the form in a law, or returns null. */
    static @Nullable TwoPowers of(LossLaw law) {
        if (law instanceof ChinchillaLaw chinchilla) {
            return of(law, chinchilla);
        }
        if (law instanceof OverTrainingLaw over) {
            return of(law, over.toChinchilla());
        }

        // alpha ln N_c is a number even where N_c^alpha is too large for a double.
        if (law instanceof CoupledLaw coupled) {
            return new TwoPowers(
                    law,
                    coupled.e(),
                    Math.log(coupled.a()),
                    coupled.alpha(),
                    Math.log(coupled.b()),
                    coupled.beta(),
                    coupled.gamma());
        }
        if (law instanceof KaplanLaw kaplan) {
            double alpha = kaplan.aN() / kaplan.aD();
            double logA = alpha > 0 ? alpha * Math.log(kaplan.nC()) : 0;
            return new TwoPowers(law, 0, logA, alpha, Math.log(kaplan.dC()), 1, kaplan.aD());
        }

        // The terms of the open sum come in any order.
        if (law instanceof AdditivePowerLaw additive && additive.terms().size() == 2) {
            Term first = additive.terms().get(0);
            Term second = additive.terms().get(1);
            boolean turned = first.factor().equals(Factor.TOKENS);
            return of(additive, turned ? second : first, turned ? first : second);
        }
        return null;
    }

    private static TwoPowers of(LossLaw law, ChinchillaLaw same) {
        return new TwoPowers(
                law,
                same.e(),
                Math.log(same.a()),
                same.alpha(),
                Math.log(same.b()),
                same.beta(),
                1);
    }

    private static @Nullable TwoPowers of(AdditivePowerLaw law, Term model, Term data) {
        return model.factor().equals(Factor.PARAMETERS) && data.factor().equals(Factor.TOKENS)
                ? new TwoPowers(
                        law,
                        law.e(),
                        Math.log(model.coefficient()),
                        model.exponent(),
                        Math.log(data.coefficient()),
                        data.exponent(),
                        1)
                : null;
    }

    /** ln G, where G = (alpha A / (beta B))^(1 / (alpha + beta)). */
    private double logG() {
        boolean model = alpha > 0 && logA > Double.NEGATIVE_INFINITY;
        boolean data = beta > 0 && logB > Double.NEGATIVE_INFINITY;
        if (!(model && data)) {
            throw new NoPlanException(
                    "the loss does not fall with "
                            + (model ? "data" : "model size")
                            + ", so no size is compute-optimal: "
                            + law);
        }
        return (logA - logB + Math.log(alpha / beta)) / (alpha + beta);
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

    /** The loss of a size and tokens: the law's own but for rounding, without a recipe. */
    double loss(double parameters, double tokens) {
        double sum =
                Math.exp(logA - alpha * Math.log(parameters))
                        + Math.exp(logB - beta * Math.log(tokens));
        return e + (gamma == 1 ? sum : Math.pow(sum, gamma));
    }

    /** The D for which N is optimal: the power of N that G and the exponents give. */
    double tokensFor(double parameters) {
        return Math.exp((alpha * Math.log(parameters) - (alpha + beta) * logG()) / beta);
    }

    /** The N for which D is optimal. */
    double sizeFor(double tokens) {
        return Math.exp((beta * Math.log(tokens) + (alpha + beta) * logG()) / alpha);
    }

    /** d ln N* / d ln C. */
    double modelExponent() {
        logG();
        return beta / (alpha + beta);
    }

    /** -d ln (L* - E) / d ln C. */
    double lossExponent() {
        logG();
        return gamma * alpha * beta / (alpha + beta);
    }

    /** ln S at a loss above the floor. */
    private double logSum(double above) {
        return Math.log(above) / gamma;
    }

    /** The C whose optimum has the loss, where a parameter and token costs so many FLOP. */
    double computeFor(Loss target, double each) {
        logG();
        double above = target.nats() - e;
        if (!(above > 0)) {
            throw outOfReach(target);
        }

        // Each term is a fixed share of the sum, which the loss gives.
        double sum = logSum(above);
        double size = (logA - sum + Math.log((alpha + beta) / beta)) / alpha;
        double tokens = (logB - sum + Math.log((alpha + beta) / alpha)) / beta;
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
                        + Loss.nats(e)
                        + " and no further");
    }

    /** dL / d ln N. */
    double slopeOfSize(double parameters, double tokens) {
        double model = Math.exp(logA - alpha * Math.log(parameters));
        return -alpha * model * slopeOfSum(parameters, tokens);
    }

    /** dL / d ln D. */
    double slopeOfTokens(double parameters, double tokens) {
        double data = Math.exp(logB - beta * Math.log(tokens));
        return -beta * data * slopeOfSum(parameters, tokens);
    }

    /** dL / dS. */
    private double slopeOfSum(double parameters, double tokens) {
        double model = Math.exp(logA - alpha * Math.log(parameters));
        double data = Math.exp(logB - beta * Math.log(tokens));
        return gamma * Math.pow(model + data, gamma - 1);
    }

    /** The D with which a model has the loss; NaN where no D has it. */
    double contour(double parameters, Loss target) {
        double above = target.nats() - e;
        if (!(above > 0)) {
            return Double.NaN;
        }
        double rest = Math.exp(logSum(above)) - Math.exp(logA - alpha * Math.log(parameters));
        return rest > 0 ? Math.exp((logB - Math.log(rest)) / beta) : Double.NaN;
    }
}
