package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Java session without Jupyter: cells are numbered from 1. */
final class Session implements AutoCloseable {
  static { // cells use no library here, and the compiler would read its jars for each session
    System.setProperty("java.class.path", "target/classes");
  }

  private final List<String> notices = new ArrayList<>();
  private final Repl repl = new Repl(line -> {}, notices::add);
  private int cells;

  /** Runs cells in order; the value of the last one. */
  @Nullable Object run(String... texts) {
    Object value = null;
    for (String text : texts) {
      notices.clear();
      try {
        value = repl.eval(text, ++cells, any -> any);
      } catch (CellException problem) {
        throw new AssertionError(words(problem), problem);
      }
    }
    return value;
  }

  /** Runs a cell that is to fail; its report without colours. */
  String fail(String text) {
    return fail(text, any -> any);
  }

  /** The same of a cell whose value is rendered so. */
  String fail(String text, UnaryOperator<Object> rendering) {
    notices.clear();
    try {
      repl.eval(text, ++cells, rendering);
    } catch (CellException problem) {
      return words(problem);
    }
    throw new AssertionError("ran: " + text);
  }

  private static String words(CellException problem) {
    return plain(String.join("\n", problem.report()));
  }

  /** The notices beside the last cell. */
  String notices() {
    return plain(String.join("", notices)).strip();
  }

  Repl repl() {
    return repl;
  }

  @Override
  public void close() {
    repl.close();
  }

  /** A text without the signs for bold and faint. */
  static String plain(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
