/**
 * Answers as a notebook shows them: {@code Shown.of(fit).html()}. It knows no notebook program: {@code
 * notebooks/notebook.jsh} hands what is written here to one.
 */
@NullMarked
package org.scalinglaws.notebook;

import org.jspecify.annotations.NullMarked;
