package padwise.lesson.check;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A wrong answer that is known, and what a teacher says to it.
 *
 * @param says what happened and where to look, whole sentences
 * @param made the wrong answer
 */
public record Mistake<A, B, R>(String says, BiFunction<A, B, ? extends @Nullable R> made) {}
