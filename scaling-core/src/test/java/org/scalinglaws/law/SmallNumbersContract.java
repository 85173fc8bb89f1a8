package org.scalinglaws.law;

import java.util.Map;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** The contract of families that take numbers of any kind, about one, and may rise with them. */
public abstract class SmallNumbersContract<L extends LossLaw> extends LawFamilyContract<L> {
    /** The factor that the laws read. */
    public static final Factor X = Factor.named("x");

    /** A second factor. */
    public static final Factor Z = Factor.named("z");

    /**
     * A contract for one family.
     *
     * @param family the family
     * @param typical the numbers of a usual law
     */
    protected SmallNumbersContract(LawFamily<L> family, double... typical) {
        super(family, typical);
    }

    /**
     * A recipe at a place; Z is 4.
     *
     * @param x X
     * @return the recipe
     */
    public static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    @Override
    protected Interval range(Factor factor) {
        return new Interval(0.5, 9);
    }

    @Override
    protected boolean lossFallsWith(Factor factor) {
        return false;
    }
}
