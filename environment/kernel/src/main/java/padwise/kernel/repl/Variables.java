package padwise.kernel.repl;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
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
 * ends in an expression, would stay in memory until the kernel ends. Here the former field follows
 * the new one, so that a lambda written before sees the new value too, and the latter is emptied.
 */
final class Variables {
  private final JShell shell;
  private final Map<String, List<Field>> fields = new HashMap<>(); // of each name, the newest last
  private final Set<String> ofThisCell = new LinkedHashSet<>();

  Variables(JShell shell) {
    this.shell = shell;
  }

  void beginCell() {
    ofThisCell.clear();
  }

  void note(SnippetEvent event, @Nullable Run run) {
    if (run == null
        || event.causeSnippet() != null
        || !(event.snippet() instanceof VarSnippet variable)) {
      return;
    }
    Field field = field(run.definedIn(), variable.name());
    if (field != null && variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      set(field, null);
      shell.drop(variable);
    } else if (field != null && event.status() == Status.VALID) {
      ofThisCell.add(variable.name());
      List<Field> versions = fields.computeIfAbsent(variable.name(), name -> new ArrayList<>());
      versions.remove(field); // the same again
      versions.add(field);
    }
  }

  private static @Nullable Field field(Class<?> holder, String name) {
    try {
      Field field = holder.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException | RuntimeException otherJShell) {
      return null; // then the value stays: a leak, but no error of the learner's
    }
  }

  private static void set(Field field, @Nullable Object value) {
    try {
      Class<?> type = field.getType();
      if (!type.isPrimitive() && (value == null || type.isInstance(value))) {
        field.set(null, value);
      }
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Former fields of a variable follow its newest. */
  void endCell() {
    for (List<Field> versions : fields.values()) {
      int newest = versions.size() - 1;
      for (int i = 0; i < newest; i++) {
        set(versions.get(i), valueOf(versions.get(newest)));
      }
    }
  }

  private static @Nullable Object valueOf(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The value of a variable; null if there is none of this name, or nothing in it. */
  @Nullable Object valueOf(String name) {
    List<Field> versions = fields.get(name);
    return versions == null ? null : valueOf(versions.get(versions.size() - 1));
  }

  /** Empties the variables that the cell at work has declared; their names. */
  Set<String> forgetThisCell() {
    ofThisCell.forEach(this::forget);
    return ofThisCell;
  }

  /** Empties a variable, without the memory that a compiler needs; false if there is none. */
  boolean forget(String name) {
    List<Field> versions = fields.getOrDefault(name, List.of());
    versions.forEach(field -> set(field, null));
    return !versions.isEmpty();
  }
}
