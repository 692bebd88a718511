/**
 * Learning: sentences to learn from, and the loop that moves weights against their gradients.
 *
 * <p>Shapes: B sentences, T padded length, H heads, V vocabulary.
 */
@NullMarked
package padwise.train;

import org.jspecify.annotations.NullMarked;
