package padwise.kernel.repl;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;

/**
 * Lets go of JShell's records of code that no cell can call again.
 *
 * <p>JShell keeps each statement and each expression that ever ran, with the class made of it: some
 * 15 kB each. Declarations stay; one that comes again as it was uses its class again.
 */
final class Leftovers {
  private static final int MANY = 300;

  private final JShell shell;
  private final JShellInternals internals;
  private int compiled;

  Leftovers(JShell shell, JShellInternals internals) {
    this.shell = shell;
    this.internals = internals;
  }

  /** Clears up after each cell. */
  void clear() {
    List<Snippet> past = shell.snippets().filter(this::isPast).toList();
    internals.forget(past, past.stream().filter(Leftovers::runsOnce).toList());
    compiled += past.size();
    if (compiled >= MANY) {
      compiled = 0;
      internals.renewCompilers();
    }
  }

  private boolean isPast(Snippet snippet) {
    return runsOnce(snippet) || !shell.status(snippet).isActive();
  }

  /** Has a key of its own, which no later snippet gets. */
  private static boolean runsOnce(Snippet snippet) {
    return !snippet.kind().isPersistent()
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }
}
