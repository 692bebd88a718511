/**
 * Checks of a reader's method: an exercise, the mistakes it knows, and the verdict.
 *
 * <p>A method runs on a thread of its own, on copies of the arguments: whatever it does, the cells
 * behind go on.
 */
@NullMarked
package padwise.lesson.check;

import org.jspecify.annotations.NullMarked;
