package padwise.lesson.check;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Wrong answers of one thought, and what a teacher says to it: what happened, where to look. */
public record Mistake<A, B, R>(String says, List<BiFunction<A, B, ? extends @Nullable R>> forms) {}
