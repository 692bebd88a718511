/**
 * Labels, and a cross-entropy that skips the ignored ones.
 *
 * <p>Shapes: B sentences, T padded length, V vocabulary.
 */
@NullMarked
package padwise.loss;

import org.jspecify.annotations.NullMarked;
