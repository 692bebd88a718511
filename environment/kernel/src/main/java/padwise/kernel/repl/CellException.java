package padwise.kernel.repl;

import java.util.List;

/** A cell did not run to its end; the report says why, in lines for a learner. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final transient List<String> report;

  CellException(String name, String message, List<String> report) {
    super(message);
    this.name = name;
    this.report = List.copyOf(report);
  }

  /** The kernel's own mistake, or a value's whose words can't be had. */
  public static CellException ofKernel(Throwable problem) {
    String name = problem.getClass().getSimpleName();
    return new CellException(
        name,
        String.valueOf(problem.getMessage()),
        List.of(
            Excerpt.bold(name) + ": " + problem.getMessage(),
            "The cell ran; showing its value failed."));
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
