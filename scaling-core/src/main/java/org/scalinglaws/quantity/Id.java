package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How things that are asked for by name are spelled: in lower case, words joined by hyphens, such as
 * {@code log-huber} or {@code non-embedding}; a number may have a point, as in {@code pythia-1.4b}.
 */
public final class Id {
    private static final String WORD = "[a-z0-9]+([.][0-9]+[a-z]*)?";
    private static final Pattern KEBAB = Pattern.compile(WORD + "(-" + WORD + ")*");

    private Id() {}

    /**
     * The spelling of a constant.
     *
     * @param constant such as {@code OTHER_BASINS}
     * @return such as {@code other-basins}
     */
    public static String of(Enum<?> constant) {
        return requireNonNull(constant, "constant")
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /**
     * Whether a name is spelled so.
     *
     * @param name any text
     * @return whether it is made of lower-case words and numbers joined by hyphens
     */
    public static boolean is(String name) {
        return KEBAB.matcher(requireNonNull(name, "name")).matches();
    }
}
