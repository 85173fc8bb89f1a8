package org.scalinglaws.transformer;

/**
 * Turns each pair of numbers of a query or key by an angle that grows with the place. For one thread.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">Su et al. (2021), rotary positions</a>
 */
final class Rotary {
    /** Turns nothing. */
    static final Rotary NONE = new Rotary(new float[0][], new float[0][], 0);

    private static final double BASE = 10_000;

    private final float[][] cosines;
    private final float[][] sines;
    private final float[] spare;

    private Rotary(float[][] cosines, float[][] sines, int places) {
        this.cosines = cosines;
        this.sines = sines;
        this.spare = new float[places];
    }

    static Rotary of(int headSize, int places) {
        int pairs = headSize / 2;
        Rotary rotary = new Rotary(Rows.zeros(pairs, places), Rows.zeros(pairs, places), places);
        for (int i = 0; i < pairs; i++) {
            double each = StrictMath.pow(BASE, -(double) i / pairs);
            for (int t = 0; t < places; t++) {
                rotary.cosines[i][t] = (float) StrictMath.cos(t * each);
                rotary.sines[i][t] = (float) StrictMath.sin(t * each);
            }
        }
        return rotary;
    }

    /** Turns the rows of one head by the angles times a direction, 1 or -1. */
    void turn(float[][] head, float direction) {
        for (int i = 0; i < cosines.length; i++) {
            turn(head[i], head[i + cosines.length], cosines[i], sines[i], direction);
        }
    }

    /** One loop for each row that is written, so that both become vector instructions. */
    private void turn(float[] a, float[] b, float[] cosine, float[] sine, float direction) {
        float[] first = spare;
        for (int t = 0; t < first.length; t++) {
            first[t] = a[t] * cosine[t] - direction * b[t] * sine[t];
        }
        for (int t = 0; t < first.length; t++) {
            b[t] = b[t] * cosine[t] + direction * a[t] * sine[t];
        }
        System.arraycopy(first, 0, a, 0, first.length);
    }
}
