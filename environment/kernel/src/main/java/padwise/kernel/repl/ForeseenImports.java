package padwise.kernel.repl;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;

/**
 * The imports of a cell that has not run, for JShell to know while it is asked something.
 *
 * <p>To declare them would be felt: JShell compiles anew whatever mentions a name that an import
 * may have changed. So they stand in its list for a moment only.
 */
final class ForeseenImports {
  private final JShell shell;

  ForeseenImports(JShell shell) {
    this.shell = shell;
  }

  /** Asks a question about code that these imports stand before. */
  <T> T within(List<String> imports, Supplier<T> question) {
    List<Snippet> known = imports.isEmpty() ? new ArrayList<>() : known();
    int before = known.size();
    try {
      for (String line : imports) {
        shell.sourceCodeAnalysis().sourceToSnippets(line).forEach(each -> add(each, known));
      }
      return question.get();
    } finally {
      known.subList(before, known.size()).clear();
    }
  }

  private List<Snippet> known() {
    try {
      return Hidden.get(shell, "maps", "keyIndexToSnippet");
    } catch (ReflectiveOperationException | RuntimeException otherJShell) {
      return new ArrayList<>(); // then what a cell imports is not known before it ran
    }
  }

  private static void add(Snippet foreseen, List<Snippet> known) {
    try {
      Field status = Snippet.class.getDeclaredField("status");
      status.setAccessible(true);
      status.set(foreseen, Status.VALID);
      known.add(foreseen);
    } catch (ReflectiveOperationException | RuntimeException otherJShell) {
      // as above
    }
  }
}
