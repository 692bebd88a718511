/**
 * Labels, and a cross-entropy that skips the ignored ones.
 *
 * <p>Shapes: B sentences, T padded length, V vocabulary. A mask {@code [B, T]} is 1 for a real
 * token, 0 for padding.
 */
@NullMarked
package padwise.loss;

import org.jspecify.annotations.NullMarked;
