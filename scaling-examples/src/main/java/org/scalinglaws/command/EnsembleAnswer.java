package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Ensemble;

/** What an ensemble adds to the answer of the command {@code fit}. */
record EnsembleAnswer<L extends LossLaw>(
        Fit<L> fit,
        Ensemble<L> ensemble,
        String method,
        long seed,
        double level,
        double seconds,
        @Nullable Path file) {
    String summary() {
        return Report.summary(fit, ensemble, level);
    }

    FitDoubt<L> doubt() {
        return FitDoubt.of(fit, ensemble, level);
    }

    List<Finding> findings() {
        return ensemble.findings(fit);
    }

    /** Where the laws are; nothing when they were not written. */
    String saved() {
        return file == null
                ? ""
                : String.format("wrote %d laws to %s", ensemble.replicates().size(), file);
    }

    Map<String, Object> bootstrapJson() {
        Map<String, @Nullable Double> errors = new LinkedHashMap<>();
        eachNumber((name, number) -> errors.put(name, error(number)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", method);
        json.put("seed", seed);
        json.put("replicates", ensemble.requested());
        json.put("failed", ensemble.failures().size());
        json.put("otherBasin", ensemble.otherBasins());
        json.put("seconds", seconds);
        json.put("standardErrors", errors);
        return json;
    }

    /** As elsewhere, what has no error, because it is fixed, has null. */
    private @Nullable Double error(ToDoubleFunction<L> number) {
        double error = ensemble.standardError(number);
        return error > 0 ? Json.number(error) : null;
    }

    /** The parameters of the law, then the numbers derived from them. */
    private void eachNumber(BiConsumer<String, ToDoubleFunction<L>> reader) {
        LawFamily<L> family = fit.problem().family();
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            int own = place++;
            reader.accept(parameter.name(), law -> family.values(law)[own]);
        }
        family.derived().forEach(reader);
    }
}
