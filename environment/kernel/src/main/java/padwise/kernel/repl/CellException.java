package padwise.kernel.repl;

import java.util.List;
import java.util.stream.Stream;

/** A cell did not run to its end; the report says why, in lines for a learner. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  static final String UNSHOWN = "The cell ran; showing its value failed.";

  private final String name;
  private final transient List<String> report;

  /**
   * @param message of one line or more; the report begins with it
   * @param details the report's other lines
   */
  CellException(String name, String message, List<String> details) {
    super(message);
    this.name = name;
    report = Stream.concat(title(name, message).stream(), details.stream()).toList();
  }

  /** The first lines of a report. */
  static List<String> title(String name, String message) {
    return List.of((Excerpt.bold(name) + ": " + message).split("\\R", -1));
  }

  /** The kernel's own mistake, or a value's whose words can't be had. */
  public static CellException ofKernel(Throwable problem) {
    return new CellException(
        problem.getClass().getSimpleName(), Reports.messageOf(problem), List.of(UNSHOWN));
  }

  /** The kind of error, such as {@code IllegalArgumentException}. */
  public String name() {
    return name;
  }

  /** The lines to show, coloured by ANSI codes. */
  public List<String> report() {
    return report;
  }
}
