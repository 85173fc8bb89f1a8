package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.law.families.NamedFamily;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import tools.jackson.databind.JsonNode;

/** Families of every kind are fitted from a file to runs without noise, drawn from a law of it. */
@Tag("once")
class FitCommandFamiliesTest {
    private static final int RUNS = 60;

    @TempDir private Path folder;

    /**
     * A law to draw from. Numbers are near those that papers print for the form.
     *
     * @param asked what stands behind --law
     * @param values the parameters of the law
     * @param fixed how many of them the fit is given, the last ones, to be quick
     * @param ranges for each factor its least and greatest value, or its only values
     */
    record Truth(String asked, List<Double> values, int fixed, List<List<Double>> ranges) {
        @Override
        public String toString() {
            return asked;
        }
    }

    private static final List<Double> N = v(1e7, 1e10);
    private static final List<Double> D = v(1e9, 1e12);
    private static final List<Double> X = v(1, 1e4);
    private static final List<Double> BITS = v(4, 5, 6, 8, 12);
    private static final List<Double> EXPERTS = v(1, 2, 8, 32, 128);
    private static final List<Double> SHARES = v(0, 0.25, 0.5, 0.75, 0.9);

    static final List<Truth> TRUTHS =
            List.of(
                    truth("chinchilla", v(1.8, 480, 0.35, 2085, 0.37), 0, N, D),
                    truth("power:x", v(2, 3, 0.5), 0, X),
                    truth("power-without-floor:x", v(3, 0.1), 0, X),
                    truth("additive:x,y", v(2, 3, 0.5, 4, 0.3), 0, X, X),
                    truth("additive-without-floor:x,y", v(3, 0.1, 4, 0.5), 0, X, X),
                    truth("multiplicative:x,y", v(2, 3, 0.2, 0.3), 0, X, X),
                    truth("shifted-power:x", v(3, 0.01, 0.4), 0, X),
                    truth("saturating-power:x", v(1, 4, 0.5, 5, 0.6), 0, X),
                    truth("bnsl:1,x", v(1, 3, 0.1, 0.4, 100, 0.5), 0, X),
                    truth("exponential:x", v(1.5, 3, 0.5), 0, v(0.1, 20)),
                    truth("offset-power:x", v(1.5, 60, 40, 0.7), 0, X),
                    truth("offset-power-without-floor:x", v(60, 40, 0.7), 0, X),
                    truth("power-product:x,y", v(3, 0.4, -0.2), 0, X, X),
                    truth("power-product-offset:x,y", v(30, 2, 0.4, 0.2), 0, X, X),
                    truth("saturating-rise:x", v(0.9, 0.6, 0.3), 0, X),
                    truth("growing-exponential:x", v(1.5, 0.3, 0.1), 0, v(0.1, 20)),
                    truth("sigmoid:x", v(0.25, 0.6, 3, 10), 0, v(0.1, 20)),
                    truth("log-sigmoid:x", v(0.25, 0.6, 1.2, 100), 0, X),
                    truth("coupled", v(1.2, 3355, 0.408, 18186, 0.431, 0.452), 0, N, D),
                    truth("kaplan", v(6.4e13, 0.076, 1.8e13, 0.103), 0, N, D),
                    truth("kaplan-steps", v(6.5e13, 0.077, 2100, 0.76), 0, N, v(1e3, 1e6)),
                    truth("over-training", v(1.5, 141, 190, 0.121), 0, N, D),
                    truth(
                            "farseer",
                            v(-0.124, 0.123, 0.424, 88.01, -0.1, -6.287, -0.021, 0.169, -0.091),
                            3,
                            N,
                            D),
                    truth(
                            "data-constrained",
                            v(1.87, 521, 0.353, 1488, 0.353, 15.4, 5.3),
                            2,
                            N,
                            D,
                            v(1e8, 1e10)),
                    truth("quality:web,code", v(1.8, 480, 0.35, 2085, 0.37, 2.5), 0, N, D, D),
                    truth(
                            "transfer",
                            v(1e14, 0.076, 5e12, 0.1, 1.9e4, 0.18, 0.38),
                            3,
                            N,
                            v(1e5, 1e10)),
                    truth("routed", v(-0.082, -0.108, 0.009, 1.104, 1.86, 314), 2, N, EXPERTS),
                    truth(
                            "fine-grained",
                            v(0.47, 18.1, 0.115, 30.8, 0.147, 2.1, 0.58),
                            2,
                            N,
                            D,
                            v(1, 2, 4, 8, 16)),
                    truth(
                            "joint-experts",
                            v(
                                    35.9, -0.189, -0.2285, 0.0098, 36, -0.1775, 0.5529, -0.0259,
                                    1.36, 2.09, 290),
                            3,
                            N,
                            D,
                            EXPERTS),
                    truth(
                            "sparsity",
                            v(0.94, 16612, 0.596, 5455, 0.395, 0.46, -0.167, 17.3, 0.16, 0.16),
                            4,
                            N,
                            D,
                            SHARES),
                    truth(
                            "unified-sparsity",
                            v(0.57, 1.19, 8.26, 0.08, 3.57, 6325, 0.4),
                            0,
                            N,
                            D,
                            SHARES),
                    truth(
                            "precision",
                            v(2.76, 4299, 0.5, 18060, 0.5, 2.67, 0.3, 2.21, 1.41, 0.96, 2.42),
                            4,
                            N,
                            D,
                            BITS,
                            BITS,
                            BITS),
                    truth("quantization", v(0.06, 0.5, 0.34, 0.6), 0, N, D, v(3, 4, 5, 6)),
                    truth(
                            "vocabulary",
                            v(0.5, 8, 0.45, 2, 0.67, 8, 0.45),
                            1,
                            v(3e7, 1e9),
                            v(1e6, 1e8),
                            v(1e8, 1e10)),
                    truth(
                            "distillation",
                            v(2.5, 0.6, 1.3, 0.09, 2243, 0.32, 24181, 0.366, 0.764),
                            5,
                            N,
                            D,
                            v(1.8, 3.5)),
                    truth(
                            "optimizer:muon,soap",
                            v(1.8, 480, 0.35, 2085, 0.37, 1.2, 1.3, 1.1, 1.5),
                            3,
                            N,
                            D,
                            v(0, 1, 0),
                            v(0, 0, 1)),
                    truth("annealing", v(2.6, 0.5, 0.45, 0.8), 0, v(1e-2, 10), v(0, 0.05, 0.3)));

    @SafeVarargs
    private static Truth truth(
            String asked, List<Double> values, int fixed, List<Double>... ranges) {
        List<List<Double>> each = new ArrayList<>();
        for (List<Double> range : ranges) {
            each.add(range);
        }
        return new Truth(asked, values, fixed, each);
    }

    private static List<Double> v(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    /** FamilyCase of the fits holds every family to this; here every way of asking is enough. */
    @Test
    void everyWayOfAskingIsTried() {
        List<String> asked =
                TRUTHS.stream().map(truth -> truth.asked.replaceFirst(":.*", "")).toList();
        assertThat(
                        LawFamilies.all().stream()
                                .filter(family -> asked.contains(family.name()))
                                .map(NamedFamily::pattern))
                .containsAll(LawFamilies.all().stream().map(NamedFamily::pattern).toList());
    }

    @ParameterizedTest
    @FieldSource("TRUTHS")
    void theFamilyFitsRunsOfItsOwn(Truth truth) throws IOException {
        LawFamily<?> family = LawFamilies.parse(truth.asked);
        List<Parameter> parameters = family.parameters();
        List<String> options = new ArrayList<>(List.of("fit", write(family, truth)));
        options.addAll(List.of("--law", truth.asked, "--json", "--objective", "log-squares"));
        for (int i = parameters.size() - truth.fixed; i < parameters.size(); i++) {
            options.addAll(List.of("--fix", parameters.get(i).name() + "=" + truth.values.get(i)));
        }
        Answer answer = call(options.toArray(String[]::new));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        JsonNode json = answer.json();
        assertThat(List.copyOf(json.get("parameters").propertyNames()))
                .containsExactlyElementsOf(parameters.stream().map(Parameter::name).toList());
        assertThat(json.get("parameters").valueStream().allMatch(JsonNode::isNumber)).isTrue();
        assertThat(json.get("objective").get("sum").asDouble()).isLessThan(RUNS * 1e-8);
    }

    /** Even steps through every range, each at a pace of its own, so that no factor follows. */
    private String write(LawFamily<?> family, Truth truth) throws IOException {
        List<Factor> factors = List.copyOf(family.factors());
        LossLaw law = family.at(truth.values.stream().mapToDouble(Double::doubleValue).toArray());
        double[] paces = {0.754877666, 0.569840291, 0.819172513, 0.671043607, 0.549700478};
        List<String> lines = new ArrayList<>();
        lines.add(factors.stream().map(Factor::name).collect(Collectors.joining(",", "", ",loss")));
        for (int run = 1; run <= RUNS; run++) {
            Map<Factor, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < factors.size(); i++) {
                values.put(factors.get(i), place(truth.ranges.get(i), run, run * paces[i] % 1));
            }
            double loss = law.loss(Recipe.of(values));
            lines.add(
                    Stream.concat(values.values().stream(), Stream.of(loss))
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
        return Files.write(folder.resolve("runs.csv"), lines).toString();
    }

    /** Two values are ends, in equal ratios between; three from zero to one are taken in turn. */
    private static double place(List<Double> range, int run, double share) {
        if (range.size() == 2) {
            return range.get(0) * Math.pow(range.get(1) / range.get(0), share);
        }
        boolean inTurn = range.size() == 3 && range.contains(1.0);
        return range.get(inTurn ? run % 3 : (int) (share * range.size()));
    }
}
