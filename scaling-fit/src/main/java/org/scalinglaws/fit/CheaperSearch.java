package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solver;

/** A search among cheaper laws, nearly the same, and descents from where its best ends are. */
record CheaperSearch<L extends LossLaw>(Search<L> search, FitProblem<L> nearly) {
    /** So many ends are gone on from. */
    private static final int CLOSE = 3;

    private static final double NEARLY_AS_LOW = 1e-3;

    private static final int BRIEFLY = 100;

    /** Judged by the laws that were asked for; none where the cheaper ones exist nowhere. */
    List<Descent> ends() {
        List<Descent> ends =
                search.hard()
                        ? new ProjectedSearch<>(nearly).ends(search.thorough())
                        : new Search<>(nearly, search.solver(), search.thorough()).descents();
        if (ends.isEmpty()) {
            return ends;
        }
        List<Descent> near = search.merge(ends, search.ownFloor());
        double worst = near.get(0).value() + NEARLY_AS_LOW * Math.abs(near.get(0).value());
        List<Descent> judged = new ArrayList<>(List.of(search.near(near.get(0), search.solver())));

        Cost own = search.runs().cost(search.problem().objective());

        // Another end must show first that it is worth the way.
        for (Descent end : near.subList(1, near.size())) {
            if (judged.size() >= CLOSE || end.value() > worst) {
                judged.add(search.valued(own, end));
            } else {
                Descent brief = search.near(end, Solver.trustRegion(BRIEFLY, Search.ENOUGH));
                boolean lower = brief.value() < judged.get(0).value();
                judged.add(lower ? search.near(brief, search.solver()) : brief);
            }
        }
        return judged;
    }
}
