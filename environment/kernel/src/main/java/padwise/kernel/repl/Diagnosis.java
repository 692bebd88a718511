package padwise.kernel.repl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/** The compiler's words on a part of a cell, and code that it would take. */
final class Diagnosis {
  static final String TITLE = "CompileError";

  private static final Pattern ESCAPED = Pattern.compile("\\\\u(\\p{XDigit}{4})");
  private static final Pattern CONSTRUCTOR = Pattern.compile("[{};/]\\s*$");
  private static final Pattern ADDED = Pattern.compile("(?s)/\\*\\+\\*/.*?/\\*-\\*/");

  private static final Pattern SEALED = Pattern.compile("\\b(?:class|interface)\\s+(\\w+)[^{]*");

  private Diagnosis() {}

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

  /** True if a sealed type was refused for a class that is not there yet, beside one that is. */
  static boolean permitsNewClasses(Snippet snippet, JShell shell) {
    return shell.status(snippet) == Status.REJECTED
        && shell.diagnostics(snippet).anyMatch(Diagnosis::isPermits);
  }

  static boolean isPermits(Diag problem) {
    return problem.getCode().endsWith("invalid.permits.clause");
  }

  private static Optional<String> mended(String code, Diag problem, CellSource cell) {
    int position = (int) problem.getPosition();
    if (problem.getCode().endsWith("invalid.canonical.constructor.in.record")
        && problem.getMessage(Locale.ROOT).contains("stronger access")
        && CONSTRUCTOR.matcher(code.substring(0, position)).find()) {
      return Optional.of(with("public ", code, position));
    }
    Matcher sealed = SEALED.matcher(code);
    if (problem.getCode().endsWith("sealed.class.must.have.subclasses") && sealed.find(position)) {
      String subtypes = String.join(", ", subtypes(sealed.group(1), cell));
      return subtypes.isEmpty()
          ? Optional.empty()
          : Optional.of(with(" permits " + subtypes, code, sealed.end()));
    }
    return Optional.empty();
  }

  private static String with(String words, String code, int position) {
    return code.substring(0, position) + "/*+*/" + words + "/*-*/" + code.substring(position);
  }

  /** Code of a snippet, or its beginning, without what was added to it here. */
  static String asWritten(String source) {
    return ADDED.matcher(source).replaceAll("");
  }

  /** The place of a problem in the code as the learner wrote it. */
  static int placeAsWritten(Diag problem, Snippet snippet) {
    String source = snippet.source();
    int place = (int) Math.max(0, Math.min(source.length(), problem.getPosition()));
    return asWritten(source.substring(0, place)).length();
  }

  /** Those of the cell that extend or implement a type. */
  private static List<String> subtypes(String type, CellSource cell) {
    Pattern subtype =
        Pattern.compile(
            "\\b(?:class|interface|record|enum)\\s+(\\w+)[^{]*\\b(?:extends|implements)\\b[^{]*\\b"
                + type
                + "\\b");
    return cell.parts().stream()
        .map(part -> subtype.matcher(part.code()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  /** The compiler's words with the reader's names. */
  static String words(Diag problem) {
    if (problem.getCode().endsWith("illegal.char")) {
      return ESCAPED
              .matcher(problem.getMessage(Locale.ROOT))
              .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)))
          + ", which Java does not know. Pasted text may have it: type it anew";
    }
    if (problem.getCode().endsWith("unclosed.char.lit")) {
      return "unclosed character literal; a text of several letters stands in double quotes";
    }
    return ClassCode.inLearnersWords(problem.getMessage(Locale.ROOT))
        .replaceAll(" in (?:method do_it\\$\\w*\\(\\)|class (?= ))", "")
        .replaceAll("(?<= in )(?= )", "a cell")
        .replace("JShell method names", "names of a cell's methods");
  }
}
