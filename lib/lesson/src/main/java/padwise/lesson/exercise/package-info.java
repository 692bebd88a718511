/**
 * The workbook's exercises, one file a topic: cases, a right answer, and what people get wrong.
 *
 * <p>A sentence about a mistake says what the method did and where to look, not what to write.
 */
@NullMarked
package padwise.lesson.exercise;

import org.jspecify.annotations.NullMarked;
