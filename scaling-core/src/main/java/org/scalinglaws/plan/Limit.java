package org.scalinglaws.plan;

import org.scalinglaws.quantity.Digits;
import org.scalinglaws.resource.Resource;

/**
 * So much of a resource and no more.
 *
 * @param resource what is limited
 * @param most units of the resource
 */
record Limit(Resource resource, double most) {
    /** Whether more tokens use more of it. */
    boolean readsTokens() {
        return resource.perTrainingFlop() > 0 || resource.perToken() > 0;
    }

    /** A sentence for something that takes more than there is. */
    String conflict(String what, double takes) {
        String times = Digits.four(takes / most);
        return String.format(
                "%s and the limit on %s conflict: it takes %s, %s the %s allowed",
                what,
                resource.name(),
                resource.text(takes),
                times.equals("1") ? "a little more than" : times + " times",
                resource.text(most));
    }
}
