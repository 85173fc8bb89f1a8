package org.scalinglaws.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.Choice;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.picture.Picture;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Answer;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.Scaling;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.select.Selection;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

class ShownTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Compute BUDGET = Compute.flops(1e21);
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            LAW,
                            Stream.of(1e18, 4e18, 1.6e19, 6.4e19).map(Compute::flops).toList(),
                            7,
                            4)
                    .withNoise(0.003)
                    .dataset();
    private static final Answer<ChinchillaLaw> ANSWER = Scaling.fit(RUNS);

    /** Tables and pictures of each kind of answer. */
    private record Parts(Object answer, int tables, int pictures) {}

    private static Map<String, Parts> answers() {
        Fit<ChinchillaLaw> fit = ANSWER.fit();
        IsoFlop study = IsoFlop.of(RUNS);
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(50, 1).of(fit);
        Forecaster forecaster = Forecast.of(RUNS);
        PlotTable drawn = Plots.residuals(fit, Factor.TOKENS);
        Plan plan = ANSWER.plan(1e21);
        Map<String, Recipe> candidates =
                Map.of("small", Recipe.of(1e9, 1e11), "large", Recipe.of(4e9, 2.5e10));

        Map<String, Parts> all = new LinkedHashMap<>();
        all.put("answer", new Parts(ANSWER, 2, 1));
        all.put("fit", new Parts(fit, 2, 1));
        all.put("ensemble", new Parts(ensemble, 1, 1));
        all.put("plan", new Parts(plan, 2, 1));
        all.put("plans", new Parts(List.of(plan, ANSWER.plan(1e20)), 2, 1));
        all.put("findings", new Parts(plan.findings(), 1, 0));
        all.put("forecast", new Parts(forecaster.at(BUDGET), 2, 0));
        all.put("checklist", new Parts(forecaster.checklist(), 1, 0));
        all.put("sweep", new Parts(study.sweep(), 1, 1));
        all.put("study", new Parts(study, 1, 1));
        all.put("comparison", new Parts(SideBySide.of(study, BUDGET), 3, 1));
        all.put("audit", new Parts(Audit.of(study, BUDGET), 0, 1));
        all.put("selection", new Parts(Selection.of(forecaster.rollOut()), 1, 0));
        all.put("roll-out", new Parts(forecaster.rollOut(), 0, 1));
        all.put("choice", new Parts(Choice.of(ensemble, 0.9, candidates), 0, 1));
        all.put("decision", new Parts(decision(), 0, 1));
        all.put("plot table", new Parts(drawn, 0, 1));
        all.put("picture", new Parts(Picture.of(drawn), 0, 1));
        all.put("text table", new Parts(drawn.table(), 1, 0));
        all.put("law", new Parts(LAW, 0, 0));
        all.put("number", new Parts(2.5, 0, 0));
        return all;
    }

    private static Object decision() {
        return ConstrainedOptimal.of(LAW).limit(Resource.trainingCompute(), 1e22).leastLoss();
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerHasItsTablesAndPictures() {
        return answers().entrySet().stream()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.getKey(), () -> checkParts(each.getValue())));
    }

    private static void checkParts(Parts parts) {
        Shown shown = Shown.of(parts.answer());
        assertThat(shown.tables()).hasSizeGreaterThanOrEqualTo(parts.tables());
        assertThat(shown.tables().isEmpty()).isEqualTo(parts.tables() == 0);
        assertThat(shown.pictures()).hasSize(parts.pictures());
        assertThat(shown.html().split("<table>", -1)).hasSize(shown.tables().size() + 1);
        assertThat(shown.page().split("<svg ", -1)).hasSize(shown.pictures().size() + 1);
        assertThat(shown.page()).startsWith(shown.html());
    }

    @Test
    void whateverHasTablesOrPicturesIsAKindThatANotebookShowsByItself() {
        answers().values().stream()
                .filter(parts -> parts.tables() + parts.pictures() > 0)
                .filter(parts -> !(parts.answer() instanceof List))
                .forEach(
                        parts ->
                                assertThat(Shown.kinds())
                                        .anyMatch(kind -> kind.isInstance(parts.answer())));
    }

    @Test
    void everyValueIsShownAndNoneRuns() {
        String evil = "<script>alert(\"1 & 2\")</script>";
        String safe = "&#60;script&#62;alert(&#34;1 &#38; 2&#34;)&#60;/script&#62;";
        TextTable table = TextTable.of("%s %s").row(evil, "x").row("1", evil);
        assertThat(Shown.of(table).html()).contains("<th>" + safe).doesNotContain("<script");
        assertThat(Shown.of(evil).html()).contains(safe).doesNotContain("<script");
        PlotTable drawn =
                new PlotTable(
                        evil,
                        PlotTable.Axis.linear(evil),
                        PlotTable.Axis.linear("y"),
                        List.of(PlotTable.Row.of(evil, PlotTable.Mark.POINT, 1, 2)));
        assertThat(Shown.of(drawn).page()).startsWith("<svg ").doesNotContain("<script");
    }

    @Test
    void numbersStandToTheRightAndWordsToTheLeft() {
        TextTable table =
                TextTable.of("%s %s %s")
                        .row("name", "value", "told")
                        .row("alpha", "0.34", "1 of many words that fill a line")
                        .row("beta", "");
        assertThat(Shown.of(table).html())
                .isEqualTo(
                        "<table><thead><tr><th style=\"text-align: left\">name</th><th>value</th>"
                                + "<th style=\"text-align: left\">told</th></tr></thead>\n"
                                + "<tbody><tr><td style=\"text-align: left\">alpha</td><td>0.34</td>"
                                + "<td style=\"text-align: left\">1 of many words that fill a line</td>"
                                + "</tr>\n<tr><td style=\"text-align: left\">beta</td><td></td>"
                                + "<td style=\"text-align: left\"></td></tr></tbody></table>");
    }

    @Test
    void aColumnOfNothingIsLeftOut() {
        TextTable table = TextTable.of("%s %s %s").row("x", "", "y").row("1", "", "2");
        assertThat(Shown.of(table).html())
                .isEqualTo(
                        "<table><thead><tr><th>x</th><th>y</th></tr></thead>\n"
                                + "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>");
    }

    @Test
    void aListThatIsShownAsTextHasALineForEach() {
        assertThat(Shown.of(List.of(1, "two")).text()).isEqualTo("1\ntwo");
    }

    @Test
    void whatIsNoSweepIsDrawnOffItsLaw() {
        Dataset scattered =
                SimulatedRuns.of(
                                LAW,
                                Stream.iterate(1.0, at -> at * 1.7)
                                        .limit(12)
                                        .map(at -> Recipe.of(1e7 * at, 1e9 * Math.sqrt(at) * at))
                                        .toList())
                        .withNoise(0.003)
                        .dataset();
        Picture picture = Shown.of(Scaling.fit(scattered, "power:flops")).pictures().get(0);
        assertThat(picture.table().title()).isEqualTo("Runs off the law, against flops");
    }
}
