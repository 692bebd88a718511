package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import padwise.kernel.repl.CellSource.CellPart;

/**
 * Names that declarations use and nothing declares, and declarations that compile no longer, now
 * that another one has changed.
 *
 * <p>JShell takes such declarations in and waits. Here they wait for the last part of the cell:
 * then it is said which name is missing, where, and which import brings it.
 */
final class MissingNames {
  private record Waiting(DeclarationSnippet snippet, CellPart part) {}

  private final JShell shell;
  private final NameHints hints;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<DeclarationSnippet> broken = new LinkedHashSet<>(); // of earlier cells
  private final Map<Snippet, Snippet> overwritten = new LinkedHashMap<>(); // newer one, former

  MissingNames(JShell shell, NameHints hints) {
    this.shell = shell;
    this.hints = hints;
  }

  void beginCell() {
    waiting.clear();
    broken.clear();
    overwritten.clear();
  }

  /** Takes in what a change has done to a declaration of an earlier cell. */
  void changed(SnippetEvent event) {
    if (event.status() == Status.OVERWRITTEN && event.previousStatus() == Status.VALID) {
      overwritten.put(event.causeSnippet(), event.snippet());
    }
    if (event.snippet() instanceof DeclarationSnippet declaration
        && event.previousStatus() == Status.VALID) {
      broken.add(declaration);
    }
  }

  /** True if a part of the cell waits for names; then its end decides. */
  boolean waits(Snippet snippet, CellPart part) {
    Status status = shell.status(snippet);
    boolean waits =
        snippet instanceof DeclarationSnippet
            && (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED)
            && shell.diagnostics(snippet).allMatch(Diagnosis::isPermits);
    if (waits) {
      waiting.add(new Waiting((DeclarationSnippet) snippet, part));
    }
    return waits;
  }

  /**
   * The first declaration that can't be used without its names.
   *
   * @param ended false if the cell has not come to the part that may declare them
   * @throws CellException if there is one
   */
  void refuse(CellSource cell, boolean ended) throws CellException {
    for (Waiting each : waiting) {
      if (shell.status(each.snippet) == Status.RECOVERABLE_NOT_DEFINED
          && (ended || !names(each.snippet).stream().allMatch(n -> cell.declares(nameOf(n))))) {
        String words = "declare first: " + String.join(", ", names(each.snippet));
        throw new CellException(Diagnosis.TITLE, words, places(each, cell));
      }
    }
  }

  /**
   * Methods that lack a type: JShell would fail with an error of its own at the next of their name.
   */
  List<MethodSnippet> unusable() {
    return waiting.stream()
        .map(Waiting::snippet)
        .filter(each -> shell.status(each) == Status.RECOVERABLE_NOT_DEFINED)
        .filter(MethodSnippet.class::isInstance)
        .map(MethodSnippet.class::cast)
        .toList();
  }

  /** Methods and classes that were declared anew, in a way that can't be used. */
  List<Snippet> formers() {
    return overwritten.entrySet().stream()
        .filter(each -> !(each.getKey() instanceof VarSnippet)) // which Variables keeps
        .filter(each -> !shell.status(each.getKey()).isDefined())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Warnings of methods and classes that can be used but for what mentions the names. */
  List<String> warnings(CellSource cell) {
    var lines = new ArrayList<String>();
    for (Waiting each : waiting) {
      if (shell.status(each.snippet) == Status.RECOVERABLE_DEFINED) {
        lines.addAll(CellException.title("Warning", words(each.snippet) + "."));
        lines.addAll(places(each, cell));
      }
    }
    for (DeclarationSnippet each : broken) {
      if (shell.status(each) == Status.RECOVERABLE_DEFINED) {
        lines.addAll(CellException.title("Warning", wordsWithPlaces(each)));
      }
    }
    return lines;
  }

  /** The error of a call of such a method, in one line: an exercise's check says it, too. */
  String words(int snippet) {
    return shell
        .snippets()
        .filter(each -> each.id().equals(String.valueOf(snippet)) && shell.status(each).isActive())
        .filter(DeclarationSnippet.class::isInstance)
        .map(each -> wordsWithPlaces((DeclarationSnippet) each))
        .findFirst()
        .orElse("a name was missing when this was compiled; run the cell again that declares it");
  }

  private String wordsWithPlaces(DeclarationSnippet snippet) {
    var lines = new LinkedHashSet<String>();
    var sentences = new LinkedHashSet<String>();
    for (String missing : names(snippet)) {
      int place = place(missing, snippet.source());
      if (place >= 0) {
        lines.add(line(place, snippet));
      }
      sentences.add(hints.of(nameOf(missing)));
    }
    shell
        .diagnostics(snippet)
        .limit(1)
        .forEach(d -> lines.add(line((int) d.getPosition(), snippet)));
    return (words(snippet) + String.join("", lines) + " " + String.join(" ", sentences)).strip();
  }

  private static String line(int position, DeclarationSnippet snippet) {
    int line = CellSource.lineAt(position, snippet.source());
    return String.format(
        ". Line %d: %s",
        line, Diagnosis.asWritten(snippet.source()).split("\n", -1)[line - 1].strip());
  }

  private String words(DeclarationSnippet snippet) {
    List<String> names = names(snippet);
    if (!names.isEmpty()) {
      return snippet.name() + " uses names that nothing declares: " + String.join(", ", names);
    }
    String why = shell.diagnostics(snippet).map(Diagnosis::words).findFirst().orElse("");
    return snippet.name() + " compiles no longer: " + why.replaceAll("\\s+", " ");
  }

  private List<String> names(DeclarationSnippet snippet) {
    return shell.unresolvedDependencies(snippet).toList();
  }

  /** The line and a caret for each name, and the import that may help. */
  private List<String> places(Waiting declaration, CellSource cell) {
    var lines = new ArrayList<String>();
    for (String missing : names(declaration.snippet)) {
      int place = place(missing, declaration.part.code());
      int start = declaration.part.offset() + Math.max(0, place);
      if (place >= 0) {
        lines.addAll(Excerpt.withCaret(cell, start));
      }
      String hint = hints.of(missing.replaceFirst(" .*", ""), nameOf(missing), cell.text(), start);
      if (!hint.isEmpty()) {
        lines.add(hint);
      }
    }
    return lines;
  }

  /** Finds a use of a name, such as {@code class Files} or {@code method f(int)}; −1 if none. */
  private static int place(String missing, String code) {
    String call = missing.contains("(") ? "(?=\\s*[(<])" : "";
    String name = Pattern.quote(nameOf(missing)) + "\\b" + call;
    return Stream.of("(?<![\\w.$\"])", "(?<=\\.)") // first without an object, then of one
        .map(before -> Pattern.compile(before + name).matcher(code))
        .filter(Matcher::find)
        .mapToInt(Matcher::start)
        .findFirst()
        .orElse(-1);
  }

  private static String nameOf(String missing) {
    return missing.replaceFirst("^.* ", "").replaceFirst("\\(.*", "");
  }
}
