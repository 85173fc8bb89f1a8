package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Sentences that a person can still read, however long what they quote may be. */
public final class Brief {
    private static final int LONGEST = 500;

    private Brief() {}

    /**
     * The sentence, cut where it is longer than 500 characters.
     *
     * @param sentence any text
     * @return at most 500 characters; a cut one says at its end how many characters are left out
     */
    public static String of(String sentence) {
        if (requireNonNull(sentence, "sentence").length() <= LONGEST) {
            return sentence;
        }

        int kept = LONGEST - ending(sentence.length()).length();
        if (Character.isHighSurrogate(sentence.charAt(kept - 1))) {
            kept--;
        }
        return sentence.substring(0, kept) + ending(sentence.length() - kept);
    }

    /**
     * The sentence with a list behind it, of as many items as 500 characters have room for.
     *
     * @param start what stands before the list, with its last space
     * @param items at least one
     * @return at most 500 characters; a cut list says at its end how many items are left out
     */
    public static String of(String start, List<String> items) {
        requireNonNull(start, "start");
        Require.noNull("items", items);

        String all = start + String.join(", ", items);
        if (all.length() <= LONGEST) {
            return all;
        }

        for (int kept = items.size() - 1, length = all.length(); kept > 0; kept--) {
            length -= items.get(kept).length() + ", ".length();
            String ending = " and " + (items.size() - kept) + " more";
            if (length + ending.length() <= LONGEST) {
                return all.substring(0, length) + ending;
            }
        }
        return of(all);
    }

    /**
     * A list in a sentence.
     *
     * @param parts at least one
     * @return such as {@code weights, gradients and optimizer state}
     */
    public static String list(List<String> parts) {
        Require.noNull("parts", parts);
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private static String ending(int left) {
        return "... and " + left + " more characters";
    }
}
