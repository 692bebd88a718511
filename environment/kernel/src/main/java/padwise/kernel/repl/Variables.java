package padwise.kernel.repl;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of values that no cell can reach any more.
 *
 * <p>JShell keeps each variable in a static field of a class of its own and never unloads the
 * class: the value of a variable declared again, and each {@code $1}, {@code $2} of a cell that
 * ends in an expression, would stay in memory until the kernel ends.
 */
final class Variables {
  private final JShell shell;
  private final Map<String, Class<?>> holders = new HashMap<>();

  Variables(JShell shell) {
    this.shell = shell;
  }

  void note(SnippetEvent event, @Nullable Run run) {
    Snippet snippet = event.snippet();
    if (!(snippet instanceof VarSnippet variable)) {
      return;
    }
    if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      if (run != null && event.causeSnippet() == null) {
        clear(run.definedIn(), variable.name());
        shell.drop(snippet);
      }
    } else if (event.status() == Status.VALID && run != null && event.causeSnippet() == null) {
      Class<?> before = holders.put(variable.name(), run.definedIn());
      if (before != null && before != run.definedIn()) {
        clear(before, variable.name());
      }
    }
  }

  private static void clear(Class<?> holder, String name) {
    try {
      Field field = holder.getDeclaredField(name);
      if (!field.getType().isPrimitive()) {
        field.setAccessible(true);
        field.set(null, null);
      }
    } catch (ReflectiveOperationException keeps) {
      // Then the value stays: a leak, but no error of the learner's.
    }
  }
}
