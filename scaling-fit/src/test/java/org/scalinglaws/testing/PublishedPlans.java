package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.PlanRange;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;

/**
 * Plans that papers publish, each held against the 90 % interval that a forecast from the runs behind it
 * has at the same budget: which disagreements lie inside the doubt about the form.
 */
public final class PublishedPlans {
    /** The columns of a row. */
    public static final String COLUMNS =
            "runs,flops,decades,claim,params,tokens,bestParams,paramsFrom,paramsTo,"
                    + "bestTokens,tokensFrom,tokensTo,paramsInside,tokensInside";

    /** What Chinchilla was trained with. */
    public static final Compute CHINCHILLA = Compute.flops(5.76e23);

    /** What Llama 3 was. */
    public static final Compute LLAMA = Compute.flops(3.8e25);

    /** The setup of Porian et al. with everything mended. */
    public static final String TUNED = "tuned short const standard val";

    /** A paper's answer to a budget. */
    private record Claim(
            String name, ToDoubleFunction<Compute> params, ToDoubleFunction<Compute> tokens) {
        static Claim ofParams(String name, ToDoubleFunction<Compute> params) {
            return new Claim(
                    name, params, budget -> budget.flops() / 6 / params.applyAsDouble(budget));
        }

        static Claim ofTokens(String name, double tokens) {
            return new Claim(name, budget -> budget.flops() / 6 / tokens, budget -> tokens);
        }
    }

    private PublishedPlans() {}

    private static Claim law(String name, ChinchillaLaw law) {
        return Claim.ofParams(
                name, budget -> ComputeOptimal.of(law).plan(budget).model().parameters());
    }

    private static Claim kaplan() {
        return Claim.ofParams(
                "Kaplan et al.", budget -> AllocationRules.KAPLAN_2020.size(budget).parameters());
    }

    private static Claim secondApproach() {
        return Claim.ofParams(
                "Hoffmann et al. approach 2",
                budget -> AllocationRules.HOFFMANN_2022_APPROACH_2.size(budget).parameters());
    }

    private static Claim power(String name, double coefficient, double exponent) {
        return Claim.ofParams(name, budget -> coefficient * Math.pow(budget.flops(), exponent));
    }

    private static List<Claim> ofChinchilla() {
        return List.of(
                new Claim("Chinchilla as trained", budget -> 70e9, budget -> 1.4e12),
                law("Hoffmann et al. approach 3", PublishedLaws.HOFFMANN_2022.law()),
                secondApproach(),
                law("Besiroglu et al.", PublishedLaws.BESIROGLU_2024.law()),
                kaplan());
    }

    /** {@return the table without its head} */
    public static List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.addAll(
                rows(
                        "chinchilla",
                        SharedData.runs("chinchilla_epoch", "240"),
                        CHINCHILLA,
                        ofChinchilla()));
        rows.addAll(
                rows(
                        "chinchilla-isoflop",
                        SharedData.runs("isoflop_chinchilla_epoch", "all"),
                        CHINCHILLA,
                        ofChinchilla()));
        rows.addAll(
                rows(
                        "llama-3",
                        SharedData.runs("isoflop_llama3", "all"),
                        LLAMA,
                        List.of(
                                new Claim("Llama 3 as planned", c -> 402e9, c -> 16.55e12),
                                Claim.ofTokens("its parabolas without outliers", 9.8e12),
                                Claim.ofTokens("a law by squares", 10.2e12))));
        rows.addAll(ofPorian());
        return rows;
    }

    private static List<String> ofPorian() {
        return Stream.of(
                        porian("base long kaplan kaplan train", 4.50982e-08, 0.83376793),
                        porian("base long kaplan standard val", 1.61058e-05, 0.70089920),
                        porian("base short kaplan standard val", 0.00134216, 0.60352776),
                        porian("base short chinchilla standard val", 0.00478143, 0.57142489),
                        porian(TUNED, 0.118199, 0.49702880))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The runs of one setup of Porian et al.
     *
     * @param setup its hparams, warmup, decay, param_count and eval
     * @return the runs
     */
    public static Dataset porian(String setup) {
        List<String> columns = List.of("hparams", "warmup", "decay", "param_count", "eval");
        List<String> values = List.of(setup.split(" ", -1));
        Dataset runs = SharedData.runs("porian_isoflop", "all");
        for (int i = 0; i < columns.size(); i++) {
            runs = runs.where(columns.get(i), values.get(i));
        }
        return runs;
    }

    /** A decade beyond the runs, and at the budget of Chinchilla. */
    private static List<String> porian(String setup, double coefficient, double exponent) {
        Dataset runs = porian(setup);
        Claim own = power("Porian et al.", coefficient, exponent);
        List<Claim> claims = List.of(own, secondApproach(), kaplan());
        double top =
                runs.stream()
                        .mapToDouble(run -> run.recipe().compute().flops())
                        .max()
                        .orElseThrow();
        List<String> rows = new ArrayList<>();
        for (Compute budget : List.of(Compute.flops(10 * top), CHINCHILLA)) {
            rows.addAll(rows("porian " + setup, runs, budget, claims));
        }
        return rows;
    }

    private static List<String> rows(
            String name, Dataset runs, Compute budget, List<Claim> claims) {
        Forecast forecast = Forecast.of(runs).at(budget);
        PlanRange plan = forecast.plan().orElseThrow();
        List<String> rows = new ArrayList<>();
        for (Claim claim : claims) {
            double params = claim.params.applyAsDouble(budget);
            double tokens = claim.tokens.applyAsDouble(budget);
            rows.add(
                    String.format(
                            Locale.ROOT,
                            "%s,%.4g,%.2f,%s,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%s,%s",
                            name,
                            budget.flops(),
                            forecast.distance().flops(),
                            claim.name,
                            params,
                            tokens,
                            forecast.recipe().model().parameters(),
                            plan.params().lower(),
                            plan.params().upper(),
                            forecast.recipe().tokens().count(),
                            plan.tokens().lower(),
                            plan.tokens().upper(),
                            plan.params().contains(params),
                            plan.tokens().contains(tokens)));
        }
        return rows;
    }
}
