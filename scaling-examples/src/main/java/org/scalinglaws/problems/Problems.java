package org.scalinglaws.problems;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All worked problems by theme, in the order in which to read them. */
public final class Problems {
    private static final String QUESTIONS = "questions.properties";
    private static final Map<String, List<Class<?>>> THEMES = new LinkedHashMap<>();

    static {
        theme(
                "Counting: parameters, tokens, FLOP",
                TrainingFlops.class,
                TokensForACompute.class,
                Undertraining.class,
                TwentyTokensAParameter.class,
                BudgetToModelSize.class,
                TransformerParameters.class,
                EffectiveTokens.class,
                ServingCost.class);
        theme(
                "Laws and fits",
                SizeAndData.class,
                WrongSign.class,
                KnownFloor.class,
                SizeLossTable.class,
                TrainingTrace.class,
                LossDecay.class,
                LargestResidual.class,
                TrainAndValidation.class,
                ThresholdArtefact.class,
                LawsDisagree.class);
        theme(
                "Splitting a budget",
                IsoFlopSearch.class,
                SplitABudget.class,
                HowMuchCompute.class,
                WrongSize.class,
                OneBudgetManySizes.class,
                SameLossSmallerModel.class,
                NextFlop.class,
                SpendTheNextFlop.class,
                FollowKaplan.class,
                CountTheAttention.class);
        theme(
                "Planning under limits",
                LimitedData.class,
                MixedSources.class,
                ManyServedTokens.class,
                WhichLimitBinds.class,
                PriceOfALoss.class);
        theme(
                "IsoFLOP sweeps",
                LayOutASweep.class,
                SpoiltSweep.class,
                EnvelopeOfCurves.class,
                ParabolasOfBudgets.class,
                BiasOfParabolas.class,
                LawOfASweep.class,
                ThreeApproaches.class,
                WhatTheAnswerHangsOn.class);
        theme(
                "Intervals",
                SandwichIntervals.class,
                GaussNewtonIntervals.class,
                ProfileLikelihoodIntervals.class,
                JackknifeIntervals.class,
                PairsBootstrap.class,
                BasicBootstrap.class,
                BcaBootstrap.class,
                ResidualBootstrap.class,
                WildBootstrap.class,
                ParametricBootstrap.class,
                ClusterBootstrap.class,
                PosteriorIntervals.class,
                ANewRun.class,
                DoOtherNumbersFit.class,
                HowOftenItHolds.class);
        theme(
                "Deciding under doubt",
                HowSureIsThePlan.class,
                WhichOfTwo.class,
                WhichRunsNext.class,
                HowManyRuns.class);
    }

    private Problems() {}

    private static void theme(String theme, Class<?>... problems) {
        THEMES.put(theme, List.copyOf(Arrays.asList(problems)));
    }

    /**
     * The names of all problems.
     *
     * @return names by theme, both in the order in which to read them
     */
    public static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        THEMES.forEach(
                (theme, problems) ->
                        names.put(theme, problems.stream().map(Class::getSimpleName).toList()));
        return names;
    }

    /**
     * What a problem asks.
     *
     * @param name one of {@link #names()}
     * @return a few sentences
     * @throws IllegalArgumentException when it is no problem
     */
    public static String question(String name) {
        String start = problem(name).getSimpleName() + ": ";
        try (InputStream questions =
                requireNonNull(Problems.class.getResourceAsStream(QUESTIONS))) {
            return new String(questions.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Runs problems one after another; each prints its answer.
     *
     * @param names some of {@link #names()}
     * @throws IllegalArgumentException when one of them is no problem; then none is run
     */
    public static void run(String... names) {
        Stream.of(names).map(Problems::problem).toList().forEach(Problems::run);
    }

    private static Class<?> problem(String name) {
        return THEMES.values().stream()
                .flatMap(List::stream)
                .filter(problem -> problem.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no problem '"
                                                + name
                                                + "': 'problems' lists all"));
    }

    private static void run(Class<?> problem) {
        try {
            problem.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (NoSuchMethodException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
