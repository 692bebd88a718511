package padwise.kernel.repl;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.CellSource.CellPart;

/** Says what went wrong with one cell: what it is, then the learner's own line, then the rest. */
final class Reports {
  private static final Pattern NAME = Pattern.compile("symbol: +(?:variable|class) (\\S+)");

  /** An error of the method that JShell puts code into, where that can't be reached. */
  private static final String JSHELLS_OWN = "compiler.err.missing.ret.stmt";

  private final CellSource cell;
  private final JShell shell;
  private final Variables variables;
  private final ImportHints imports;
  private final Map<String, CellPart> parts = new HashMap<>();

  Reports(CellSource cell, JShell shell, Variables variables, ImportHints imports) {
    this.cell = cell;
    this.shell = shell;
    this.variables = variables;
    this.imports = imports;
  }

  /** Remembers which part of the cell became this snippet. */
  void know(Snippet snippet, CellPart part) {
    parts.put(snippet.id(), part);
  }

  /** Throws what an evaluation ended in, if it did not end well. */
  void check(SnippetEvent event, @Nullable Throwable failure, Interruption stop)
      throws CellException {
    JShellException shown = event.exception();
    if (stop.isPressed() && (failure != null || stop.isFinal())) {
      throw interrupted(parts.get(event.snippet().id()));
    }
    if (shown != null && failure != null) {
      throw thrown(failure, shown.getStackTrace());
    }
    if (!event.status().isDefined()) {
      throw notCompiled(event.snippet());
    }
  }

  /** The compiler's words, each with its line, a caret and what brings a name that is not found. */
  private CellException notCompiled(Snippet snippet) {
    CellPart part = parts.get(snippet.id());
    int offset = part == null ? 0 : part.offset();
    var lines = new ArrayList<String>();
    List<Diag> problems = shell.diagnostics(snippet).collect(toCollection(ArrayList::new));
    Diag first = problems.isEmpty() ? null : problems.get(0);
    problems.removeIf(
        each ->
            snippet instanceof ErroneousSnippet // a learner's own method is none
                && each != first
                && each.getCode().equals(JSHELLS_OWN));
    for (Diag problem : problems) {
      String message = problem.getMessage(Locale.ROOT);
      String[] words = Diagnosis.words(problem).split("\\R", -1);
      int position = offset + Diagnosis.placeAsWritten(problem, snippet);
      if (problem != problems.get(0)) { // its words are the report's title
        lines.addAll(CellException.title(Diagnosis.TITLE, words[0]));
      }
      lines.addAll(Excerpt.withCaret(cell, Math.min(cell.text().length(), position)));
      Arrays.stream(words)
          .skip(1)
          .filter(line -> !line.strip().startsWith("location: class"))
          .forEach(lines::add);
      Matcher name = NAME.matcher(message);
      String sentence = name.find() ? whatBrings(name.group(1)) : "";
      if (!sentence.isEmpty() && !lines.contains(sentence)) {
        lines.add(sentence);
      }
    }
    String title =
        problems.isEmpty() ? "" : Diagnosis.words(problems.get(0)).lines().findFirst().orElse("");
    return new CellException(Diagnosis.TITLE, title, lines);
  }

  private String whatBrings(String name) {
    return variables.whyLost(name).orElseGet(() -> imports.of(name));
  }

  CellException interrupted(@Nullable CellPart part) {
    return new CellException(
        "Interrupted",
        "the cell was stopped. Its variables are still there.",
        part == null ? List.of() : Excerpt.of(cell, part.offset()));
  }

  /** An error found before compiling. */
  CellException refused(int position, String words) {
    return new CellException(Diagnosis.TITLE, words, Excerpt.withCaret(cell, position));
  }

  CellException magic(CellPart part, RuntimeException problem) {
    return new CellException(nameOf(problem), messageOf(problem), Excerpt.of(cell, part.offset()));
  }

  /** Memory ran out. JavaCPP says so too, of ND4J's arrays outside the heap. */
  static CellException outOfMemory(@Nullable OutOfMemoryError full, Set<String> emptied) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String words = full == null ? "" : messageOf(full);
    boolean outside = words.contains("hysical") || words.contains("bytes");
    String what =
        outside
            ? "ND4J's arrays do not fit"
            : "the values of all cells do not fit into " + heap + " MB";
    var lines = new ArrayList<String>();
    if (!emptied.isEmpty()) {
      lines.add(
          "Emptied, to go on: " + String.join(", ", emptied) + ", which this cell had declared.");
    }
    lines.add(
        "The kernel and the other variables live. To make room, assign null to what you no longer"
            + " need: name = null;");
    return new CellException("OutOfMemoryError", what + ".", lines);
  }

  private CellException thrown(Throwable failure, StackTraceElement[] calls) {
    var lines = new ArrayList<String>();
    var places = new LinkedHashSet<Place>(); // a recursion comes by the same line again and again
    var others = new ArrayList<StackTraceElement>();
    for (StackTraceElement call : calls) {
      Place place = placeOf(call);
      if (place == null) {
        others.add(call);
      } else {
        places.add(place);
      }
    }
    var hints = new LinkedHashSet<String>();
    for (Place place : places) {
      lines.addAll(Excerpt.of(place.text, place.line, place.where));
      hints.addAll(ShapeHints.of(failure, place.code(), variables::valueOf));
    }
    lines.addAll(hints);
    lines.addAll(LibraryCalls.folded(others));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      lines.add("Cause: " + nameOf(cause) + ": " + messageOf(cause));
    }
    return new CellException(nameOf(failure), messageOf(failure), lines);
  }

  static List<String> title(Throwable failure) {
    return CellException.title(nameOf(failure), messageOf(failure));
  }

  private static String nameOf(Throwable failure) {
    String name = failure.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1)
        .replace('$', '.')
        .replaceFirst("^.JShell.\\w+\\.", "");
  }

  static String messageOf(Throwable failure) {
    if (failure instanceof StackOverflowError) {
      return "calls are nested too deep. A method, or a text of an object, may call itself without end.";
    }
    String message = failure.getMessage();
    return message == null ? "" : ClassCode.inLearnersWords(message);
  }

  private record Place(String text, int line, String where) {
    String code() {
      return text.split("\n", -1)[line - 1];
    }
  }

  /** JShell names the file of a cell's code by its snippet: #12. */
  private @Nullable Place placeOf(StackTraceElement call) {
    String file = call.getFileName();
    if (file == null || !file.startsWith("#")) {
      return null;
    }
    String id = file.substring(1);
    CellPart part = parts.get(id);
    if (part != null) {
      return new Place(
          cell.text(), cell.lineAt(part.offset()) + call.getLineNumber() - 1, "this cell");
    }
    return shell
        .snippets()
        .filter(snippet -> snippet.id().equals(id) && shell.status(snippet).isActive())
        .findFirst()
        .map(
            snippet ->
                new Place(
                    Diagnosis.asWritten(snippet.source()),
                    call.getLineNumber(),
                    "an earlier declaration"))
        .orElse(null);
  }
}
