package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.families.LawFamilies;

/** The door for hands: {@code Scaling.fit("runs.csv")}. */
public final class Scaling {
    private Scaling() {}

    /**
     * Fits the Chinchilla law to the runs of a file.
     *
     * @param file a table that {@link Dataset#readCsv(Path)} reads
     * @return the fit with all that is asked of one
     * @throws org.scalinglaws.data.DataException when the file is absent or a cell breaks a rule
     * @throws org.scalinglaws.problem.NoFitException when there are fewer runs than parameters
     */
    public static Answer<ChinchillaLaw> fit(String file) {
        return fit(Dataset.readCsv(requireNonNull(file, "file")));
    }

    /**
     * Fits the Chinchilla law.
     *
     * @param runs what was observed
     * @return the fit with all that is asked of one
     * @throws org.scalinglaws.data.DataException when a run lacks N or D
     * @throws org.scalinglaws.problem.NoFitException when there are fewer runs than parameters
     */
    public static Answer<ChinchillaLaw> fit(Dataset runs) {
        return fit(runs, ChinchillaLaw.FAMILY);
    }

    /**
     * Fits a law by its name: {@code Scaling.fit(runs, "power:params")}.
     *
     * @param runs what was observed
     * @param law a name that {@link LawFamilies#parse(String)} knows
     * @return the fit with all that is asked of one
     * @throws IllegalArgumentException when there is no such law
     * @throws org.scalinglaws.data.DataException when a run lacks a factor that the law reads
     * @throws org.scalinglaws.problem.NoFitException when there are fewer runs than parameters
     */
    public static Answer<?> fit(Dataset runs, String law) {
        requireNonNull(runs, "runs");
        return fit(runs, LawFamilies.parse(requireNonNull(law, "law")));
    }

    /**
     * Fits a law of a family.
     *
     * @param runs what was observed
     * @param family the laws to choose from
     * @param <L> the type of the laws
     * @return the fit with all that is asked of one
     * @throws org.scalinglaws.data.DataException when a run lacks a factor that the law reads
     * @throws org.scalinglaws.problem.NoFitException when there are fewer runs than parameters
     */
    public static <L extends LossLaw> Answer<L> fit(Dataset runs, LawFamily<L> family) {
        requireNonNull(runs, "runs");
        return Answer.of(Fitter.of(requireNonNull(family, "family")).fit(runs));
    }
}
