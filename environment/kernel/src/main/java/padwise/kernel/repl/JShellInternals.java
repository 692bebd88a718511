package padwise.kernel.repl;

import static java.util.stream.Collectors.toSet;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * All that the kernel reaches in JShell behind its interface, as it is in the JDK's versions from
 * 17 to 25.
 *
 * <p>Where a JDK keeps one of the parts elsewhere, its use does nothing, and {@link #missing} says
 * what the kernel then can't do.
 */
public final class JShellInternals {
  private static final Pattern CLASS = Pattern.compile("\\$JShell\\$(\\d+)");

  private record Records(
      Set<Snippet> snippets,
      List<Snippet> byKey,
      Map<String, Set<Integer>> users, // of each name, by key
      Map<String, ?> variables,
      List<Map<String, ?>> classes) {} // each by the class's name

  private record Compilers(Object pool, Method renew) {}

  private record Known(List<Snippet> byKey, Field status) {}

  private record Index(Object lock, Field pauses) {}

  private record Sources(Method find, Field places) {}

  private final List<String> missing = new ArrayList<>();
  private final SourceCodeAnalysis analysis;
  private final Optional<Records> records;
  private final Optional<Compilers> compilers;
  private final Optional<Known> known;
  private final Optional<Index> index;
  private final Optional<Sources> sources;

  /**
   * @param shell the session to reach into
   */
  public JShellInternals(JShell shell) {
    analysis = shell.sourceCodeAnalysis();
    records =
        part(
            "what ran once stays in memory, and values go with what they were made of",
            () ->
                new Records(
                    get(shell, "maps", "snippets"),
                    get(shell, "maps", "keyIndexToSnippet"),
                    get(shell, "maps", "dependencies"),
                    get(shell, "keyMap", "varMap"),
                    List.of(
                        get(shell, "outerMap", "classOuters"),
                        get(shell, "classTracker", "map"),
                        get(shell, "taskFactory", "fileManager", "classObjects"))));
    compilers =
        part(
            "compilers grow with each cell",
            () -> {
              Object pool = get(shell, "taskFactory");
              return new Compilers(pool, method(pool, "initTaskPool"));
            });
    known =
        part(
            "completion does not know what a cell is about to import",
            () -> {
              Field status = Snippet.class.getDeclaredField("status");
              status.setAccessible(true);
              return new Known(get(shell, "maps", "keyIndexToSnippet"), status);
            });
    index =
        part(
            "the first cells wait for the index of all classes",
            () -> new Index(get(analysis, "suspendLock"), field(analysis, "suspend")));
    sources =
        part(
            "help shows no Javadoc of libraries",
            () ->
                new Sources(method(analysis, "findSources"), field(analysis, "availableSources")));
  }

  /** What the kernel can't do on this JDK; empty on those that it is tested with. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  private <T> Optional<T> part(String loss, Callable<T> part) {
    try {
      return Optional.of(part.call());
    } catch (Exception otherJShell) {
      missing.add(loss);
      return Optional.empty();
    }
  }

  private static Field field(Object owner, String name) throws NoSuchFieldException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static Method method(Object owner, String name) throws NoSuchMethodException {
    Method method = owner.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method;
  }

  /** The object in a field, or in a field of that object, and so on. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows JShell's type
  private static <T> T get(Object owner, String... path) throws ReflectiveOperationException {
    Object object = owner;
    for (String name : path) {
      object = field(object, name).get(object);
    }
    return (T) object;
  }

  /**
   * Forgets snippets that are past.
   *
   * @param past all of them
   * @param once those whose key no later snippet gets
   */
  void forget(Collection<Snippet> past, Collection<Snippet> once) {
    records.ifPresent(
        all -> {
          past.forEach(all.snippets::remove);
          Set<Integer> keys = once.stream().map(JShellInternals::key).collect(toSet());
          keys.forEach(key -> all.byKey.set(key, null));
          all.users.values().forEach(users -> users.removeAll(keys));
          all.users.values().removeIf(Collection::isEmpty);
          all.classes.forEach(each -> each.keySet().removeIf(name -> keys.contains(keyOf(name))));
          once.forEach(
              snippet -> {
                if (snippet instanceof VarSnippet variable) {
                  all.variables.remove(variable.name());
                }
              });
        });
  }

  private static int key(Snippet snippet) {
    return Integer.parseInt(snippet.id());
  }

  /** JShell's number of the snippet that a class was made of. */
  static int keyOf(String className) {
    Matcher key = CLASS.matcher(className);
    return key.find() ? Integer.parseInt(key.group(1)) : -1;
  }

  /** A snippet is compiled anew only when one of these names is declared anew. */
  void dependsOnlyOn(Snippet snippet, Set<String> names) {
    records.ifPresent(
        all ->
            all.users.forEach(
                (name, users) -> {
                  if (!names.contains(name)) {
                    users.remove(key(snippet));
                  }
                }));
  }

  /** Asks a question while these snippets count as declared. */
  <T> T knowing(List<Snippet> foreseen, Supplier<T> question) {
    List<Snippet> all = known.map(Known::byKey).orElseGet(ArrayList::new);
    int before = all.size();
    try {
      for (Snippet each : foreseen) {
        known.ifPresent(found -> use(() -> valid(found.status, each)));
        all.add(each);
      }
      return question.get();
    } finally {
      all.subList(before, all.size()).clear();
    }
  }

  private static Snippet valid(Field status, Snippet snippet) throws IllegalAccessException {
    status.set(snippet, Status.VALID);
    return snippet;
  }

  /** New compilers: one that is used again and again remembers 2 kB of each use. */
  void renewCompilers() {
    compilers.ifPresent(old -> use(() -> old.renew.invoke(old.pool)));
  }

  /**
   * Puts off JShell's list of all classes on the class path until something is to be completed. It
   * is made in the background from the start, which costs the first cells a second.
   */
  void pauseIndex() {
    changePauses(1);
  }

  /** Goes on with the list. */
  void resumeIndex() {
    changePauses(-1);
  }

  private void changePauses(int by) {
    index.ifPresent(
        found -> {
          synchronized (found.lock) {
            use(
                () -> {
                  found.pauses.setInt(analysis, found.pauses.getInt(analysis) + by);
                  return by;
                });
            found.lock.notifyAll();
          }
        });
  }

  /**
   * Javadoc is looked for in these places, too.
   *
   * @param places folders and jars
   */
  void addSources(Collection<Path> places) {
    sources.ifPresent(
        found ->
            use(
                () -> {
                  var all = new ArrayList<Object>(places);
                  all.addAll((List<?>) found.find.invoke(analysis));
                  found.places.set(analysis, all);
                  return all;
                }));
  }

  private static void use(Callable<?> part) {
    try {
      part.call();
    } catch (Exception impossible) { // it was found and opened
      throw new IllegalStateException(impossible);
    }
  }
}
