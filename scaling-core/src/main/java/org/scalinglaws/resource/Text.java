package org.scalinglaws.resource;

import java.util.ArrayList;
import java.util.List;

/** Lists in sentences. */
final class Text {
    private Text() {}

    /** A list, such as {@code weights, gradients and optimizer state}. */
    static String sentence(List<String> parts) {
        List<String> most = new ArrayList<>(parts);
        String last = most.remove(most.size() - 1);
        return most.isEmpty() ? last : String.join(", ", most) + " and " + last;
    }
}
