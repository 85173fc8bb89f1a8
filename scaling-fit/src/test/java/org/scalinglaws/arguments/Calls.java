package org.scalinglaws.arguments;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.arguments.Fault.Kind;

/** Calls public constructors and methods with good and bad arguments, and takes down faults. */
final class Calls {
    /** Seconds of a processor: far above what any call takes. */
    private static final double LONGEST = 5;

    /** Seconds of a processor after which a method has been tried enough, however many mistakes are left. */
    private static final double ENOUGH = 1;

    /** A count above this makes objects whose work has no end. */
    private static final int LARGE = 10_000;

    private static final int RECEIVERS = 2;
    private static final int TRIES = 40;
    private static final int FIRST_TRIES = 20;

    private final Samples samples;
    private final Mistakes mistakes;
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final SplittableRandom random = new SplittableRandom(20251129);
    private final Line line = new Line(LONGEST);
    private final Map<String, Double> times = new HashMap<>();
    private final Map<Executable, Double> spent = new HashMap<>();
    private final Map<Executable, Map<Object, Given[]>> found = new HashMap<>();
    private int calls;
    private int answered;

    Calls(Samples samples) {
        this.samples = samples;
        this.mistakes = new Mistakes(samples);
    }

    Set<Fault> faults() {
        return faults;
    }

    int calls() {
        return calls;
    }

    /** The methods whose slowest call took longest, with its seconds of a processor. */
    List<String> slowest(int count) {
        return times.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(count)
                .map(one -> String.format(Locale.ROOT, "%s %.2f s", one.getKey(), one.getValue()))
                .toList();
    }

    /** How many doors gave an answer to some arguments. */
    int answered() {
        return answered;
    }

    /** The public constructors and methods of a class, always in the same order. */
    static List<Executable> doors(Class<?> type) {
        List<Executable> doors = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            doors.addAll(List.of(type.getConstructors()));
        }
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !(type.isEnum() && Modifier.isStatic(method.getModifiers())))
                .forEach(doors::add);
        doors.sort(Comparator.comparing(Executable::toString));
        return doors;
    }

    static String name(Executable door) {
        String type = door.getDeclaringClass().getName().replace("org.scalinglaws.", "");
        String method = door instanceof Constructor ? "new" : door.getName();
        return type + "." + method + "/" + door.getParameterCount();
    }

    /** Looks for arguments that are answered, to have the answers as arguments of others. */
    void grow(Executable door) {
        for (Object receiver : receivers(door)) {
            answered(door, receiver, FIRST_TRIES);
        }
    }

    /** Varies each argument by itself around arguments that are answered. */
    void attack(Executable door) {
        boolean reached = false;
        for (Object receiver : receivers(door)) {
            Given[] found = answered(door, receiver, TRIES);
            reached |= found != null;
            Given[] base = found == null ? pick(door, true) : found;
            for (int place = 0; base != null && place < base.length; place++) {
                Parameter parameter = door.getParameters()[place];
                for (Mistakes.Bad bad : mistakes.of(parameter.getParameterizedType())) {
                    if (isTried(door) && !bad.holdsNull()) {
                        continue;
                    }
                    Given[] given = base.clone();
                    given[place] = new Given(bad.label(), bad.holdsNull(), bad.value());
                    call(door, receiver, given);
                }
            }
        }
        answered += reached ? 1 : 0;
    }

    private List<Object> receivers(Executable door) {
        if (door instanceof Constructor || Modifier.isStatic(door.getModifiers())) {
            return Arrays.asList(new Object[1]);
        }
        List<Object> all = samples.receivers(door.getDeclaringClass());
        int step = Math.max(1, all.size() / RECEIVERS);
        List<Object> few = new ArrayList<>();
        for (int place = 0; place < all.size() && few.size() < RECEIVERS; place += step) {
            few.add(all.get(place));
        }
        return few;
    }

    private Given @Nullable [] answered(Executable door, @Nullable Object receiver, int tries) {
        Map<Object, Given[]> known = found.computeIfAbsent(door, any -> new IdentityHashMap<>());
        Object key = receiver == null ? door : receiver;
        if (!known.containsKey(key)) {
            Given[] given = sought(door, receiver, tries);
            if (given == null) {
                return null;
            }
            known.put(key, given);
        }
        return known.get(key);
    }

    private Given @Nullable [] sought(Executable door, @Nullable Object receiver, int tries) {
        for (int go = 0; go < (door.getParameterCount() == 0 ? 1 : tries); go++) {
            if (isTried(door)) {
                return null;
            }
            Given[] given = pick(door, go == 0);
            if (given == null || call(door, receiver, given)) {
                return given;
            }
        }
        return null;
    }

    private boolean isTried(Executable door) {
        return spent.getOrDefault(door, 0.0) >= ENOUGH;
    }

    private Given @Nullable [] pick(Executable door, boolean first) {
        Given[] given = new Given[door.getParameterCount()];
        for (int place = 0; place < given.length; place++) {
            Parameter parameter = door.getParameters()[place];
            List<Supplier<Object>> good = samples.good(parameter.getParameterizedType());
            if (good.isEmpty()) {
                return null;
            }
            Supplier<Object> value = good.get(first ? 0 : random.nextInt(good.size()));
            given[place] = new Given(null, false, value);
        }
        return given;
    }

    /** Whether an answer came. */
    private boolean call(Executable door, @Nullable Object receiver, Given[] given) {
        calls++;
        Object[] arguments = Arrays.stream(given).map(one -> one.value().get()).toArray();
        try {
            Line.Done<Outcome> done = line.run(() -> outcome(door, receiver, arguments));
            times.merge(name(door), done.seconds(), Math::max);
            spent.merge(door, done.seconds(), Double::sum);
            Outcome outcome = done.answer();
            if (outcome.thrown() != null) {
                Throwable thrown = outcome.thrown();
                fault(Judge.thrown(door, given, thrown), door, given, arguments, thrown);
                return false;
            }
            for (Kind kind : outcome.wrong()) {
                fault(Optional.of(kind), door, given, arguments, outcome.answer());
            }
            keep(door, given, arguments, outcome);
            return true;
        } catch (TimeoutException endless) {
            spent.merge(door, LONGEST, Double::sum);
            fault(Optional.of(Kind.ENDLESS), door, given, arguments, endless.getMessage());
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        return false;
    }

    /** What a call gives or throws, and what is wrong with the answer, its text looked at too. */
    private static Outcome outcome(Executable door, @Nullable Object receiver, Object[] arguments) {
        try {
            Object answer = invoke(door, receiver, arguments);
            return new Outcome(answer, Judge.answer(answer), null);
        } catch (Throwable thrown) {
            return new Outcome(null, Set.of(), thrown);
        }
    }

    private void keep(Executable door, Given[] given, Object[] arguments, Outcome outcome) {
        boolean takesNull = Arrays.stream(given).anyMatch(Given::holdsNull);
        if (takesNull && !door.getName().equals("equals")) {
            fault(Optional.of(Kind.TAKEN_NULL), door, given, arguments, outcome.answer());
        } else if (outcome.answer() != null && Arrays.stream(given).noneMatch(Given::isLong)) {
            keep(outcome.answer());
        }
    }

    private static @Nullable Object invoke(
            Executable door, @Nullable Object receiver, Object[] arguments) throws Throwable {
        try {
            return door instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) door).invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private void keep(Object answer) {
        if (answer instanceof Optional<?> optional) {
            optional.ifPresent(this::keep);
        } else if (answer instanceof List<?> list) {
            list.stream().limit(2).forEach(this::keep);
        } else if (answer.getClass().getName().startsWith("org.scalinglaws")
                && Judge.answer(answer).isEmpty()) {
            samples.keep(answer);
        }
    }

    private void fault(
            Optional<Kind> kind,
            Executable door,
            Given[] given,
            Object[] arguments,
            @Nullable Object answer) {
        kind.ifPresent(
                wrong -> {
                    List<String> all = new ArrayList<>();
                    for (int place = 0; place < given.length; place++) {
                        String label = given[place].label();
                        String shown = label == null ? brief(arguments[place]) : label;
                        all.add(door.getParameters()[place].getName() + "=" + shown);
                    }
                    faults.add(new Fault(wrong, name(door), all + " gave " + brief(answer)));
                });
    }

    private static String brief(@Nullable Object value) {
        String text;
        try {
            text = value instanceof double[] d ? d.length + " numbers" : String.valueOf(value);
        } catch (RuntimeException broken) {
            text = broken.toString();
        }
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    /**
     * An argument of one call.
     *
     * @param label what is bad about it; absent for a good one
     * @param holdsNull whether it is null or holds one
     * @param value makes it
     */
    record Given(@Nullable String label, boolean holdsNull, Supplier<Object> value) {
        private boolean isLong() {
            return value.get() instanceof Integer count && count > LARGE;
        }
    }

    /**
     * What came of one call.
     *
     * @param answer what was given back; null when nothing was
     * @param wrong what is wrong with it
     * @param thrown what was thrown instead
     */
    private record Outcome(@Nullable Object answer, Set<Kind> wrong, @Nullable Throwable thrown) {}
}
