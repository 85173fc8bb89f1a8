package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.tuning.Tuning;
import org.scalinglaws.tuning.TuningComparison;
import org.scalinglaws.tuning.TuningRule;
import org.scalinglaws.tuning.TuningRules;

/** How far rules and one's own laws are off over the groups. */
final class TuningOffsets {
    private static final String OWN = "own sweep";

    private final Map<TunedGroup, TuningGroups.Measured> told;
    private final LawOrReason.Optima rates;
    private final LawOrReason.Optima batches;
    private final LawOrReason rateLaw;
    private final LawOrReason batchLaw;

    TuningOffsets(
            Map<TunedGroup, TuningGroups.Measured> told,
            LawOrReason.Optima rates,
            LawOrReason.Optima batches,
            LawOrReason rateLaw,
            LawOrReason batchLaw) {
        this.told = told;
        this.rates = rates;
        this.batches = batches;
        this.rateLaw = rateLaw;
        this.batchLaw = batchLaw;
    }

    /** One's own laws first, then the published rules. */
    List<RuleOffset> all() {
        List<RuleOffset> all = new ArrayList<>();
        own().ifPresent(all::add);
        TuningRules.all().forEach(rule -> of(rule).ifPresent(all::add));
        return all;
    }

    /** Each group by a law of the others. */
    private Optional<RuleOffset> own() {
        Optional<double[]> rateMisses = rateLaw.misses(rates);
        Optional<double[]> batchMisses = batchLaw.misses(batches);
        if (rateMisses.isEmpty() || rates.groups().isEmpty()) {
            return Optional.empty();
        }
        List<Settings> settings = new ArrayList<>();
        for (int i = 0; i < rates.groups().size(); i++) {
            TunedGroup group = rates.groups().get(i);
            int place = batches.groups().indexOf(group);
            OptionalDouble batch =
                    batchMisses.isPresent() && place >= 0
                            ? OptionalDouble.of(batchMisses.get()[place] + best(group.batch()))
                            : OptionalDouble.empty();
            double rate = rateMisses.get()[i] + best(group.rate());
            settings.add(new Settings(group, OptionalDouble.of(rate), batch));
        }
        return Optional.of(offset(OWN, settings));
    }

    private Optional<RuleOffset> of(TuningRule rule) {
        List<Settings> settings = new ArrayList<>();
        for (TunedGroup group : rates.groups()) {
            TuningComparison said =
                    TuningComparison.of(List.of(rule), each -> each.suggest(group.recipe()));
            for (Tuning tuning : said.tunings().values()) {
                OptionalDouble batch =
                        group.batch().isPresent()
                                ? OptionalDouble.of(Math.log(tuning.batch().count()))
                                : OptionalDouble.empty();
                OptionalDouble rate =
                        tuning.learningRate().isPresent()
                                ? OptionalDouble.of(Math.log(tuning.learningRate().getAsDouble()))
                                : OptionalDouble.empty();
                settings.add(new Settings(group, rate, batch));
            }
        }
        return settings.isEmpty() ? Optional.empty() : Optional.of(offset(rule.name(), settings));
    }

    /** Logarithms of what is said of a group. */
    private record Settings(TunedGroup group, OptionalDouble rate, OptionalDouble batch) {
        boolean isTried() {
            return isTried(rate, group.rate()) && isTried(batch, group.batch());
        }

        private static boolean isTried(OptionalDouble said, Optional<TunedOptimum> best) {
            return said.isEmpty()
                    || best.filter(each -> each.tried().contains(Math.exp(said.getAsDouble())))
                            .isPresent();
        }
    }

    private RuleOffset offset(String name, List<Settings> settings) {
        double[] rateMisses =
                settings.stream()
                        .filter(each -> each.rate().isPresent())
                        .mapToDouble(each -> each.rate().getAsDouble() - best(each.group().rate()))
                        .toArray();
        double[] batchMisses =
                settings.stream()
                        .filter(each -> each.batch().isPresent())
                        .mapToDouble(
                                each -> each.batch().getAsDouble() - best(each.group().batch()))
                        .toArray();

        // A quadratic is not believed beyond the settings that it was fitted to.
        List<Settings> tried =
                settings.stream()
                        .filter(each -> each.rate().isPresent() && each.isTried())
                        .toList();
        int outside = (int) settings.stream().filter(each -> !each.isTried()).count();
        return new RuleOffset(
                name,
                ratio(rateMisses),
                factor(rateMisses),
                ratio(batchMisses),
                factor(batchMisses),
                tried.stream().mapToDouble(this::rise).average(),
                outside,
                settings.size());
    }

    private double rise(Settings settings) {
        Surface surface = requireNonNull(told.get(settings.group())).curve();
        double rate = settings.rate().orElseThrow();
        return settings.batch().isPresent() && surface.hasBatch()
                ? surface.rise(rate, settings.batch().getAsDouble())
                : surface.rise(rate);
    }

    private static double best(Optional<TunedOptimum> optimum) {
        return Math.log(optimum.orElseThrow().value());
    }

    private static OptionalDouble ratio(double[] misses) {
        OptionalDouble mean = Arrays.stream(misses).average();
        return mean.isPresent() ? OptionalDouble.of(Math.exp(mean.getAsDouble())) : mean;
    }

    private static OptionalDouble factor(double[] misses) {
        OptionalDouble mean = Arrays.stream(misses).map(miss -> miss * miss).average();
        return mean.isPresent() ? OptionalDouble.of(Math.exp(Math.sqrt(mean.getAsDouble()))) : mean;
    }
}
