package org.scalinglaws.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Ensemble;

/** What a table shows of the errors of a fit's numbers, by whatever method. */
interface Errors<L extends LossLaw> {
    /** The standard error of a parameter; NaN for none. */
    double ofParameter(int place);

    /** The standard error of a number read off the law; NaN for none. */
    double of(ToDoubleFunction<L> quantity);

    /** An interval for a parameter; none where the runs do not determine it. */
    Optional<Interval> parameterInterval(double level, int place);

    /** An interval for a number read off the law; none where the runs do not determine it. */
    Optional<Interval> interval(double level, ToDoubleFunction<L> quantity);

    /** How the errors were found, in one line. */
    String method();

    static <L extends LossLaw> Errors<L> linearised(Fit<L> fit) {
        return new Linearised<>(fit, Covariance.of(fit));
    }

    static <L extends LossLaw> Errors<L> of(Fit<L> fit, Ensemble<L> ensemble) {
        return new Resampled<>(fit, ensemble);
    }

    /** By the curvature at the optimum. */
    record Linearised<L extends LossLaw>(Fit<L> fit, Covariance<L> covariance)
            implements Errors<L> {
        private String name(int place) {
            return fit.problem().family().parameters().get(place).name();
        }

        @Override
        public double ofParameter(int place) {
            return covariance.standardErrors().getOrDefault(name(place), Double.NaN);
        }

        @Override
        public double of(ToDoubleFunction<L> quantity) {
            return covariance.standardError(quantity);
        }

        @Override
        public Optional<Interval> parameterInterval(double level, int place) {
            return Double.isNaN(ofParameter(place))
                    ? Optional.empty()
                    : Optional.of(covariance.parameterInterval(level, name(place)));
        }

        @Override
        public Optional<Interval> interval(double level, ToDoubleFunction<L> quantity) {
            return covariance.find(level, quantity);
        }

        @Override
        public String method() {
            return String.format(
                    Locale.ROOT,
                    "%s; %s; condition %s",
                    covariance.name(),
                    fit.problem().weights().knownVariance().isPresent()
                            ? "normal distribution, the noise is known"
                            : "Student's t with "
                                    + (covariance.hasOwnFreedom() ? "at most " : "")
                                    + Digits.count(covariance.degreesOfFreedom())
                                    + (covariance.degreesOfFreedom() == 1
                                            ? " degree of freedom"
                                            : " degrees of freedom"),
                    condition(covariance.condition()));
        }

        private static String condition(double number) {
            return Double.isFinite(number)
                    ? String.format(Locale.ROOT, "%.2g", number)
                    : Digits.two(number);
        }
    }

    /** By laws that other runs would have led to. */
    record Resampled<L extends LossLaw>(Fit<L> fit, Ensemble<L> ensemble) implements Errors<L> {
        private ToDoubleFunction<L> parameter(int place) {
            return law -> fit.problem().family().values(law)[place];
        }

        private boolean fixed(int place) {
            return fit.problem().coordinates().place(place) < 0;
        }

        @Override
        public double ofParameter(int place) {
            return fixed(place) ? Double.NaN : of(parameter(place));
        }

        @Override
        public double of(ToDoubleFunction<L> quantity) {
            return ensemble.standardError(quantity);
        }

        @Override
        public Optional<Interval> parameterInterval(double level, int place) {
            return fixed(place) ? Optional.empty() : interval(level, parameter(place));
        }

        @Override
        public Optional<Interval> interval(double level, ToDoubleFunction<L> quantity) {
            return ensemble.find(level, quantity);
        }

        @Override
        public String method() {
            return String.format(
                    "%s; %d failed, %d in another basin",
                    ensemble.method(), ensemble.failures().size(), ensemble.otherBasins());
        }
    }
}
