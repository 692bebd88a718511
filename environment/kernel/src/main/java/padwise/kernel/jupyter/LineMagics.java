package padwise.kernel.jupyter;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** The lines that begin with a percent sign, and what people from IPython type. */
final class LineMagics {
  private static final List<String> NAMES = List.of("%classpath", "%help");
  private static final String HELP =
      """
      %classpath JAR  adds a jar or a folder; lib/*.jar adds all that fit
      %help  lists these lines

      A JDK's preview features: set JDK_JAVA_OPTIONS=--enable-preview before you start Jupyter.
      Tab completes, Shift-Tab explains. Run All stops at the first error.
      The stop button asks your code first (Thread.interrupted() is true); after a second it is stopped.\
      """;

  private static final Pattern NAME =
      Pattern.compile("\\s*(?:\\?\\??\\s*([\\w.]+)|([\\w.]+)(?:\\(\\))?\\s*\\?\\??)\\s*");
  private static final Pattern PROGRAM =
      Pattern.compile("(?m)^\\s*!\\s*([\\w./~-]+[^;\\n|<>&$*\"'`]*)[^;\\n]*$");
  private static final String TIME =
      "long start = System.nanoTime(); … System.out.println((System.nanoTime() - start) / 1e6 + \""
          + " ms\");";

  /** IPython's, and the Java way. */
  private static final Map<String, String> IPYTHONS =
      Map.of(
          "time", TIME,
          "timeit", TIME + " Repeat the code first: Java compiles what runs often",
          "matplotlib", "import static padwise.lesson.Notebook.*; then show(…) draws here",
          "pip", "%classpath JAR adds a library",
          "html", "display(\"<b>bold</b>\", \"text/html\")",
          "cd", "Path.of(\"folder\", \"file\") names files from the notebook's folder");

  /** Lines of Python and of jshell, and the Java way. */
  private static final List<Map.Entry<Pattern, String>> OTHERS =
      List.of(
          way("(?m)^\\s*def ", "In Java: int twice(int x) { return 2 * x; }"),
          way(
              "(?m)^\\s*(?:for \\w+ in |(?:if|while) [^(]).*:\\s*$",
              "In Java: for (int i = 0; i < 3; i++) { … }, while (true) { … }, if (x > 0) { … }"),
          way(
              "(?m)^\\s*(?:from [\\w.]+ )?import [\\w.]+(?: as \\w+)?\\s*$",
              "In Java: import java.util.List; with a semicolon and Java's own names"),
          way("(?m)^\\s*print(?:ln)? *\\(", "In Java: System.out.println(…);"),
          way(
              "(?m)^\\s*(?:type|dir|help) *\\(",
              "In Java: x.getClass(); for help, x? in a cell of its own"),
          way("(?m)^\\s*#", "In Java: // begins a comment"),
          way("(?m)^\\s*pip ", "In Java: %classpath JAR adds a library"),
          way("\\w\\s*\\*\\*\\s*\\w", "In Java: Math.pow(a, 2)"),
          way("[=(]\\s*\\[", "In Java: List.of(1, 2, 3), or int[] a = {1, 2, 3};"),
          way("\\blen *\\(", "In Java: array.length, text.length(), list.size()"),
          way(
              "(?m)^\\s*(?:\\?[\\w.]+|[\\w.]+\\?)\\s*$",
              "A line such as name? shows help in a cell of its own"),
          way("^\\s*/\\w+", "%help lists the lines that are no Java"));

  private LineMagics() {}

  private static Map.Entry<Pattern, String> way(String line, String sentence) {
    return Map.entry(Pattern.compile(line), sentence);
  }

  /** The name that {@code x?} or {@code ?x} asks about. */
  static Optional<String> nameAsked(String cell) {
    Matcher asked = NAME.matcher(cell);
    return asked.matches()
        ? Optional.of(asked.group(1) == null ? asked.group(2) : asked.group(1))
        : Optional.empty();
  }

  /** The Java way for a line that is none, if a cell has one of the kinds that people try. */
  static Optional<String> inJava(String cell) {
    return OTHERS.stream()
        .filter(each -> each.getKey().matcher(cell).find())
        .findFirst()
        .map(Map.Entry::getValue)
        .or(() -> insteadOfProgram(cell));
  }

  private static Optional<String> insteadOfProgram(String cell) {
    return PROGRAM
        .matcher(cell)
        .results()
        .findFirst()
        .map(line -> String.join("\", \"", line.group(1).strip().split("\\s+")))
        .map(
            words ->
                "A line with ! runs a program in IPython; the Java way: System.out.print(new"
                    + " String(new ProcessBuilder(\""
                    + words
                    + "\").start().getInputStream().readAllBytes()));");
  }

  /**
   * Answers a line.
   *
   * @param jars takes what is added to the class path
   * @throws IllegalArgumentException if it is not known, or names a jar that is not there
   */
  static void run(String line, Consumer<Path> jars) {
    String[] words = line.strip().split("\\s+", 2);
    switch (words[0]) {
      case "%classpath" ->
          jars(words.length > 1 ? words[1].replaceAll("^[\"']|[\"']$", "") : "").forEach(jars);
      case "%help" -> System.out.println(HELP);
      default -> {
        String way = IPYTHONS.get(words[0].replaceFirst("^%%?", ""));
        throw new IllegalArgumentException(
            words[0]
                + (way == null
                    ? " is not known; use " + String.join(", ", NAMES)
                    : " is IPython's; the Java way: " + way));
      }
    }
  }

  static List<String> startingWith(String prefix) {
    return NAMES.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** The files that a path names; a star stands for any letters of a jar's name. */
  private static List<Path> jars(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("which jar? Write its path on this line");
    }
    String path = text.replaceFirst("^~(?=/|$)", System.getProperty("user.home"));
    List<Path> found =
        resolved(path).stream()
            .filter(each -> Files.isDirectory(each) || each.toString().endsWith(".jar"))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no jar and no folder is at "
              + path
              + "; one name a line, which counts from the notebook's folder");
    }
    return found;
  }

  private static List<Path> resolved(String path) {
    try {
      return PathsHandler.resolveGlobs(path.replace(File.separatorChar, '/'));
    } catch (RuntimeException noSuchFolder) {
      return List.of();
    }
  }
}
