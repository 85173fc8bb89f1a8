package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Response;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;

/**
 * A fit as JSON: the law, what it was fitted to and by what rule, where the search ended, and the runs
 * themselves, so that everything can be asked of it that can be asked of the fit.
 *
 * @param family reads the law; by its name unless the family is given
 */
record FitJson(Families family) implements JsonForm<Fit<?>> {
    static final FitJson FORM = new FitJson(FitJson::named);

    private static final int VERSION = 1;

    /** The family that a fit names. */
    @FunctionalInterface
    interface Families {
        LawFamily<?> of(JsonPlace name);
    }

    private static LawFamily<?> named(JsonPlace name) {
        return LawFamilies.parse(name.text());
    }

    @Override
    public JsonValue write(Fit<?> fit) {
        requireNonNull(fit, "thing");
        return write(fit, fit.problem().family());
    }

    private static JsonValue write(Fit<?> fit, LawFamily<?> family) {
        FitProblem<?> problem = fit.problem();
        Solution solution = fit.solution();
        Restrictions held = problem.restrictions();
        JsonValue runs = Dataset.json().write(problem.runs());
        return JsonMembers.of("fit", VERSION)
                .with("library", library())
                .with("family", LawFamilies.nameOf(family).orElse(family.name()))
                .with("law", family.name())
                .with("formula", family.formula())
                .with("rows", problem.runs().size())
                .with("lossColumn", problem.runs().lossColumn())
                .with("counting", problem.runs().counting().toString())
                .with("parameters", numbers(fit), JsonMembers::number)
                .with("objective", objective(fit))
                // What decides which law is best, so that the problem can be stated again.
                .with("bounds", held.bounds(), FitJson::ends)
                .with("fixed", held.fixed(), JsonMembers::number)
                .with("tied", held.tied(), JsonString::new)
                .with("response", problem.response().name())
                // Where the search ended, what it means, and the runs themselves.
                .with("stop", solution.stop().name())
                .with("evaluations", solution.evaluations())
                .with("startsAgreeing", agreeing(solution))
                .with("search", search(solution))
                .with("range", ranges(fit.scope()), FitJson::ends)
                .with("residuals", fit.residuals())
                .with("checked", fit.isChecked())
                .with("findings", fit.caveats(), Finding.json()::write)
                .with("runsHash", hash(runs))
                .with("runs", runs)
                .object();
    }

    private static String library() {
        String version = FitJson.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static JsonValue objective(Fit<?> fit) {
        Objective objective = fit.problem().objective();
        JsonMembers minimised =
                new JsonMembers().with("name", objective.name()).with("sum", fit.objective());
        return objective.fitsScale()
                ? minimised.with("logLikelihood", -fit.objective()).object()
                : minimised.object();
    }

    private static JsonValue agreeing(Solution solution) {
        return new JsonMembers()
                .with("best", solution.startsAgreeing())
                .with("tried", solution.starts())
                .object();
    }

    private static Map<String, Interval> ranges(Scope scope) {
        Map<String, Interval> ranges = new LinkedHashMap<>();
        scope.ranges().forEach((factor, range) -> ranges.put(factor.name(), range));
        return ranges;
    }

    /** Tells whether somebody has changed the runs since. */
    private static String hash(JsonValue runs) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(runs.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    private static <L extends LossLaw> Map<String, Double> numbers(Fit<L> fit) {
        LawFamily<L> family = fit.problem().family();
        double[] values = family.values(fit.law());
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Parameter parameter : family.parameters()) {
            numbers.put(parameter.name(), values[numbers.size()]);
        }
        return numbers;
    }

    private static JsonValue ends(Interval interval) {
        return JsonMembers.numbers(new double[] {interval.lower(), interval.upper()});
    }

    private static JsonValue search(Solution solution) {
        return new JsonMembers()
                .with("stop", solution.stop().name())
                .with("evaluations", solution.evaluations())
                .with("point", solution.point())
                .with("value", solution.value())
                .with("gradientNorm", solution.gradientNorm())
                .with("basins", solution.basins(), FitJson::basin)
                .object();
    }

    private static JsonValue basin(Basin basin) {
        return new JsonMembers()
                .with("value", basin.value())
                .with("starts", basin.starts())
                .object();
    }

    @Override
    public Fit<?> read(JsonPlace json) {
        requireNonNull(json, "json");
        json.require("fit", VERSION);
        return read(json, family.of(json.get("family")));
    }

    private static <L extends LossLaw> Fit<L> read(JsonPlace json, LawFamily<L> family) {
        JsonPlace runs = json.get("runs");
        if (!hash(runs.value()).equals(json.get("runsHash").text())) {
            throw new IllegalArgumentException(
                    "the runs are not those that the law was fitted to: runsHash is of others");
        }
        FitProblem<L> problem =
                FitProblem.of(
                        family,
                        Dataset.json().read(runs),
                        Objective.parse(json.get("objective").get("name").text()),
                        restrictions(json),
                        json.get("response").constant(Response.class));

        // The law by its own numbers, not by the point: they keep every bit.
        JsonPlace numbers = json.get("parameters");
        double[] values =
                family.parameters().stream()
                        .mapToDouble(parameter -> numbers.get(parameter.name()).number())
                        .toArray();
        // What is said about a plan or a prediction beside the fit is no caveat of the fit.
        List<Finding> findings =
                json.get("findings").items().stream()
                        .filter(finding -> finding.find("about").isEmpty())
                        .map(Finding.json()::read)
                        .toList();
        Solution solution = solution(json.get("search"));
        int coordinates =
                problem.coordinates().dimension() + (problem.objective().fitsScale() ? 1 : 0);
        if (solution.point().length != coordinates) {
            throw json.get("search").get("point").wrong("an array of " + coordinates + " numbers");
        }
        return new Fit<>(
                family.at(values),
                problem,
                solution,
                Solver.trustRegion(),
                findings,
                json.get("checked").flag());
    }

    private static Restrictions restrictions(JsonPlace json) {
        Map<String, Interval> bounds = new LinkedHashMap<>();
        json.get("bounds").members().forEach((name, ends) -> bounds.put(name, interval(ends)));
        Map<String, Double> fixed = new LinkedHashMap<>();
        json.get("fixed").members().forEach((name, value) -> fixed.put(name, value.number()));
        Map<String, String> tied = new LinkedHashMap<>();
        json.get("tied").members().forEach((name, leader) -> tied.put(name, leader.text()));
        return new Restrictions(bounds, fixed, tied);
    }

    private static Interval interval(JsonPlace ends) {
        double[] both = ends.numbers();
        if (both.length != 2) {
            throw ends.wrong("an array of two numbers");
        }
        return new Interval(both[0], both[1]);
    }

    private static Solution solution(JsonPlace search) {
        List<Basin> basins =
                search.get("basins").items().stream()
                        .map(
                                basin ->
                                        new Basin(
                                                basin.get("value").number(),
                                                basin.get("starts").whole()))
                        .toList();
        return new Solution(
                search.get("point").numbers(),
                search.get("value").number(),
                search.get("gradientNorm").number(),
                search.get("stop").constant(Stop.class),
                search.get("evaluations").whole(),
                basins);
    }
}
