package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Says why a part of a cell does not compile. */
final class Diagnosis {
  static final String TITLE = "CompileError";

  private static final Pattern NAME = Pattern.compile("symbol: +(?:variable|class) (\\S+)");

  private static final Pattern CONSTRUCTOR = Pattern.compile("[{};/]\\s*$");

  private Diagnosis() {}

  /**
   * @param snippet what does not compile
   * @param offset where it begins in the cell
   * @param help what brings a name that is not found, as a sentence; else empty
   */
  static CellException of(
      Snippet snippet, int offset, CellSource cell, JShell shell, UnaryOperator<String> help) {
    var lines = new ArrayList<String>();
    for (Diag problem : shell.diagnostics(snippet).toList()) {
      lines.addAll(lines(problem, offset, cell));
      Matcher name = NAME.matcher(problem.getMessage(Locale.ROOT));
      String sentence = name.find() ? help.apply(name.group(1)) : "";
      if (!sentence.isEmpty() && !lines.contains(sentence)) {
        lines.add(sentence);
      }
    }
    String first = lines.isEmpty() ? "" : Excerpt.plain(lines.get(0));
    return new CellException(TITLE, first.replaceFirst("^" + TITLE + ": ", ""), lines);
  }

  /**
   * The code with {@code public} before a record's constructor, which Java asks for as JShell makes
   * the record public; empty if it lacks nothing of the kind.
   */
  static Optional<String> mended(String code, Snippet snippet, JShell shell) {
    return shell
        .diagnostics(snippet)
        .filter(problem -> problem.getCode().endsWith("invalid.canonical.constructor.in.record"))
        .filter(problem -> problem.getMessage(Locale.ROOT).contains("stronger access"))
        .map(problem -> (int) problem.getPosition())
        .filter(position -> CONSTRUCTOR.matcher(code.substring(0, position)).find())
        .map(position -> code.substring(0, position) + "public " + code.substring(position))
        .findFirst();
  }

  /** The first of the compiler's words on a declaration; empty if it has none. */
  static String words(Snippet snippet, JShell shell) {
    return shell
        .diagnostics(snippet)
        .map(problem -> ClassCode.inLearnersWords(problem.getMessage(Locale.ROOT)))
        .findFirst()
        .orElse("")
        .replaceAll("\\s+", " ");
  }

  /** The compiler's words, the line, and a caret below what it is about. */
  private static List<String> lines(Diag problem, int offset, CellSource cell) {
    String[] words = ClassCode.inLearnersWords(problem.getMessage(Locale.ROOT)).split("\\R", -1);
    var lines = new ArrayList<String>();
    lines.add(Excerpt.bold(TITLE) + ": " + words[0]);
    int position =
        Math.min(cell.text().length(), offset + (int) Math.max(0, problem.getPosition()));
    lines.addAll(Excerpt.withCaret(cell, position));
    for (int i = 1; i < words.length; i++) {
      if (!words[i].strip().startsWith("location: class")) {
        lines.add(words[i]);
      }
    }
    return lines;
  }
}
