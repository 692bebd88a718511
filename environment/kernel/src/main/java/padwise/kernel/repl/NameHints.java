package padwise.kernel.repl;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What may help where a name is not known. */
final class NameHints {
  private static final Map<String, String> OTHERS =
      Map.of("None", "null", "True", "true", "False", "false", "let", "var", "val", "var");

  private static final Pattern SET = Pattern.compile("\\s*=[^=]");
  private static final int SHOWN = 3;
  private static final int LETTERS = 3; // for each slip

  private final Variables variables;
  private final ImportHints imports;
  private final Assistant assistant;

  NameHints(Variables variables, ImportHints imports, Assistant assistant) {
    this.variables = variables;
    this.imports = imports;
    this.assistant = assistant;
  }

  /** A sentence: why the name has gone, or the import that brings it; empty if there is none. */
  String of(String name) {
    return variables.whyLost(name).orElseGet(() -> imports.of(name));
  }

  /**
   * The same, or what else may have been meant: another language's word, a known name that is
   * nearly this one, a variable to be declared.
   *
   * @param kind of the name as the compiler says it, such as {@code method}
   * @param start of the name in the cell's text
   */
  String of(String kind, String name, String text, int start) {
    String java = OTHERS.get(name);
    if (java != null) {
      return "In Java: " + java;
    }
    if (name.matches("length|size") && text.startsWith(".", start - 1)) {
      return "In Java: array.length, text.length(), list.size()";
    }
    List<String> known = assistant.names(text.substring(0, start));
    String sentence =
        kind.equals("method")
            ? imports.ofVerb(name)
            : known.contains(name) || kind.equals("package") ? "" : of(name);
    if (sentence.isEmpty()) {
      sentence = nearest(name, known);
    }
    String behind = text.substring(Math.min(text.length(), start + name.length()));
    return sentence.isEmpty() && SET.matcher(behind).lookingAt()
        ? "To declare it: var " + name + " = …;"
        : sentence;
  }

  private static String nearest(String name, List<String> known) {
    return IntStream.rangeClosed(1, name.length() / LETTERS)
        .mapToObj(slips -> known.stream().filter(each -> isNear(each, name, slips)).toList())
        .filter(near -> !near.isEmpty() && !near.contains(name))
        .findFirst()
        .map(
            near ->
                "Nearly the same: "
                    + String.join(", ", near.subList(0, Math.min(SHOWN, near.size()))))
        .orElse("");
  }

  /**
   * True if so many slips make one name of the other: a letter more, less, or another, or two
   * swapped.
   */
  private static boolean isNear(String a, String b, int slips) {
    if (a.isEmpty() || b.isEmpty() || slips < 0) {
      return a.length() + b.length() <= slips;
    }
    if (a.charAt(0) == b.charAt(0)) {
      return isNear(a.substring(1), b.substring(1), slips);
    }
    boolean swapped =
        a.length() > 1
            && b.length() > 1
            && a.charAt(0) == b.charAt(1)
            && a.charAt(1) == b.charAt(0);
    return isNear(a.substring(1), b, slips - 1)
        || isNear(a, b.substring(1), slips - 1)
        || isNear(a.substring(1), b.substring(1), slips - 1)
        || (swapped && isNear(a.substring(2), b.substring(2), slips - 1));
  }
}
