package padwise.lesson.check;

import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/** A check's answer to an attempt, with the smallest case that differs, if there is one. */
public record Verdict(Grade grade, String says, @Nullable Table evidence) {

  /** Grade of an attempt: untouched, wrong or right. */
  public enum Grade {
    NOT_YET,
    NOT_QUITE,
    PASSED
  }
}
