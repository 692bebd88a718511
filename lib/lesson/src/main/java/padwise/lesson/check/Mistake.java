package padwise.lesson.check;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A wrong answer that is known, or all those of one thought, and what a teacher says to it, in
 * whole sentences: what happened, and where to look.
 */
public record Mistake<A, B, R>(String says, List<BiFunction<A, B, ? extends @Nullable R>> forms) {}
