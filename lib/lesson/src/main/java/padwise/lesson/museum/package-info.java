/**
 * Mistakes met in real projects, each beside its cure, and each to be run.
 *
 * <p>Shapes: B sentences, T padded length, D model width, H heads, V vocabulary.
 */
@NullMarked
package padwise.lesson.museum;

import org.jspecify.annotations.NullMarked;
