package padwise.kernel.repl;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import padwise.kernel.repl.Origins.Place;

/** Says what went wrong with one cell: what it is, then the learner's own line, then the rest. */
final class Reports {
  private static final Pattern NAME =
      Pattern.compile(
          "symbol: +(variable|class|method) ([^\\s(]+)|(package) (?:[\\w.]+\\.)?(\\w+) does not exist");

  /** An error of the method that JShell puts code into, where that can't be reached. */
  private static final String JSHELLS_OWN = "compiler.err.missing.ret.stmt";

  /** What Java's own classes throw without a word. */
  private static final Map<Class<?>, String> SILENT =
      Map.of(
          UnsupportedOperationException.class,
          "this can't be changed, as a list of List.of; one of new ArrayList<>(list) can",
          ConcurrentModificationException.class,
          "a loop goes over this collection, which has changed meanwhile");

  private final CellSource cell;
  private final int number;
  private final JShell shell;
  private final Origins origins;
  private final Variables variables;
  private final NameHints hints;
  private final Map<String, CellPart> parts = new HashMap<>(); // by the snippet's id

  Reports(
      CellSource cell,
      int number,
      JShell shell,
      Origins origins,
      Variables variables,
      NameHints hints) {
    this.cell = cell;
    this.number = number;
    this.shell = shell;
    this.origins = origins;
    this.variables = variables;
    this.hints = hints;
  }

  /** A part of the cell is at work. */
  void begin(CellPart part) {
    origins.begin(new Place(cell, number, cell.lineAt(part.offset())));
  }

  /** Remembers which part of the cell became this snippet. */
  void know(SnippetEvent event, CellPart part) {
    parts.put(event.snippet().id(), part);
    begin(part); // others may have come again meanwhile
    origins.know(event);
  }

  /** Throws what an evaluation ended in, if it did not end well. */
  void check(SnippetEvent event, @Nullable Throwable failure, Interruption stop)
      throws CellException {
    JShellException shown = event.exception();
    if (stop.isPressed() && (failure != null || stop.isFinal())) {
      throw interrupted(parts.get(event.snippet().id()));
    }
    if (shown != null && failure != null) {
      throw thrown(failure);
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
      String sentence = name.find() ? hint(name, position) : "";
      if (!sentence.isEmpty() && !lines.contains(sentence)) {
        lines.add(sentence);
      }
    }
    String title =
        problems.isEmpty() ? "" : Diagnosis.words(problems.get(0)).lines().findFirst().orElse("");
    return new CellException(Diagnosis.TITLE, title, lines);
  }

  private String hint(Matcher found, int position) {
    if (found.group(3) != null) {
      int before = cell.text().lastIndexOf(found.group(4), position); // in front of a dot
      int start = before < 0 ? cell.text().indexOf(found.group(4)) : before; // in an import
      return hints.of("package", found.group(4), cell.text(), Math.max(0, start));
    }
    int start = Math.max(position, cell.text().indexOf(found.group(2), position)); // behind a dot
    return hints.of(found.group(1), found.group(2), cell.text(), start);
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
            : "what this cell made and the values of the others do not fit into " + heap + " MB";
    var lines = new ArrayList<String>();
    if (!emptied.isEmpty()) {
      lines.add(
          "Emptied, to go on: " + String.join(", ", emptied) + ", which this cell had declared.");
    }
    lines.add(
        "The kernel and the other variables live. To make room, assign null to what you no longer"
            + " need: name = null; For more room, set PADWISE_MEMORY, in MB, before you start Jupyter.");
    return new CellException("OutOfMemoryError", what + ".", lines);
  }

  /** What code has thrown, with its lines in cells; and more lines, if there are any. */
  CellException thrown(Throwable failure, String... more) {
    var lines = new ArrayList<String>();
    var told = new LinkedHashSet<Place>(); // a recursion comes by the same line again and again
    for (Throwable each : withCauses(failure)) {
      if (each != failure) {
        lines.add("Cause: " + nameOf(each) + ": " + messageOf(each));
      }
      var others = new ArrayList<StackTraceElement>();
      var hints = new LinkedHashSet<String>();
      for (StackTraceElement call : Declarations.calls(each)) {
        Optional<Place> place = origins.of(call);
        if (place.isEmpty()) {
          others.add(call);
        } else if (told.add(place.get())) {
          lines.addAll(excerpt(place.get()));
          hints.addAll(ShapeHints.of(each, place.get().code(), variables::valueOf));
        }
      }
      lines.addAll(hints);
      lines.addAll(each == failure ? LibraryCalls.folded(others) : List.of());
    }
    lines.addAll(List.of(more));
    return new CellException(nameOf(failure), messageOf(failure), lines);
  }

  /** A failure and its causes, each once, though they may go round in a circle. */
  private static List<Throwable> withCauses(Throwable failure) {
    var chain = new ArrayList<Throwable>();
    for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
      chain.add(each);
    }
    return chain;
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
    try {
      String silent = SILENT.getOrDefault(failure.getClass(), "");
      return ValueText.plain(Objects.requireNonNullElse(failure.getMessage(), silent));
    } catch (RuntimeException ofALearner) {
      return "its message can't be had: " + ofALearner.getClass().getSimpleName();
    }
  }

  private List<String> excerpt(Place place) {
    String where = place.cell().equals(cell) ? "this cell" : place.cellName();
    return Excerpt.of(place.cell().text(), place.line(), where);
  }
}
