package padwise.kernel.repl;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A cell's text, cut into what JShell takes one by one.
 *
 * @param text the whole cell
 * @param parts its snippets and magics in order
 */
record CellSource(String text, List<CellPart> parts) {
  /**
   * @param code one snippet, or a magic with its percent signs
   * @param offset where it begins in the cell
   * @param completeness whether it can run
   */
  record CellPart(String code, int offset, Completeness completeness) {
    boolean isMagic() {
      return code.startsWith("%");
    }

    boolean isIncomplete() {
      return !completeness.isComplete();
    }
  }

  /** Texts, characters and comments; a comment's beginning alone if it has no end. */
  private static final Pattern QUOTED =
      Pattern.compile(
          """
          (?s:\"""(?:\\\\.|[^\\\\])*?\""")|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|//.*|(?s:/\\*.*?\\*/)|/\\*"""
              .strip());

  static CellSource of(String text, SourceCodeAnalysis analysis) {
    var parts = new ArrayList<CellPart>();
    int start = skipBlank(text, 0);
    while (start < text.length()) {
      CellPart part =
          text.startsWith("%", start) ? magic(text, start) : snippet(text, start, analysis);
      if (part.completeness == Completeness.EMPTY) {
        break;
      }
      parts.add(part);
      start = skipBlank(text, endOf(part, text));
    }
    return new CellSource(text, List.copyOf(parts));
  }

  private static CellPart snippet(String text, int start, SourceCodeAnalysis analysis) {
    CompletionInfo info = analysis.analyzeCompletion(text.substring(start));
    boolean whole = info.completeness().isComplete();
    return new CellPart(whole ? info.source() : text.substring(start), start, info.completeness());
  }

  /** A line that begins with a percent sign; with two, the rest of the cell. */
  private static CellPart magic(String text, int start) {
    int newline = text.startsWith("%%", start) ? -1 : text.indexOf('\n', start);
    String code = text.substring(start, newline < 0 ? text.length() : newline);
    return new CellPart(code, start, Completeness.COMPLETE);
  }

  /** True if a part is the last line, and for its value: what ends in a semicolon is not shown. */
  boolean isShown(CellPart part) {
    boolean ended =
        part.completeness == Completeness.COMPLETE && withoutComments(part.code).endsWith(";");
    return part.offset == parts.get(parts.size() - 1).offset
        && !ended
        && !part.code.startsWith("display("); // whose value is a random id
  }

  /** True if a part of the cell declares a class of this name. */
  boolean declares(String type) {
    Pattern declaration = Pattern.compile("\\b(?:class|interface|record|enum)\\s+" + type + "\\b");
    return parts.stream().anyMatch(part -> declaration.matcher(part.code).find());
  }

  private static String withoutComments(String code) {
    return QUOTED
        .matcher(code)
        .replaceAll(found -> found.group().startsWith("/") ? "" : quoteReplacement(found.group()))
        .strip();
  }

  /** The place where a comment begins that has no end, or -1. */
  int openComment() {
    return QUOTED
        .matcher(java())
        .results()
        .filter(found -> found.group().equals("/*"))
        .mapToInt(MatchResult::start)
        .findFirst()
        .orElse(-1);
  }

  /** True if this ends within a text or a comment. */
  boolean endsInWords() {
    boolean comment =
        QUOTED
            .matcher(java())
            .results()
            .anyMatch(
                found ->
                    (found.end() == text.length() && found.group().startsWith("//"))
                        || found.group().equals("/*"));
    return comment || QUOTED.matcher(java()).replaceAll("").matches("(?s).*[\"'].*");
  }

  /** The text with blanks for magics: in a path, a slash and a star begin no comment. */
  private CharSequence java() {
    var java = new StringBuilder(text);
    for (CellPart part : parts) {
      if (part.isMagic()) {
        int end = part.offset + part.code.length();
        java.replace(part.offset, end, " ".repeat(part.code.length()));
      }
    }
    return java;
  }

  /** JShell adds a semicolon where one is missing. */
  private static int endOf(CellPart part, String text) {
    int added = part.completeness == Completeness.COMPLETE_WITH_SEMI ? 1 : 0;
    return Math.min(text.length(), part.offset + part.code.length() - added);
  }

  private static int skipBlank(String text, int start) {
    int position = start;
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /** The line, counted from 1, of a position in this cell. */
  int lineAt(int position) {
    return lineAt(position, text);
  }

  static int lineAt(int position, String code) {
    return 1 + (int) code.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
