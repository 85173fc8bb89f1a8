/**
 * From raw text to numbers that a trainer reads: {@link org.scalinglaws.text.CleanText} reads and cleans
 * files, {@link org.scalinglaws.text.PreparedText} cuts them in two parts, learns a {@link
 * org.scalinglaws.text.Vocabulary} on the first and keeps both as tokens in a folder.
 *
 * <pre>
 *   PreparedText text = PreparedText.of(CleanText.read(files, StandardCharsets.UTF_8), 1024);
 *   text.save(folder);
 *   PreparedText same = PreparedText.read(folder);</pre>
 */
@NullMarked
package org.scalinglaws.text;

import org.jspecify.annotations.NullMarked;
