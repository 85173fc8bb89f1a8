package org.scalinglaws.transformer;

/**
 * What the layers of a model share while they work on one sequence. For one thread.
 *
 * @param places tokens in the sequence
 * @param product multiplies
 * @param turned turns
 */
record Space(int places, Product product, Turned turned) {
    static Space of(int places) {
        return new Space(places, new Product(), new Turned(places));
    }

    float[][] rows(int count) {
        return Rows.zeros(count, places);
    }
}
