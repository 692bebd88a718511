/**
 * The parts of a BERT, each with its weights in sight.
 *
 * <p>Shapes: B sentences, T padded length, D model width, V vocabulary.
 */
@NullMarked
package padwise.model;

import org.jspecify.annotations.NullMarked;
