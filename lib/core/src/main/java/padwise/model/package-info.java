/**
 * The parts of a BERT, each with its weights in sight.
 *
 * <p>Shapes: B sentences, T padded length, D model width, V vocabulary. A mask {@code [B, T]} is 1
 * for a real token, 0 for padding.
 */
@NullMarked
package padwise.model;

import org.jspecify.annotations.NullMarked;
