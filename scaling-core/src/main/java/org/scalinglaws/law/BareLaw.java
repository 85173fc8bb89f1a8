package org.scalinglaws.law;

import java.util.List;
import java.util.Map;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/** A law of which nothing else is known. */
record BareLaw(LossLaw law) implements KnownLaw {
    private static final Scope UNKNOWN = new Scope(Map.of(), Counting.TOTAL);

    @Override
    public List<Factor> factors() {
        return Recipe.asked(law::loss);
    }

    @Override
    public Scope scope() {
        return UNKNOWN;
    }

    @Override
    public List<Finding> caveats() {
        return law.caveats();
    }
}
