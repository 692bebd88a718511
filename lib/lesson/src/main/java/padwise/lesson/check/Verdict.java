package padwise.lesson.check;

import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * What came of a check.
 *
 * @param says starts with "Passed", "Not yet" or "Not quite"
 * @param evidence the smallest case that differs; null unless something is not quite right
 */
public record Verdict(String says, @Nullable Table evidence) {}
