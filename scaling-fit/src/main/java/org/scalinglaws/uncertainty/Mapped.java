package org.scalinglaws.uncertainty;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Interval;

/** Intervals of what is made of laws: asks for the laws as they come, and makes of each but once. */
final class Mapped<T, U> implements Intervals<U> {
    private final Intervals<T> laws;
    private final Function<? super T, ? extends U> reading;
    private final Map<T, U> made = new ConcurrentHashMap<>();

    Mapped(Intervals<T> laws, Function<? super T, ? extends U> reading) {
        this.laws = laws;
        this.reading = reading;
    }

    private ToDoubleFunction<T> of(ToDoubleFunction<U> quantity) {
        return law -> quantity.applyAsDouble(made.computeIfAbsent(law, reading));
    }

    @Override
    public Interval interval(double level, ToDoubleFunction<U> quantity) {
        return laws.interval(level, of(quantity));
    }

    @Override
    public Optional<Interval> findPositive(double level, ToDoubleFunction<U> quantity) {
        return laws.findPositive(level, of(quantity));
    }

    @Override
    public double standardError(ToDoubleFunction<U> quantity) {
        return laws.standardError(of(quantity));
    }
}
