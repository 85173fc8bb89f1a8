/**
 * A loss or a plan that nobody has trained yet, with the doubt about the form of the law in its interval,
 * and a checklist that says whether to believe it.
 *
 * <p>The door is {@link org.scalinglaws.forecast.Forecast}: {@code
 * Forecast.of(runs).at(Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4)))}.
 */
@NullMarked
package org.scalinglaws.forecast;

import org.jspecify.annotations.NullMarked;
