package padwise.kernel.repl;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import padwise.kernel.repl.CellSource.Part;

/** Completes and explains the code at the cursor. */
public final class Assistant {
  /**
   * What may stand at the cursor.
   *
   * @param texts the candidates, those of the wanted type first
   * @param start where in the cell they begin
   */
  public record Completion(List<String> texts, int start) {}

  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)\\}");

  private final Repl repl;
  private final SourceCodeAnalysis analysis;

  /**
   * @param repl the session whose names are known
   * @param sources folders and jars with the sources of libraries, for their Javadoc
   */
  public Assistant(Repl repl, Collection<Path> sources) {
    this.repl = repl;
    analysis = repl.shell().sourceCodeAnalysis();
    addSources(sources);
    Indexing.resume(analysis);
  }

  /** JShell reads the JDK's own sources only; its list of them is private. */
  @SuppressWarnings("unchecked")
  private void addSources(Collection<Path> sources) {
    try {
      var find = analysis.getClass().getDeclaredMethod("findSources");
      find.setAccessible(true);
      var all = new ArrayList<Path>(sources);
      all.addAll((List<Path>) find.invoke(analysis));
      Field known = analysis.getClass().getDeclaredField("availableSources");
      known.setAccessible(true);
      known.set(analysis, all);
    } catch (ReflectiveOperationException | RuntimeException otherJShell) {
      // Then signatures are shown without their Javadoc.
    }
  }

  /** What may stand at the cursor; waits until no cell runs, as JShell does one thing at a time. */
  public Completion complete(String cell, int cursor) {
    synchronized (repl) {
      Completion inContext = suggestions(context(cell, cursor, Assistant::isUnreadable), cursor);
      return inContext.texts.isEmpty()
          ? suggestions(context(cell, cursor, earlier -> true), cursor)
          : inContext;
    }
  }

  private static boolean isUnreadable(Part part) {
    return part.isMagic() || part.code().startsWith("import ");
  }

  private Completion suggestions(String code, int cursor) {
    int[] start = {cursor};
    List<String> texts =
        analysis.completionSuggestions(code, cursor, start).stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new Completion(texts, start[0]);
  }

  /** Signatures and Javadoc of what the cursor is on or in; empty if nothing is known of it. */
  public String explain(String cell, int cursor) {
    synchronized (repl) {
      return documentation(cell, cursor);
    }
  }

  private String documentation(String cell, int cursor) {
    int end = endOfName(cell, cursor);
    for (Predicate<Part> blank :
        List.<Predicate<Part>>of(Assistant::isUnreadable, earlier -> true)) {
      String code = context(cell, end, blank);
      for (String asked : List.of(code, code + "(")) { // a name alone, or a method's
        List<Documentation> found = analysis.documentation(asked, asked.length(), true);
        if (!found.isEmpty()) {
          return found.stream().map(Assistant::text).distinct().collect(Collectors.joining("\n\n"));
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

  /** The cell up to the cursor, with blanks for the parts before it that JShell is not to read. */
  private String context(String cell, int cursor, Predicate<Part> blank) {
    var code = new StringBuilder(cell.substring(0, cursor));
    List<Part> parts = CellSource.of(code.toString(), analysis).parts();
    for (Part part : parts.subList(0, Math.max(0, parts.size() - 1))) {
      if (blank.test(part)) {
        int end = Math.min(code.length(), part.offset() + part.code().length());
        code.replace(part.offset(), end, " ".repeat(end - part.offset()));
      }
    }
    return code.toString();
  }

  private static String text(Documentation documentation) {
    String javadoc = documentation.javadoc();
    if (javadoc == null) {
      return documentation.signature();
    }
    String plain =
        INLINE
            .matcher(javadoc)
            .replaceAll("$1")
            .replaceAll("\\s*<(p|li|br|ul|ol|pre)\\b[^>]*>\\s*", "\n\n")
            .replaceAll("<[^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    return documentation.signature() + "\n\n" + plain.strip();
  }
}
