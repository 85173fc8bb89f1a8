package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.PowerProductLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.law.single.OffsetPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;

/**
 * A family that is part of a larger one: each of its laws is a law of the larger family too.
 *
 * @param smaller the family inside
 * @param larger the numbers of the same law in the larger family
 */
public record SmallerLaw(LawFamily<?> smaller, Numbers larger) {
    /** Turns the numbers of a law into those of the same law in another family. */
    public interface Numbers {
        /**
         * The numbers in the larger family.
         *
         * @param values the numbers in the smaller one
         * @return new numbers
         */
        double[] of(double... values);
    }

    /**
     * The families inside a family.
     *
     * @param family the larger one
     * @return the smaller ones, none where no other family of the catalogue lies in it
     */
    public static List<SmallerLaw> inside(LawFamily<?> family) {
        Factor first = family.factors().get(0);
        Factor[] factors = family.factors().toArray(Factor[]::new);
        LawFamily<?> power = PowerLaw.family(first);
        LawFamily<?> bare = PowerLaw.familyWithoutFloor(first);
        return switch (family.name()) {
            case "power" -> List.of(new SmallerLaw(bare, SmallerLaw::withoutFloor));
            case "chinchilla" -> ofOneFactor();
            case "coupled" -> chinchilla(1);
            case "optimizer" -> chinchilla(1, 1);
            case "quality" -> chinchilla(0);
            case "fine-grained" -> chinchilla(0, 1);
            case "sparsity" -> chinchilla(0, 0, 0, 0, 0);
            case "joint-experts" ->
                    List.of(
                            new SmallerLaw(
                                    ChinchillaLaw.FAMILY,
                                    v -> row(v[1], -v[2], 0, 0, v[3], -v[4], 0, 0, v[0], 1, 100)));
            case "routed" ->
                    List.of(new SmallerLaw(bare, v -> row(-v[1], 0, 0, Math.log10(v[0]), 1, 100)));
            case "additive" ->
                    List.of(
                            new SmallerLaw(
                                    AdditivePowerLaw.familyWithoutFloor(factors),
                                    SmallerLaw::withoutFloor));
            case "vocabulary" ->
                    List.of(
                            new SmallerLaw(
                                    AdditivePowerLaw.familyWithoutFloor(first, factors[2]),
                                    SmallerLaw::vocabulary));
            case "power-product-offset" ->
                    List.of(
                            new SmallerLaw(
                                    PowerProductLaw.family(factors), SmallerLaw::withoutFloor));
            case "shifted-power" -> List.of(new SmallerLaw(bare, v -> row(v[0], 0, v[1])));
            case "offset-power-without-floor" ->
                    List.of(new SmallerLaw(bare, v -> row(v[0], 0, v[1])));
            case "offset-power" ->
                    List.of(
                            new SmallerLaw(power, v -> row(v[0], v[1], 0, v[2])),
                            new SmallerLaw(
                                    OffsetPowerLaw.familyWithoutFloor(first),
                                    SmallerLaw::withoutFloor));
            case "annealing" -> List.of(new SmallerLaw(power, v -> row(v[0], v[1], v[2], 0)));
            case "farseer" ->
                    List.of(
                            new SmallerLaw(
                                    PowerLaw.family(Factor.TOKENS),
                                    v -> row(0, 0, log(v[2]), 0, 0, log(v[1]), 0, 0, log(v[0]))));
            case "broken-power-1" ->
                    List.of(new SmallerLaw(power, v -> row(v[0], v[1], v[2], 0, 50, 1)));
            default -> broken(family.name(), first);
        };
    }

    /** This family counts parameters in millions and tokens in billions. */
    private static double[] vocabulary(double... v) {
        double model = v[0] * Math.pow(1e6, -v[1]);
        return row(0, model, v[1], 0, 0, v[2] * Math.pow(1e9, -v[3]), v[3]);
    }

    /** A broken power law has the one with a break fewer inside. */
    private static List<SmallerLaw> broken(String name, Factor factor) {
        List<SmallerLaw> inside = new ArrayList<>();
        if (name.startsWith("broken-power-")) {
            int breaks = Integer.parseInt(name.substring("broken-power-".length()));
            inside.add(
                    new SmallerLaw(
                            BrokenPowerLaw.family(factor, breaks - 1), v -> longer(v, 0, 50, 1)));
        }
        return inside;
    }

    private static List<SmallerLaw> ofOneFactor() {
        return List.of(
                new SmallerLaw(
                        PowerLaw.family(Factor.PARAMETERS), v -> row(v[0], v[1], v[2], 0, 0)),
                new SmallerLaw(PowerLaw.family(Factor.TOKENS), v -> row(v[0], 0, 0, v[1], v[2])));
    }

    private static List<SmallerLaw> chinchilla(double... further) {
        return List.of(new SmallerLaw(ChinchillaLaw.FAMILY, values -> longer(values, further)));
    }

    private static double[] withoutFloor(double... values) {
        return longer(new double[] {0}, values);
    }

    private static double[] row(double... values) {
        return values;
    }

    /** A floor or slope of zero has no logarithm: as low as the larger family goes. */
    private static double log(double value) {
        return Math.max(-10, Math.log(value));
    }

    private static double[] longer(double[] values, double... further) {
        return DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(further)).toArray();
    }

    /**
     * The best law of the smaller family, by its numbers in the larger one.
     *
     * @param objective what to make small
     * @param runs what was observed
     * @return the numbers
     */
    public double[] best(Objective objective, Dataset runs) {
        return larger.of(values(smaller, objective, runs));
    }

    private static <S extends LossLaw> double[] values(
            LawFamily<S> family, Objective objective, Dataset runs) {
        return family.values(Fitter.of(family).withObjective(objective).fit(runs).law());
    }
}
