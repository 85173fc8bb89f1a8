/**
 * From losses to scores: what accuracy a model will have, whether a jump of a metric is an ability or
 * the metric, and which tasks can be foreseen at all.
 *
 * <pre>
 *   Scores.of(Dataset.readCsv("runs.csv"), "accuracy").withChoices(4).fit().at(recipe)</pre>
 *
 * <p>By the names of textbooks: a logistic curve or an exponential of the loss fitted by iteratively
 * reweighted least squares with binomial weights, the delta method through two equations with
 * Zellner's covariance of their residuals, a power law of compute beside them.
 */
@NullMarked
package org.scalinglaws.score;

import org.jspecify.annotations.NullMarked;
