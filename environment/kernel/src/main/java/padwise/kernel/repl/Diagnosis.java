package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Says why a part of a cell does not compile. */
final class Diagnosis {
  static final String TITLE = "CompileError";

  private static final Pattern NAME = Pattern.compile("symbol: +(?:variable|class) (\\S+)");

  private static final Pattern CONSTRUCTOR = Pattern.compile("[{};/]\\s*$");

  private static final Pattern SEALED = Pattern.compile("\\b(?:class|interface)\\s+(\\w+)[^{]*");
  private static final String SUBTYPE =
      "\\b(?:class|interface|record|enum)\\s+(\\w+)[^{]*\\b(?:extends|implements)\\b[^{]*\\b%s\\b";

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
   * The code as Java asks for it: with {@code public} before a record's constructor, as JShell
   * makes the record public; with those that a sealed type permits, as JShell compiles them
   * elsewhere. Empty if it lacks nothing of the kind.
   */
  static Optional<String> mended(String code, Snippet snippet, CellSource cell, JShell shell) {
    return shell
        .diagnostics(snippet)
        .flatMap(problem -> mended(code, problem, cell).stream())
        .findFirst();
  }

  private static Optional<String> mended(String code, Diag problem, CellSource cell) {
    int position = (int) problem.getPosition();
    if (problem.getCode().endsWith("invalid.canonical.constructor.in.record")
        && problem.getMessage(Locale.ROOT).contains("stronger access")
        && CONSTRUCTOR.matcher(code.substring(0, position)).find()) {
      return Optional.of(code.substring(0, position) + "public " + code.substring(position));
    }
    Matcher sealed = SEALED.matcher(code);
    if (problem.getCode().endsWith("sealed.class.must.have.subclasses") && sealed.find(position)) {
      Pattern subtype = Pattern.compile(String.format(SUBTYPE, sealed.group(1)));
      String subtypes =
          cell.parts().stream()
              .map(part -> subtype.matcher(part.code()))
              .filter(Matcher::find)
              .map(found -> found.group(1))
              .collect(Collectors.joining(", "));
      return subtypes.isEmpty()
          ? Optional.empty()
          : Optional.of(
              code.substring(0, sealed.end())
                  + " permits "
                  + subtypes
                  + code.substring(sealed.end()));
    }
    return Optional.empty();
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
