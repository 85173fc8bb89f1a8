package org.scalinglaws.curve;

import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;

/**
 * How far a law of several curves may be off. Checkpoints of one curve err together, so the law is
 * fitted without each curve in turn; few curves are told by Student's t.
 *
 * <pre>
 *   ln L plus and minus t(g - 1) sqrt(jackknife error^2 + between^2 + within^2)
 *
 *   within^2   variance of residuals about the mean of their curve
 *   between^2  mean over curves of r r' - within^2 / n
 *              r, r': mean residual of a curve by the law of all and by that of the others</pre>
 *
 * <p>A law that saw a curve has bent to it, one that did not has missed it: r is too small by the
 * share that r' is too large.
 *
 * @param laws each without one curve
 * @param noise variance of ln L of one checkpoint of a new curve
 * @param spare degrees of freedom
 * @see <a href="https://doi.org/10.1016/j.jeconom.2022.04.001">MacKinnon, Nielsen and Webb (2023),
 *     Cluster-robust inference: a guide to empirical practice, sections 4 and 5: the jackknife of
 *     clusters</a>
 */
record CurveDoubt(Ensemble<SizedAnnealingLaw> laws, double noise, int spare) {
    /** The doubt of a fit to curves that a column tells apart. */
    static CurveDoubt of(Fit<SizedAnnealingLaw> fit, Factor column, int curves) {
        Ensemble<SizedAnnealingLaw> laws = Jackknife.group(column.name()).of(fit);
        double within = 0;
        double products = 0;
        double inverseCounts = 0;
        int spare = 0;
        for (int curve = 0; curve < curves; curve++) {
            int which = curve;
            Dataset runs = fit.problem().runs().where(run -> run.recipe().value(column) == which);
            double mean = meanResidual(fit.law(), runs);
            double without = laws.values(law -> meanResidual(law, runs))[curve];
            for (Run run : runs) {
                double off = residual(fit.law(), run) - mean;
                within += off * off;
            }
            products += mean * without / curves;
            inverseCounts += 1.0 / runs.size() / curves;
            spare += runs.size() - 1;
        }
        double single = spare > 0 ? within / spare : 0;
        double between = Math.max(0, products - single * inverseCounts);
        return new CurveDoubt(laws, single + between, curves - 1);
    }

    private static double residual(SizedAnnealingLaw law, Run run) {
        return Math.log(run.loss().nats() / law.loss(run.recipe()));
    }

    private static double meanResidual(SizedAnnealingLaw law, Dataset runs) {
        double sum = 0;
        for (Run run : runs) {
            sum += residual(law, run);
        }
        return sum / runs.size();
    }

    /** Where a number of the law may lie, within its bounds. */
    Interval number(double level, Parameter parameter, ToDoubleFunction<SizedAnnealingLaw> number) {
        if (parameter.scale() != Scale.LOG) {
            Interval interval = laws.interval(level, number);
            return new Interval(
                    Math.max(parameter.lower(), interval.lower()),
                    Math.min(parameter.upper(), interval.upper()));
        }
        Interval logs = laws.interval(level, law -> Math.log(number.applyAsDouble(law)));
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    /** The same for the mean of many curves. */
    CurveDoubt withoutNoise() {
        return new CurveDoubt(laws, 0, spare);
    }

    /** Where a checkpoint of a new curve may lie; anywhere where a law has no loss there. */
    Interval loss(double level, SizedAnnealingLaw law, Recipe recipe) {
        double error = laws.standardError(of -> Math.log(of.loss(recipe)));
        double reach = Quantiles.ofStudent(level, spare) * Math.sqrt(error * error + noise);
        double loss = law.loss(recipe);
        return Double.isFinite(reach)
                ? new Interval(loss * Math.exp(-reach), loss * Math.exp(reach))
                : new Interval(0, Double.POSITIVE_INFINITY);
    }
}
