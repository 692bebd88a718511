package padwise.kernel.repl;

import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.Snippet;

/**
 * The imports of a cell that has not run, for JShell to know while it is asked something.
 *
 * <p>To declare them would be felt: JShell compiles anew whatever mentions a name that an import
 * may have changed. So they stand in its list for a moment only.
 */
final class ForeseenImports {
  private final Repl repl;

  ForeseenImports(Repl repl) {
    this.repl = repl;
  }

  /** Asks a question about code that these imports stand before. */
  <T> T within(List<String> imports, Supplier<T> question) {
    List<Snippet> snippets =
        imports.stream()
            .flatMap(line -> repl.shell().sourceCodeAnalysis().sourceToSnippets(line).stream())
            .toList();
    return repl.internals().knowing(snippets, question);
  }
}
