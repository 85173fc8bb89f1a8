package org.scalinglaws.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.recipe.Factor;

/**
 * What a family of one formula knows beyond it.
 *
 * @param units how a number changes, by its place, when factors are counted in other units
 * @param derived further numbers of a law by name
 * @param domains what refuses a value of a factor
 * @param evaluator is faster than one that knows the formula only; null for none
 * @param spread where a search looks for given runs; null where every number has its own range
 */
record Further<L>(
        Map<Integer, Program> units,
        Map<String, ToDoubleFunction<L>> derived,
        Map<Factor, DoubleConsumer> domains,
        @Nullable Function<Columns, Evaluator> evaluator,
        @Nullable Function<Columns, UnaryOperator<double[]>> spread) {
    static <L> Further<L> none() {
        return new Further<>(Map.of(), Map.of(), Map.of(), null, null);
    }

    Further<L> withUnits(int place, Program change) {
        return new Further<>(with(units, place, change), derived, domains, evaluator, spread);
    }

    Further<L> withDerived(String number, ToDoubleFunction<L> quantity) {
        return new Further<>(units, with(derived, number, quantity), domains, evaluator, spread);
    }

    Further<L> withDomain(Factor factor, DoubleConsumer check) {
        return new Further<>(units, derived, with(domains, factor, check), evaluator, spread);
    }

    Further<L> withEvaluator(Function<Columns, Evaluator> other) {
        return new Further<>(units, derived, domains, other, spread);
    }

    Further<L> withSpread(Function<Columns, UnaryOperator<double[]>> other) {
        return new Further<>(units, derived, domains, evaluator, other);
    }

    private static <K, V> Map<K, V> with(Map<K, V> known, K key, V value) {
        Map<K, V> more = new LinkedHashMap<>(known);
        more.put(key, value);
        return Collections.unmodifiableMap(more);
    }
}
