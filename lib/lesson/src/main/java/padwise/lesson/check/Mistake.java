package padwise.lesson.check;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A wrong answer that is known, and what a teacher says to it.
 *
 * @param says what happened and where to look, whole sentences
 * @param forms the wrong answer, or all those of one thought
 */
public record Mistake<A, B, R>(String says, List<BiFunction<A, B, ? extends @Nullable R>> forms) {}
