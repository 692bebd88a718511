/**
 * From ragged sentences to one rectangle.
 *
 * <p>Shapes: B sentences, T longest length, D model width.
 */
@NullMarked
package padwise.batch;

import org.jspecify.annotations.NullMarked;
