package org.scalinglaws.finding;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scalinglaws.quantity.Require;

/**
 * One reason not to believe a dataset, a fit, an ensemble, a sweep, a plan or a forecast. Open: your
 * own check is one lambda.
 *
 * @param <T> the type of what is looked at
 */
@FunctionalInterface
public interface Check<T> {
    /**
     * Looks at a thing.
     *
     * @param subject what to look at
     * @return what a reader should know; empty when all is well
     */
    Optional<Finding> inspect(T subject);

    /**
     * The same check of something that has such a thing: of a fit, where this looks at its runs.
     *
     * @param part reads the thing off what has it
     * @param <S> the type of what has it
     * @return a check of what has it
     */
    default <S> Check<S> on(Function<? super S, ? extends T> part) {
        requireNonNull(part, "part");
        return whole -> inspect(part.apply(whole));
    }

    /**
     * Runs several checks.
     *
     * @param checks the checks
     * @param subject what to look at
     * @param <T> the type of what is looked at
     * @return what a reader should know, the most serious first, else in the order of the checks
     */
    static <T> List<Finding> all(Collection<? extends Check<? super T>> checks, T subject) {
        return inOrder(checks, subject).stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    /**
     * Runs several checks whose findings are to stand among others.
     *
     * @param checks the checks
     * @param subject what to look at
     * @param <T> the type of what is looked at
     * @return what a reader should know, in the order of the checks
     */
    static <T> List<Finding> inOrder(Collection<? extends Check<? super T>> checks, T subject) {
        Require.noNull("checks", checks);
        requireNonNull(subject, "subject");
        return checks.stream()
                .<Optional<Finding>>map(check -> check.inspect(subject))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Runs one check of each part of a thing, such as each budget of a sweep.
     *
     * @param check the check
     * @param parts the parts
     * @param <P> the type of a part
     * @return what a reader should know, in the order of the parts
     */
    static <P> List<Finding> ofEach(Check<? super P> check, Collection<? extends P> parts) {
        requireNonNull(check, "check");
        Require.noNull("parts", parts);
        return parts.stream()
                .<Optional<Finding>>map(check::inspect)
                .flatMap(Optional::stream)
                .toList();
    }
}
