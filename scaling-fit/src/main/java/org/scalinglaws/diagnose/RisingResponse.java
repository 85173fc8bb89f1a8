package org.scalinglaws.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.problem.Response;
import org.scalinglaws.recipe.Factor;

/** Was it the runs that said that the response rises? */
final class RisingResponse implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<Factor> factors = fit.problem().family().factors();
        Response stated = fit.problem().response();
        boolean found = stated == Response.AS_SEEN && stated.of(runs, factors) == Response.RISES;
        return found
                ? Response.strongest(runs, factors)
                        .map(
                                trend ->
                                        Finding.note(
                                                CheckName.RESPONSE,
                                                String.format(
                                                        Locale.ROOT,
                                                        "%s rises with %s in these runs (rank"
                                                                + " correlation %.2f): it is taken"
                                                                + " for a response that rises",
                                                        runs.lossColumn(),
                                                        trend.factor().name(),
                                                        trend.correlation())))
                : Optional.empty();
    }
}
