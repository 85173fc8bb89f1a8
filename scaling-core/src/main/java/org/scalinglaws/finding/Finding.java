package org.scalinglaws.finding;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.quantity.Require;

/**
 * One thing a reader should know about a result: how serious, which check saw it, and why.
 *
 * @param severity how much it weighs
 * @param check name of the check, such as {@code extrapolation}
 * @param message one sentence with the numbers in it
 */
public record Finding(Severity severity, String check, String message) {
    /** So many messages of one kind are written; a reader of more wants the list itself. */
    private static final int WRITTEN = 5;

    /** Refuses nulls. */
    public Finding {
        requireNonNull(severity, "severity");
        requireNonNull(check, "check");
        requireNonNull(message, "message");
    }

    /**
     * A finding of severity {@link Severity#NOTE}.
     *
     * @param check name of the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding note(String check, String message) {
        return new Finding(Severity.NOTE, check, message);
    }

    /**
     * A finding of severity {@link Severity#WARNING}.
     *
     * @param check name of the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding warning(String check, String message) {
        return new Finding(Severity.WARNING, check, message);
    }

    /**
     * A finding of severity {@link Severity#ERROR}.
     *
     * @param check name of the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding error(String check, String message) {
        return new Finding(Severity.ERROR, check, message);
    }

    /**
     * A finding of severity {@link Severity#NOTE} by a check of this library.
     *
     * @param check the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding note(CheckName check, String message) {
        return note(requireNonNull(check, "check").id(), message);
    }

    /**
     * A finding of severity {@link Severity#WARNING} by a check of this library.
     *
     * @param check the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding warning(CheckName check, String message) {
        return warning(requireNonNull(check, "check").id(), message);
    }

    /**
     * A finding of severity {@link Severity#ERROR} by a check of this library.
     *
     * @param check the check
     * @param message one sentence
     * @return the finding
     */
    public static Finding error(CheckName check, String message) {
        return error(requireNonNull(check, "check").id(), message);
    }

    /**
     * How a finding is written as JSON and read back.
     *
     * @return a form with {@code severity}, {@code check} and {@code message}
     */
    public static JsonForm<Finding> json() {
        return FindingJson.FORM;
    }

    /**
     * Findings as people read them, each kind once: those of one weight and check stand together, with
     * their count in the first line and the other messages below it. No finding is told twice.
     *
     * @param findings any findings
     * @return lines in the order of the first finding of each kind
     */
    public static List<String> lines(Collection<Finding> findings) {
        Map<List<Object>, List<Finding>> kinds = new LinkedHashMap<>();
        for (Finding finding : new LinkedHashSet<>(Require.noNull("findings", findings))) {
            List<Object> kind = List.of(finding.severity, finding.check);
            kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(finding);
        }

        List<String> lines = new ArrayList<>();
        kinds.values().forEach(alike -> addLines(lines, alike));
        return lines;
    }

    private static void addLines(List<String> lines, List<Finding> alike) {
        Finding first = alike.get(0);
        int count = alike.size();
        String head = first.severity + " " + first.check;
        lines.add(count == 1 ? first.toString() : head + " (" + count + "): " + first.message);
        alike.stream().limit(WRITTEN).skip(1).forEach(other -> lines.add("    " + other.message));
        if (count > WRITTEN) {
            lines.add("    and " + (count - WRITTEN) + " more");
        }
    }

    /**
     * The same finding, said otherwise: of whom it holds, or of how many.
     *
     * @param other one sentence
     * @return a finding of the same weight and check
     */
    public Finding withMessage(String other) {
        return new Finding(severity, check, requireNonNull(other, "other"));
    }

    @Override
    public String toString() {
        return severity + " " + check + ": " + message;
    }
}
