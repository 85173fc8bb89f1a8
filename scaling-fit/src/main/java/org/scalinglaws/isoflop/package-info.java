/**
 * IsoFLOP analysis: what a sweep of model sizes at fixed budgets says about the best split of compute,
 * by the three approaches of Hoffmann et al. side by side.
 *
 * <p>{@code IsoFlop.of(Sweep.of(Dataset.readCsv(Path.of("sweep.csv"))))} is all of it in one call.
 *
 * <p>{@code Sweep} groups runs by budget, {@code QualityControl} judges each of them, {@code Envelope},
 * {@code Parabolas} and the fit of {@code IsoFlop} are Approaches 1, 2 and 3; each gives an {@code
 * Allocation}. {@code SideBySide} adds intervals, {@code Bias} and {@code ParabolaBias} what parabolas get wrong
 * before any noise, {@code Audit} what the answer hangs on.
 *
 * <p>How far to believe the intervals of {@code SideBySide} was measured on 100 simulated studies of
 * each of 24 kinds: two laws, with exponents 0.348 and 0.366 or 0.465 and 0.155; 6 budgets of 9 sizes,
 * 9 of 15, or 6 of 9 whose middle drifts to a third of the best; noise of ln loss of 0.3 or 1 %; squares
 * or Huber's function for Approach 3. So many of 100 intervals of 90 % held a, least and most over the
 * kinds; then the root mean square error of ln N* at ten times the largest budget, with noise of 0.3 %
 * and squares:
 *
 * <pre>
 *                                   approach 2    corrected    approach 3
 *  a held, alike exponents          94 to 100     94 to 99     90 to 96
 *  a held, lopsided                 51 to 100     93 to 100    86 to 93
 *  error, alike,    6 x 9           0.026         0.026        0.024
 *  error, alike,    6 x 9, drift    0.053         0.051        0.027
 *  error, lopsided, 6 x 9           0.165         0.027        0.026
 *  error, lopsided, 6 x 9, drift    0.105         0.040        0.033</pre>
 *
 * <p>Intervals of vertices are too wide where budgets have few sizes, for a draw with replacement leaves
 * some out: for a and alike exponents 97 to 100 of 100 with 9 sizes, 94 with 15. Of Approach 2 and Approach 3
 * on alike exponents at most 2 in 100 studies were said to differ; on lopsided ones with 9 budgets of 15
 * sizes and noise of 0.3 %, all were.
 */
@NullMarked
package org.scalinglaws.isoflop;

import org.jspecify.annotations.NullMarked;
