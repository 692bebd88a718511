package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import padwise.kernel.repl.CellSource.CellPart;

/**
 * A cell up to the cursor as the body of one method, which is how JShell looks at code that is
 * being written.
 *
 * <p>There, a class is a local one. A method becomes the member of a local class with one more
 * method that holds all that follows, so that it can be called and its parameters are known. The
 * whole stands in such a class too: JShell does not complete the variables of its own method.
 *
 * @param imports the cell's import lines, which can't stand in a method
 * @param code the rest, ending at the cursor
 */
record CellContext(List<String> imports, String code) {
  /** Comments, annotations and modifiers, which no local class and no member here needs. */
  private static final Pattern LEADING =
      Pattern.compile(
          "^(?:\\s+|//.*\\R|/\\*(?s:.*?)\\*/|@(?!interface)\\w+(?:\\([^)]*\\))?"
              + "|(?:public|protected|private|static|abstract|final|sealed|non-sealed)\\b)*+");

  private static final Pattern TYPE =
      Pattern.compile("(?U)^(?:class|interface|enum|record|@interface)\\s+\\w");
  private static final Pattern METHOD =
      Pattern.compile(
          "(?U)^(?:<[^(){}]*>\\s*)?(?!(?:new|return|throw|else)\\b)\\w[\\w.]*(?:<[^(){}]*>)?"
              + "(?:\\s*\\[\\s*\\])*\\s+\\w+\\s*\\([^;{}]*\\)[^;{}()]*\\{");

  /** JShell offers no local variables in a static method of a local class. */
  private static final Pattern STATIC = Pattern.compile("\\bstatic\\s+");

  private static final String FOLLOWING = " void following$() throws Throwable {";

  /** In a return that is being written, JShell completes nothing. */
  private static final Pattern RETURN = Pattern.compile("\\breturn\\b(?=[^;{}]*$)");

  /** The head of a statement, in which JShell completes nothing as long as it is open. */
  private static final Pattern HEAD =
      Pattern.compile(
          "\\b(?:(for)\\s*\\(([^;{}]*;)|for\\s*\\([^;{}:()]*:|(?:if|while)\\s*\\()([^;{}]*$)");

  /** A name that begins a statement: JShell offers local variables only behind one with braces. */
  private static final Pattern BEGINNING = Pattern.compile("(?U)(?<=[;}])\\s*\\R\\s*(?=\\w+$)");

  /**
   * @param text the cell up to the cursor
   * @param parts its parts, or the last of them
   */
  static CellContext of(String text, List<CellPart> parts) {
    var imports = new ArrayList<String>();
    var code = new StringBuilder("if (true); class Cell$ {" + FOLLOWING);
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      String whole = last ? text.substring(parts.get(i).offset()) : parts.get(i).code();
      String part = LEADING.matcher(whole).replaceFirst("");
      if (part.startsWith("import ") && last) {
        return new CellContext(List.of(), part);
      } else if (part.startsWith("import ")) {
        imports.add(part);
      } else if (!parts.get(i).isMagic()) {
        code.append('\n').append(inMethod(part, i, last));
        if (last && !TYPE.matcher(part).find()) {
          code.replace(0, code.length(), BEGINNING.matcher(code).replaceFirst("\nif (true) {} "));
        }
      }
    }
    return new CellContext(
        imports, RETURN.matcher(withoutHead(code)).replaceFirst("; Object result\\$ = "));
  }

  private static CharSequence withoutHead(CharSequence code) {
    Matcher each = HEAD.matcher(code);
    MatchResult head = null; // the innermost that is open
    for (int start = 0; each.find(start); start = each.start() + 1) {
      head = isClosed(each.group(3), "()") ? head : each.toMatchResult();
    }
    if (head == null) {
      return code;
    }
    String init = head.group(1) == null ? "" : head.group(2);
    return code.subSequence(0, head.start()) + "{ " + init + " Object result$ = " + head.group(3);
  }

  /** True if a bracket ends that began before. */
  private static boolean isClosed(String code, String brackets) {
    int open = 0;
    for (int i = 0; i < code.length() && open >= 0; i++) {
      int which = brackets.indexOf(code.charAt(i));
      open += which == 0 ? 1 : which == 1 ? -1 : 0;
    }
    return open < 0;
  }

  /**
   * The label of a case that is being written.
   *
   * @param before the code before the statement with its switch
   * @param subject what the switch decides by
   * @param prefix the label as far as it goes
   */
  record CaseLabel(String before, String subject, String prefix) {
    private static final Pattern SWITCH =
        Pattern.compile("\\bswitch\\s*\\(((?:[^(){};]|\\([^(){};]*\\))*)\\)\\s*\\{");

    private static final Pattern LABEL =
        Pattern.compile("(?U)\\bcase\\s+(?:\\w+\\s*,\\s*)*(\\w*)$");

    /** The text up to a place, without what is not ended there. */
    private static String statementsOf(String text, int end) {
      return text.substring(0, end).replaceFirst("[^;{}]*$", "");
    }

    /** At the end of a text, if one is being written there. */
    static Optional<CaseLabel> of(String text) {
      Matcher label = LABEL.matcher(text);
      if (!label.find()) {
        return Optional.empty();
      }
      return SWITCH
          .matcher(text)
          .results()
          .filter(each -> !isClosed(text.substring(each.end()), "{}"))
          .reduce((outer, inner) -> inner)
          .map(s -> new CaseLabel(statementsOf(text, s.start()), s.group(1), label.group(1)));
    }
  }

  private static String inMethod(String part, int number, boolean last) {
    return METHOD.matcher(part).find() && !TYPE.matcher(part).find()
        ? "class Cell$" + number + " { " + part + (last ? "" : FOLLOWING)
        : last ? STATIC.matcher(part).replaceAll("") : part;
  }
}
