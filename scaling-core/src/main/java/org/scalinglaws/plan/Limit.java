package org.scalinglaws.plan;

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
}
