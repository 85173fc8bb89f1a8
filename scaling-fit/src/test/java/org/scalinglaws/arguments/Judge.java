package org.scalinglaws.arguments;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.scalinglaws.arguments.Calls.Given;
import org.scalinglaws.arguments.Fault.Kind;
import org.scalinglaws.finding.ScalingException;

/** Says whether what a call gave back is one of the project's voices. */
final class Judge {
    private static final int LONGEST_MESSAGE = 500;
    private static final int DEEPEST = 4;
    private static final String OURS = "org.scalinglaws.";

    private Judge() {}

    /** All that is wrong with an answer. */
    static Set<Kind> answer(Object answer) {
        String text;
        try {
            text = String.valueOf(answer);
            int hash = Objects.hashCode(answer);
            if (text == null || hash != Objects.hashCode(answer)) {
                return Set.of(Kind.BROKEN_ANSWER);
            }
        } catch (RuntimeException broken) {
            return Set.of(Kind.BROKEN_ANSWER);
        }
        Set<Kind> wrong = EnumSet.noneOf(Kind.class);
        if (hasNaN(answer, DEEPEST)) {
            wrong.add(Kind.NAN);
        }

        // A number may overflow, as every number of a double does; a text is for people.
        boolean said = !(answer instanceof Double) && !(answer instanceof OptionalDouble);
        if (said && (text.contains("NaN") || text.contains("Infinity"))) {
            wrong.add(Kind.TEXT);
        }
        return wrong;
    }

    /** What is wrong with an exception. */
    static Optional<Kind> thrown(Executable door, Given[] given, Throwable thrown) {
        if (thrown instanceof NullPointerException) {
            return refusesByName(door, given, thrown)
                    ? Optional.empty()
                    : Optional.of(Kind.UNNAMED_NULL);
        }
        boolean voice =
                thrown.getClass() == IllegalArgumentException.class
                        || thrown.getClass() == ScalingException.class
                        || thrown.getClass().getName().startsWith(OURS);
        if (voice) {
            String message = thrown.getMessage();
            boolean sentence =
                    message != null && !message.isBlank() && message.length() <= LONGEST_MESSAGE;
            return sentence ? Optional.empty() : Optional.of(Kind.SPEECHLESS);
        }
        boolean file =
                readsOrWrites(door)
                        && (thrown instanceof IOException
                                || thrown instanceof UncheckedIOException);
        boolean otherLaw = isGeneric(door) && thrown instanceof ClassCastException;
        return file || otherLaw ? Optional.empty() : Optional.of(Kind.FOREIGN_EXCEPTION);
    }

    /** Only what is given a file may say that the file cannot be had. */
    private static boolean readsOrWrites(Executable door) {
        return Arrays.stream(door.getParameterTypes())
                .anyMatch(type -> type == Path.class || type == Reader.class);
    }

    /** A compiler would not let pass a law of another type, but a call by reflection does. */
    private static boolean isGeneric(Executable door) {
        return door.getTypeParameters().length > 0
                || door.getDeclaringClass().getTypeParameters().length > 0
                || Arrays.stream(door.getGenericParameterTypes())
                        .anyMatch(ParameterizedType.class::isInstance);
    }

    /** Whether a null is refused by a check, not by the machine, under the name in the signature. */
    private static boolean refusesByName(Executable door, Given[] given, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (message.startsWith("Cannot ")) {
            return false;
        }
        for (int place = 0; place < given.length; place++) {
            if (given[place].holdsNull()
                    && message.matches("\\b" + door.getParameters()[place].getName() + "\\b.*")) {
                return true;
            }
        }
        return false;
    }

    static boolean hasNaN(Object answer, int depth) {
        if (answer == null || depth == 0) {
            return false;
        } else if (answer instanceof Double number) {
            return number.isNaN();
        } else if (answer instanceof double[] numbers) {
            return Arrays.stream(numbers).anyMatch(Double::isNaN);
        } else if (answer instanceof OptionalDouble number) {
            return number.isPresent() && Double.isNaN(number.getAsDouble());
        } else if (answer instanceof Optional<?> optional) {
            return hasNaN(optional.orElse(null), depth);
        } else if (answer instanceof List<?> list) {
            return list.stream().anyMatch(one -> hasNaN(one, depth - 1));
        } else if (answer instanceof Map<?, ?> map) {
            return hasNaN(new ArrayList<>(map.values()), depth);
        }
        return answer instanceof Record && componentHasNaN(answer, depth - 1);
    }

    private static boolean componentHasNaN(Object holder, int depth) {
        for (RecordComponent component : holder.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                if (hasNaN(component.getAccessor().invoke(holder), depth)) {
                    return true;
                }
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException(closed);
            }
        }
        return false;
    }
}
