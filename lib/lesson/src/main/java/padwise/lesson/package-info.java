/** The things a reader does: predictions, exercises with their checks, and the neighbour oracle. */
@NullMarked
package padwise.lesson;

import org.jspecify.annotations.NullMarked;
