package org.scalinglaws.law.curve;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.curve.Drops.Accuracy;
import org.scalinglaws.law.curve.MultiPowerLaw.Curves;
import org.scalinglaws.recipe.Factor;

/** The multi-power laws along given schedules. */
final class MultiPowerFamily implements LawFamily<Curves> {
    /** Above these a drop of the rate saves at once or never, and numbers overflow. */
    private static final double STEEPEST = 5;

    static final List<Parameter> PARAMETERS =
            List.of(
                    MultiPowerLaw.limit(),
                    Parameter.positive("A", "scale of the area's term, nats per token"),
                    Parameter.exponent("alpha", "exponent of the area"),
                    Parameter.positive("B", "nats that a drop of the rate by 1 saves"),
                    Parameter.positive("C", "how fast a drop of the rate saves"),
                    Parameter.exponent("beta", "exponent of what a drop has yet to save")
                            .within(0, STEEPEST),
                    Parameter.exponent("gamma", "exponent of the rate").within(0, STEEPEST));

    private static final int C = 4;
    private static final int GAMMA = 6;

    private final List<Schedule> schedules;
    private final List<Drops> drops;

    private final Accuracy accuracy;
    private final double peak;
    private final double area;

    MultiPowerFamily(List<Schedule> schedules) {
        this(
                new Curves(new MultiPowerLaw(0, 0, 0, 0, 0, 0, 0), schedules).schedules(),
                Accuracy.FULL);
    }

    private MultiPowerFamily(List<Schedule> schedules, Accuracy accuracy) {
        this.schedules = schedules;
        this.accuracy = accuracy;
        this.drops = schedules.stream().map(schedule -> new Drops(schedule, accuracy)).toList();
        this.peak = schedules.stream().mapToDouble(Schedule::peak).max().orElse(0);
        this.area = schedules.stream().mapToDouble(each -> each.area(each.steps())).max().orElse(0);
    }

    @Override
    public LawFamily<Curves> forSearch() {
        return accuracy == Accuracy.ROUGH ? this : new MultiPowerFamily(schedules, Accuracy.ROUGH);
    }

    @Override
    public String name() {
        return "multi-power";
    }

    @Override
    public String formula() {
        return "loss = L0 + A / S^alpha - B * sum_k (rate_k-1 - rate_k)"
                + " * (1 - (1 + C * S_k / rate_k^gamma)^(-beta))";
    }

    @Override
    public List<Factor> factors() {
        return schedules.size() == 1
                ? List.of(MultiPowerLaw.STEP)
                : List.of(MultiPowerLaw.STEP, MultiPowerLaw.SCHEDULE);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Curves at(double... v) {
        if (v.length != PARAMETERS.size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "law '%s' has %d parameters, got %d numbers",
                            name(), PARAMETERS.size(), v.length));
        }
        return new Curves(new MultiPowerLaw(v[0], v[1], v[2], v[3], v[4], v[5], v[6]), schedules);
    }

    @Override
    public double[] values(Curves curves) {
        MultiPowerLaw law = curves.law();
        return new double[] {
            law.l0(), law.a(), law.alpha(), law.b(), law.c(), law.beta(), law.gamma()
        };
    }

    @Override
    public Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        return new MultiPowerSum(columns, schedules, drops);
    }

    /** C counted in what makes a drop at the peak save half of its worth or so by the end. */
    @Override
    public double[] place(double... values) {
        double[] placed = LawFamily.super.place(values);
        if (peak > 0 && area > 0) {
            placed[C] *= Math.pow(peak, placed[GAMMA]) / area;
        }
        return placed;
    }

    @Override
    public List<Integer> coefficients() {
        return List.of(0, 1, 3);
    }

    @Override
    public String toString() {
        return name();
    }
}
