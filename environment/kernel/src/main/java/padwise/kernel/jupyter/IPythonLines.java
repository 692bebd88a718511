package padwise.kernel.jupyter;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that people from IPython type, and the Java way. */
final class IPythonLines {
  private static final Pattern NAME =
      Pattern.compile("\\s*(?:\\?\\??\\s*([\\w.]+)|([\\w.]+)(?:\\(\\))?\\s*\\?\\??)\\s*");
  private static final Pattern PROGRAM = Pattern.compile("(?m)^\\s*!\\s*([\\w./~-]+[^;\\n]*)$");
  private static final String TIME =
      "long start = System.nanoTime(); … System.out.println((System.nanoTime() - start) / 1e6 + \" ms\");";
  private static final Map<String, String> MAGICS =
      Map.of(
          "time", TIME,
          "timeit", TIME + " Repeat the code first: Java compiles what runs often",
          "matplotlib", "import static padwise.lesson.Notebook.*; then show(…) draws here",
          "pip", "%classpath JAR adds a library",
          "cd", "Path.of(\"folder\", \"file\") names files from the notebook's folder");

  private IPythonLines() {}

  /** The name that {@code x?} or {@code ?x} asks about. */
  static Optional<String> nameAsked(String cell) {
    Matcher asked = NAME.matcher(cell);
    return asked.matches()
        ? Optional.of(asked.group(1) == null ? asked.group(2) : asked.group(1))
        : Optional.empty();
  }

  /** The Java way for a percent line that this kernel does not have. */
  static Optional<String> insteadOf(String magic) {
    String name = magic.replaceFirst("^%%?", "");
    return Optional.ofNullable(MAGICS.get(name))
        .map(way -> magic + " is IPython's; the Java way: " + way);
  }

  /** The Java way for a line that begins with an exclamation mark, if a cell has one. */
  static Optional<String> insteadOfProgram(String cell) {
    Matcher line = PROGRAM.matcher(cell);
    return line.find()
        ? Optional.of(
            "A line with ! runs a program in IPython; the Java way: System.out.print(new String(new"
                + " ProcessBuilder(\""
                + String.join("\", \"", line.group(1).strip().split("\\s+"))
                + "\").start().getInputStream().readAllBytes()));")
        : Optional.empty();
  }
}
