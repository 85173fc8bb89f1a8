/**
 * How far off a fitted number could be. Every method answers with {@link
 * org.scalinglaws.uncertainty.Intervals} of any number read off a law: of a parameter, of a plan, of
 * a loss not yet measured.
 *
 * <p>{@code Bootstrap.pairs(4000, 42).of(fit).interval(0.95, ChinchillaLaw::alpha)} is a range for
 * alpha; {@code Covariance.of(fit)} has one at once, {@code ProfileLikelihood.of(fit)} one that
 * follows a curved problem, {@code Posterior.sample(4000, 42).of(fit)} one under stated priors.
 *
 * <p>Which of them to believe was measured: 90 % intervals of alpha, beta, E, a, ln N* and L* at ten
 * times the largest budget, on IsoFLOP sweeps of four decades with normal noise of ln loss of 0.2, 0.5
 * and 1 %, held the truth in so many of 100 studies (the least and the most over numbers and noise; an
 * error of 1 for the first four lines, of 1.5 for bootstraps, of 2 for the posterior):
 *
 * <pre>
 *                        log-squares                   log-Huber 1e-3
 *  runs                  240       40        20        240       40        20
 *  sandwich              88 to 91  86 to 89  83 to 87  88 to 91  85 to 89  81 to 86
 *  Gauss-Newton          89 to 91  89 to 91  88 to 90  -         -         -
 *  profile               89 to 91  89 to 91  88 to 90  90 to 93  92 to 95  93 to 96
 *  jackknife             89 to 91  91 to 94  92 to 94  87 to 91  86 to 93  88 to 94
 *  pairs                 86 to 90  88 to 91  88 to 93  89 to 94  92 to 96  92 to 98
 *  pairs, BCa            86 to 90  87 to 93  89 to 94  87 to 92  89 to 94  89 to 94
 *  pairs, basic          86 to 90  88 to 93  88 to 95  82 to 90  81 to 90  83 to 92
 *  residual              87 to 90  88 to 90  82 to 89  82 to 91  81 to 90  81 to 88
 *  residual, basic       86 to 90  87 to 89  83 to 90  85 to 90  82 to 90  80 to 87
 *  wild                  87 to 89  86 to 88  78 to 87  83 to 88  73 to 85  65 to 77
 *  parametric            86 to 90  88 to 90  82 to 89  87 to 92  88 to 93  86 to 90
 *  posterior             86 to 94  87 to 92  84 to 92  90 to 98  92 to 98  93 to 99</pre>
 *
 * <p>Runs as they come are another matter. What {@code Covariance.of(fit)} chooses, with 48 runs unless
 * said otherwise (an error of 1.5):
 *
 * <pre>
 *                                  log-squares  log-Huber 1e-3
 *  noise of 0.5 %                  90 to 92     86 to 93
 *  noise from 2 % to 0.2 %         85 to 90     88 to 97
 *  tails, 1 run in 20 diverged     94 to 95     85 to 91
 *  9 runs                          89 to 94     92 to 98
 *  8 checkpoints of 12 runs each   90 to 95     90 to 95
 *  losses rounded to 0.01          89 to 91     87 to 93</pre>
 *
 * <p>{@code Coverage} does the same on a design of your own.
 */
@NullMarked
package org.scalinglaws.uncertainty;

import org.jspecify.annotations.NullMarked;
