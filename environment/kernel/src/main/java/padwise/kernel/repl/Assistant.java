package padwise.kernel.repl;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import padwise.kernel.repl.CellContext.CaseLabel;
import padwise.kernel.repl.CellSource.CellPart;

/** Completes and explains the code at the cursor. */
public final class Assistant {
  /**
   * Texts that fit at the cursor.
   *
   * @param texts the candidates, those of the wanted type first
   * @param start where in the cell they begin
   */
  public record Completion(List<String> texts, int start) {}

  private static final Pattern TYPE = Pattern.compile("(?U)^(\\w[\\w.]*) subject$");

  /** What else each enum's name is completed by, beside methods. */
  private static final Set<String> NO_CONSTANTS = Set.of("class", "EnumDesc");

  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)\\}");

  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
  private static final String UNKNOWN = "Unknown"; // a name that JShell looks for in its list
  private static final long PATIENCE = 30_000_000_000L; // nanoseconds

  private final Repl repl;
  private final SourceCodeAnalysis analysis;
  private boolean indexing; // not ended, as far as is known

  /**
   * @param repl the session whose names are known
   */
  Assistant(Repl repl) {
    this.repl = repl;
    analysis = repl.shell().sourceCodeAnalysis();
  }

  /**
   * Opens what makes help complete and takes a while.
   *
   * @param sources folders and jars with the sources of libraries, for their Javadoc
   */
  public void open(Collection<Path> sources) {
    repl.internals().addSources(sources);
    repl.internals().pauseIndex(false);
    indexing = true;
  }

  /** Completes at the cursor; waits until no cell runs, as JShell does one thing at a time. */
  public Completion complete(String cell, int cursor) {
    synchronized (repl) {
      String text = cell.substring(0, cursor);
      return CaseLabel.of(text)
          .filter(label -> !CellSource.of(text, analysis).endsInWords())
          .map(label -> constants(label, cursor))
          .orElseGet(() -> completion(text, cursor));
    }
  }

  /** The names that may stand behind this beginning of a cell. */
  List<String> names(String before) {
    return complete(before, before.length()).texts().stream()
        .map(text -> text.replaceFirst("[(.].*", ""))
        .distinct()
        .toList();
  }

  private Completion completion(String text, int cursor) {
    Completion found = found(text, cursor);
    return found.texts.isEmpty() && awaitIndex() ? found(text, cursor) : found;
  }

  private Completion found(String text, int cursor) {
    var found = new Completion(List.of(), cursor);
    for (CellContext context : contexts(text)) {
      if (found.texts.isEmpty()) {
        found = within(context.imports(), () -> suggestions(context.code(), cursor));
      }
    }
    return found;
  }

  /**
   * Waits for JShell's list of all packages, which is made only from the first question on.
   *
   * @return false if it was there before
   */
  private boolean awaitIndex() {
    boolean waits = indexing;
    long end = System.nanoTime() + PATIENCE;
    while (indexing && System.nanoTime() < end) {
      LockSupport.parkNanos(PATIENCE / 300);
      indexing = !analysis.listQualifiedNames(UNKNOWN, UNKNOWN.length()).isUpToDate();
    }
    indexing = false;
    return waits;
  }

  /** The constants of the enum that a switch decides by; without one, what any name may be. */
  private Completion constants(CaseLabel label, int cursor) {
    String subject = label.before() + "var subject = " + label.subject() + "; subject";
    Matcher type = TYPE.matcher(explain(subject, subject.length()));
    if (type.find()) {
      var members = completion(label.before() + type.group(1) + "." + label.prefix(), cursor);
      List<String> constants =
          members.texts.stream()
              .filter(t -> !t.contains("(") && !NO_CONSTANTS.contains(t))
              .toList();
      if (!constants.isEmpty()) {
        return new Completion(constants, members.start);
      }
    }
    return completion(label.before() + label.prefix(), cursor);
  }

  /** The cell up to the cursor with all that is in it; and only what is being written. */
  private List<CellContext> contexts(String text) {
    CellSource cell = CellSource.of(text, analysis);
    if (cell.endsInWords()) {
      return List.of();
    }
    List<CellPart> parts = cell.parts();
    List<CellPart> last = parts.subList(Math.max(0, parts.size() - 1), parts.size());
    return List.of(CellContext.of(text, parts), CellContext.of(text, last));
  }

  /**
   * Asks a question about code that these imports stand before. To declare them would be felt:
   * JShell compiles anew whatever mentions a name that an import may have changed. So they stand in
   * its list for a moment only.
   */
  private <T> T within(List<String> imports, Supplier<T> question) {
    List<Snippet> snippets =
        imports.stream().flatMap(line -> analysis.sourceToSnippets(line).stream()).toList();
    return repl.internals().knowing(snippets, question);
  }

  private Completion suggestions(String code, int cursor) {
    int[] start = {code.length()};
    List<String> texts =
        analysis.completionSuggestions(code, code.length(), start).stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation)
            .filter(text -> !text.contains("$") && !text.startsWith("<")) // JShell's, CellContext's
            .distinct()
            .toList();
    return new Completion(texts, cursor - (code.length() - start[0]));
  }

  /** Signatures and Javadoc of what the cursor is on or in; empty if nothing is known of it. */
  public String explain(String cell, int cursor) {
    synchronized (repl) {
      for (CellContext context : contexts(cell.substring(0, endOfName(cell, cursor)))) {
        for (String code : List.of(context.code(), context.code() + "(")) { // a name, or a method's
          List<Documentation> found =
              within(context.imports(), () -> analysis.documentation(code, code.length(), true));
          if (!found.isEmpty()) {
            return found.stream()
                .map(Assistant::text)
                .distinct()
                .collect(Collectors.joining("\n\n"));
          }
        }
      }
    }
    return "";
  }

  /** Behind the name at the cursor, and behind the parenthesis that opens a call. */
  private static int endOfName(String cell, int cursor) {
    int end = cursor;
    while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
      end++;
    }
    return end < cell.length() && cell.charAt(end) == '(' ? end + 1 : end;
  }

  private static String text(Documentation documentation) {
    String signature =
        documentation
            .signature()
            .replaceAll("\\bCell\\$\\d*\\.", "")
            .replaceFirst("^([\\w.]+):(.*)", "$2 $1"); // of a variable
    if (signature.contains(" ") || signature.contains("(")) { // a class is shown with its package
      signature = PACKAGES.matcher(signature).replaceAll("");
    }
    String javadoc = documentation.javadoc();
    if (javadoc == null) {
      return signature;
    }
    String plain =
        INLINE
            .matcher(javadoc)
            .replaceAll("$1")
            .replaceAll("\\s*<(p|li|br|ul|ol|pre)\\b[^>]*>\\s*", "\n\n")
            .replaceAll("(?m)^\\s*@(?:param|throws|exception)\\s+(\\S+)", "\n$1:")
            .replaceAll("(?m)^\\s*@return\\s+", "\nReturns: ")
            .replaceAll("<[^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    return signature + "\n\n" + plain.strip();
  }
}
