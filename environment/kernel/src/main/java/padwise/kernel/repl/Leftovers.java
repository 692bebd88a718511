package padwise.kernel.repl;

import static java.util.stream.Collectors.toSet;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/**
 * Lets go of JShell's records of code that no cell can call again.
 *
 * <p>JShell keeps each statement and each expression that ever ran, with the class made of it: some
 * 15 kB each. Declarations stay; one that comes again as it was uses its class again.
 */
final class Leftovers {
  private static final int MANY = 300;
  private static final Pattern CLASS = Pattern.compile("\\$JShell\\$(\\d+)");

  private final JShell shell;
  private final Set<Snippet> snippets;
  private final List<Snippet> byKey;
  private final Map<String, Set<Integer>> mentions; // a name, the keys of the snippets that use it
  private final Map<String, ?> variables;
  private final List<Map<String, ?>> classes; // each by the class's name
  private final Object compilers;
  private final Method newCompilers;
  private int compiled;

  private Leftovers(JShell shell) throws ReflectiveOperationException {
    this.shell = shell;
    snippets = Hidden.get(shell, "maps", "snippets");
    byKey = Hidden.get(shell, "maps", "keyIndexToSnippet");
    mentions = Hidden.get(shell, "maps", "dependencies");
    variables = Hidden.get(shell, "keyMap", "varMap");
    classes =
        List.of(
            Hidden.get(shell, "outerMap", "classOuters"),
            Hidden.get(shell, "classTracker", "map"),
            Hidden.get(shell, "taskFactory", "fileManager", "classObjects"));
    compilers = Hidden.get(shell, "taskFactory");
    newCompilers = compilers.getClass().getDeclaredMethod("initTaskPool");
    newCompilers.setAccessible(true);
  }

  /** What to do after each cell; nothing, where JShell is built otherwise. */
  static Runnable of(JShell shell) {
    try {
      return new Leftovers(shell)::clear;
    } catch (ReflectiveOperationException | RuntimeException otherJShell) {
      return () -> {};
    }
  }

  private void clear() {
    List<Snippet> past = shell.snippets().filter(this::isPast).toList();
    past.forEach(snippets::remove);
    List<Snippet> once = past.stream().filter(Leftovers::runsOnce).toList();
    Set<Integer> keys = once.stream().map(Snippet::id).map(Integer::valueOf).collect(toSet());
    keys.forEach(key -> byKey.set(key, null));
    mentions.values().forEach(users -> users.removeAll(keys));
    mentions.values().removeIf(Collection::isEmpty);
    classes.forEach(each -> each.keySet().removeIf(name -> keys.contains(keyOf(name))));
    once.forEach(snippet -> variables.remove(nameOf(snippet)));
    renewCompilers(past.size());
  }

  /** A compiler that is used again and again remembers a little of each use: 2 kB. */
  private void renewCompilers(int uses) {
    compiled += uses;
    if (compiled >= MANY) {
      compiled = 0;
      try {
        newCompilers.invoke(compilers);
      } catch (ReflectiveOperationException otherJShell) {
        // Then the old ones go on.
      }
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

  private static int keyOf(String className) {
    Matcher key = CLASS.matcher(className);
    return key.find() ? Integer.parseInt(key.group(1)) : -1;
  }

  private static String nameOf(Snippet snippet) {
    return snippet instanceof VarSnippet variable ? variable.name() : "";
  }
}
