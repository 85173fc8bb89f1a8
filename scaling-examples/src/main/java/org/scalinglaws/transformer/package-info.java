/**
 * Decoder-only transformers that are trained here, in plain Java: {@link
 * org.scalinglaws.transformer.TransformerTrainer} trains a {@link
 * org.scalinglaws.transformer.TransformerJob} and says what came out.
 *
 * <pre>
 *   TransformerRun run = TransformerTrainer.of(training, heldOut)
 *           .train(TransformerJob.of(shape, Tokens.millions(2)), share -&gt; {});</pre>
 */
@NullMarked
package org.scalinglaws.transformer;

import org.jspecify.annotations.NullMarked;
