package padwise.lesson.check;

import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * Answer of a check to an attempt.
 *
 * @param grade how far the attempt is
 * @param says one or two sentences
 * @param evidence the smallest case that differs; null if there is none
 */
public record Verdict(Grade grade, String says, @Nullable Table evidence) {

  /** Grade of an attempt: untouched, wrong or right. */
  public enum Grade {
    NOT_YET,
    NOT_QUITE,
    PASSED
  }
}
