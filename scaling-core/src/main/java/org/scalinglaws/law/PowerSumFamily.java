package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/** The family of every law that is a floor, or none, plus power laws of one factor each. */
record PowerSumFamily<L extends LossLaw>(
        String name,
        List<Factor> factors,
        List<Parameter> parameters,
        Function<double[], L> make,
        Function<L, double[]> read,
        Map<String, ToDoubleFunction<L>> derived)
        implements LawFamily<L> {
    static Parameter coefficient(String name, Factor factor) {
        return Parameter.positive(name, "scale of the " + factor.name() + " term, nats per token");
    }

    static Parameter exponent(String name, Factor factor) {
        return Parameter.exponent(name, "exponent of " + factor.name());
    }

    private boolean hasFloor() {
        return parameters.size() > 2 * factors.size();
    }

    private int coefficientPlace(int term) {
        return 2 * term + (hasFloor() ? 1 : 0);
    }

    @Override
    public String formula() {
        StringJoiner sum = new StringJoiner(" + ", "loss = ", "");
        if (hasFloor()) {
            sum.add(parameters.get(0).name());
        }
        for (int term = 0; term < factors.size(); term++) {
            int place = coefficientPlace(term);
            sum.add(
                    String.format(
                            "%s / %s^%s",
                            parameters.get(place).name(),
                            factors.get(term).name(),
                            parameters.get(place + 1).name()));
        }
        return sum.toString();
    }

    @Override
    public L at(double... values) {
        requireNonNull(values, "values");
        return make.apply(Parameter.counted(name, parameters, values));
    }

    @Override
    public double[] values(L law) {
        requireNonNull(law, "law");
        return read.apply(law);
    }

    @Override
    public Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        return new PowerSum(columns, factors.size(), hasFloor());
    }

    @Override
    public List<Integer> coefficients() {
        List<Integer> places = new ArrayList<>();
        if (hasFloor()) {
            places.add(0);
        }
        for (int term = 0; term < factors.size(); term++) {
            places.add(coefficientPlace(term));
        }
        return places;
    }

    /** A x^-alpha = (A u^-alpha) (x/u)^-alpha. */
    @Override
    public Optional<double[]> inUnits(double[] values, double... units) {
        Require.length("units", units, factors.size());
        double[] scaled = Require.length("values", values, parameters.size()).clone();
        for (int term = 0; term < units.length; term++) {
            int place = coefficientPlace(term);
            scaled[place] *= Math.pow(units[term], -values[place + 1]);
        }
        return Optional.of(scaled);
    }

    @Override
    public String toString() {
        return name;
    }
}
