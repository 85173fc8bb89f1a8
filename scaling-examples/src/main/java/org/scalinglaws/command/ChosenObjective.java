package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import picocli.CommandLine.Option;

/** The options that say what a fit makes small, and which parameters it may not choose. */
final class ChosenObjective {
    @Option(
            names = "--fix",
            paramLabel = "NAME=VALUE",
            description = "Give a parameter its value: alpha=0.5. May be given again.")
    private List<String> fixed = new ArrayList<>();

    @Option(
            names = "--tie",
            paramLabel = "NAME=NAME",
            description =
                    "Make a parameter follow another: in beta=alpha beta follows. May be given"
                            + " again.")
    private List<String> tied = new ArrayList<>();

    @Option(
            names = "--objective",
            defaultValue = "log-huber:1e-3",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description =
                    "What a fit makes small: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless"
                            + " said.")
    private String objective = "";

    /** The names of the library's objectives, for the help and for a shell that completes them. */
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Objective.names().iterator();
        }
    }

    <L extends LossLaw> Fitter<L> fitter(LawFamily<L> family) {
        Fitter<L> fitter = Fitter.of(family).withObjective(Objective.parse(objective));
        Map<String, Double> values =
                Assignment.parseAll(
                        "--fix",
                        "NAME=VALUE",
                        fixed,
                        (name, value) -> Decimal.parse("fixed " + name, value));
        for (Map.Entry<String, Double> given : values.entrySet()) {
            fitter = fitter.withFixed(given.getKey(), given.getValue());
        }
        Map<String, String> leaders =
                Assignment.parseAll("--tie", "NAME=NAME", tied, (follower, leader) -> leader);
        for (Map.Entry<String, String> tie : leaders.entrySet()) {
            fitter = fitter.withTied(tie.getKey(), tie.getValue());
        }
        return fitter;
    }
}
