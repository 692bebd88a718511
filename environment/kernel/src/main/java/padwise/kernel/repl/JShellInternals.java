package padwise.kernel.repl;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import org.jspecify.annotations.Nullable;

/**
 * All that the kernel reaches in JShell behind its interface, as it is in the JDK's versions from
 * 17 to 25.
 *
 * <p>Where a JDK keeps one of the parts elsewhere, its use does nothing, and {@link #missing} says
 * what the kernel then can't do.
 */
public final class JShellInternals {
  private static final Pattern CLASS = Pattern.compile("\\$JShell\\$(\\d+)");

  private static final Pattern INTERSECTION_WITHIN = Pattern.compile("<.*&");

  private static final int MANY = 300;

  private final Set<String> missing = new TreeSet<>();
  private final JShell shell;
  private final Map<MethodSnippet, Object> wraps = new HashMap<>(); // each in a class of its own
  private final SourceCodeAnalysis analysis;
  private int compiled; // since the compilers are new

  /**
   * @param shell the session to reach into
   */
  public JShellInternals(JShell shell) {
    this.shell = shell;
    analysis = shell.sourceCodeAnalysis();
  }

  /** The kernel's limits on this JDK; empty on those that it is tested with. */
  public Set<String> missing() {
    Snippet any = analysis.sourceToSnippets("import java.util.*;").get(0);
    List<SnippetEvent> unused = run("{}");
    Optional<Map.Entry<Snippet, Integer>> unusedLine = line("", 1);
    boolean unusedYes = importAll(List.of(any.source()));
    forgetPast();
    separateMethods();
    knowing(List.of(any), () -> any);
    renewCompilers();
    pauseIndex(true);
    pauseIndex(false);
    addSources(List.of());
    return missing;
  }

  /** Code that reaches behind JShell's interface. */
  @FunctionalInterface
  private interface Reach {
    void run() throws ReflectiveOperationException;
  }

  /** True if this JShell has all that the part reaches for; else what is lost is noted. */
  private boolean reach(String loss, Reach part) {
    try {
      part.run();
      return true;
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) { // such as too little memory
        throw error;
      }
      throw new IllegalStateException(thrown.getCause());
    } catch (ReflectiveOperationException | InaccessibleObjectException otherJShell) {
      missing.add(loss);
      return false;
    }
  }

  private static Field field(Object owner, String name) throws NoSuchFieldException {
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** The value of the method with this name and as many parameters. */
  private static Object call(Object owner, String name, @Nullable Object... given)
      throws ReflectiveOperationException {
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .filter(each -> each.getParameterCount() == given.length)
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(type + "." + name));
    method.setAccessible(true);
    return method.invoke(owner, given);
  }

  /** The method that a class declares; {@link #call} finds none that an owner inherits. */
  private static Method method(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /** A new object of a class with one constructor. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows JShell's type
  private static <T> T make(Class<?> type, @Nullable Object... given)
      throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return (T) constructor.newInstance(given);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("jdk.jshell." + name);
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
   * Takes imports in without a look at them, which for each takes as long as a line of code.
   *
   * @param imports of packages that are there
   * @return false if this JShell can't
   */
  boolean trust(List<String> imports) {
    return reach(
        "the kernel's own imports are examined at each start",
        () -> {
          Object maps = get(shell, "maps");
          Object eval = get(shell, "eval");
          for (String each : imports) {
            Object snippet = ((List<?>) call(eval, "sourceToSnippetsWithWrappers", each)).get(0);
            Object unused = call(maps, "installSnippet", snippet);
            field(Snippet.class, "status").set(snippet, Status.VALID);
          }
        });
  }

  /**
   * Takes imports in together, with one look at all of them, where nothing but imports came before.
   *
   * @return false, and nothing is changed, if one of them is wrong or this JShell can't
   */
  boolean importAll(List<String> imports) {
    boolean[] valid = {false};
    reach(
        "each import of a first cell takes as long as a line of code",
        () -> {
          Set<Snippet> snippets = get(shell, "maps", "snippets");
          List<Snippet> byKey = get(shell, "maps", "keyIndexToSnippet");
          List<Snippet> before = new ArrayList<>(byKey);
          if (trust(imports)) {
            Object nothing = call(type("Wrap"), "methodWrap", "{}");
            Object problems = call(get(shell, "eval"), "trialCompile", nothing);
            valid[0] = !(boolean) call(problems, "hasErrors");
          }
          if (!valid[0]) {
            byKey.clear();
            byKey.addAll(before);
          }
          snippets.retainAll(byKey);
        });
    return valid[0];
  }

  /**
   * Runs a statement as JShell does, but compiles it once. JShell does so three times: to see what
   * it is, for its errors, and for its code.
   *
   * @return what happened, {@code REJECTED} if it does not compile; nothing if this JShell can't
   */
  List<SnippetEvent> run(String statement) {
    var events = new ArrayList<SnippetEvent>();
    reach(
        "a statement is compiled three times",
        () -> {
          Object body = call(type("Wrap"), "methodWrap", statement);
          Snippet snippet =
              make(
                  type("StatementSnippet"),
                  call(get(shell, "keyMap"), "keyForStatement"),
                  statement,
                  body);
          Object unused = call(get(shell, "maps"), "installSnippet", snippet);
          Object whole =
              call(
                  get(shell, "outerMap"),
                  "wrapInClass",
                  null,
                  List.of(),
                  List.of(snippet),
                  List.of(body));
          List<ClassBytecodes> codes = compile(whole);
          Status status = codes.isEmpty() ? Status.REJECTED : Status.VALID;
          field(Snippet.class, "status").set(snippet, status);
          Object problem = codes.isEmpty() ? null : problemOf(codes, whole);
          events.add(
              make(
                  SnippetEvent.class,
                  snippet,
                  Status.NONEXISTENT,
                  status,
                  false,
                  null,
                  "",
                  problem));
        });
    return events;
  }

  /** The classes' files; none if it does not compile. */
  @SuppressWarnings("unchecked") // the list that the worker below makes
  private List<ClassBytecodes> compile(Object whole) throws ReflectiveOperationException {
    Class<?> worker = type("TaskFactory$Worker");
    InvocationHandler work =
        (proxy, withTask, task) -> {
          var codes = new ArrayList<ClassBytecodes>();
          if ((boolean) call(task[0], "compile")) {
            for (Object name : (List<?>) call(task[0], "classList", whole)) {
              Object info = call(get(shell, "classTracker"), "get", name);
              codes.add((ClassBytecodes) call(info, "toClassBytecodes"));
            }
          }
          return codes;
        };
    Object handler = Proxy.newProxyInstance(worker.getClassLoader(), new Class<?>[] {worker}, work);
    return (List<ClassBytecodes>)
        call(get(shell, "taskFactory"), "compile", List.of(whole), handler);
  }

  /** The snippet, and the line of its text, that a line of a class stands for. */
  Optional<Map.Entry<Snippet, Integer>> line(String className, int line) {
    var found = new AtomicReference<Map.@Nullable Entry<Snippet, Integer>>();
    reach(
        "errors do not name a cell's line",
        () -> {
          Method snippet = method(type("OuterSnippetsClassWrap"), "wrapLineToSnippet", int.class);
          Method own = method(type("OuterWrap"), "wrapLineToSnippetLine", int.class);
          Object outer = call(get(shell, "outerMap"), "getOuter", className);
          if (outer != null) {
            int number = 1 + (int) own.invoke(outer, line - 1);
            found.set(Map.entry((Snippet) snippet.invoke(outer, line - 1), number));
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** Loads and runs; JShell's own exception for what was thrown, or null. */
  private @Nullable Object problemOf(List<ClassBytecodes> codes, Object whole)
      throws ReflectiveOperationException {
    var control = (ExecutionControl) get(shell, "executionControl");
    try {
      control.load(codes.toArray(ClassBytecodes[]::new));
      String unused = control.invoke(ClassCode.PACKAGE + call(whole, "className"), ClassCode.RUN);
    } catch (RunException thrown) {
      return thrown instanceof StoppedException
          ? null
          : call(get(shell, "eval"), "asJShellException", thrown);
    } catch (ExecutionControlException broken) {
      throw new IllegalStateException(broken);
    }
    return null;
  }

  /**
   * Lets go of JShell's records of code that no cell can call again.
   *
   * <p>JShell keeps each statement and each expression that ever ran, with the class made of it:
   * some 15 kB each. Declarations stay; one that comes again as it was uses its class again.
   */
  void forgetPast() {
    List<Snippet> past = shell.snippets().filter(this::isPast).toList();
    Set<Integer> keys =
        past.stream().filter(JShellInternals::runsOnce).map(JShellInternals::key).collect(toSet());
    reach(
        "what ran once stays in memory",
        () -> {
          Set<Snippet> snippets = get(shell, "maps", "snippets");
          past.forEach(snippets::remove);
          List<Snippet> byKey = get(shell, "maps", "keyIndexToSnippet");
          keys.forEach(key -> byKey.set(key, null));
          List<Map<String, ?>> classes =
              List.of(
                  get(shell, "outerMap", "classOuters"),
                  get(shell, "classTracker", "map"),
                  get(shell, "taskFactory", "fileManager", "classObjects"));
          classes.forEach(each -> each.keySet().removeIf(name -> keys.contains(keyOf(name))));
        });
    forgetUse(keys, name -> true);
    compiled += past.size();
    if (compiled >= MANY) {
      compiled = 0;
      renewCompilers();
    }
  }

  private boolean isPast(Snippet snippet) {
    return runsOnce(snippet) || !shell.status(snippet).isActive();
  }

  /** Has a key of its own, which no later snippet gets. */
  private static boolean runsOnce(Snippet snippet) {
    return !snippet.kind().isPersistent();
  }

  /** A snippet is compiled anew only when one of these names is declared anew. */
  void dependsOnlyOn(Snippet snippet, Set<String> names) {
    forgetUse(Set.of(key(snippet)), name -> !names.contains(name));
  }

  /**
   * Takes a variable's type as its field has it where JShell writes a finer one that later JDKs
   * can't read: of {@code var row = List.of(1, "a")} the intersection of all that 1 and "a" are.
   */
  void simplifyType(VarSnippet variable) {
    if (INTERSECTION_WITHIN.matcher(variable.typeName()).find()) {
      reach(
          "variables with values of several types in a list do not compile",
          () -> field(variable, "fullTypeName").set(variable, null));
    }
  }

  private void forgetUse(Set<Integer> keys, Predicate<String> names) {
    reach(
        "values go with what they were made of",
        () -> {
          Map<String, Set<Integer>> users = get(shell, "maps", "dependencies");
          users.forEach((name, of) -> of.removeIf(key -> names.test(name) && keys.contains(key)));
          users.values().removeIf(Collection::isEmpty);
        });
  }

  static int key(Snippet snippet) {
    return Integer.parseInt(snippet.id());
  }

  /** The class that a snippet became last; the first of its name where JShell does not say. */
  String classOf(Snippet snippet) {
    String[] name = {ClassCode.PACKAGE + "$JShell$" + snippet.id()};
    reach(
        "a variable may lose its value where its type has changed",
        () -> {
          name[0] = (String) method(Snippet.class, "classFullName").invoke(snippet);
        });
    return name[0];
  }

  /**
   * Methods of one name that an import has JShell compile anew, in one class, are known by their
   * former classes: when one of them is declared anew, calls of it would be ambiguous. Their code
   * is called there all the same, as {@link Declarations} calls what was loaded last.
   */
  void separateMethods() {
    List<MethodSnippet> all = shell.methods().toList();
    Map<String, List<MethodSnippet>> classes = all.stream().collect(groupingBy(this::classOf));
    wraps.keySet().retainAll(all);
    reach(
        "methods of one name may not compile after an import",
        () -> {
          Field wrap = field(Snippet.class, "outer");
          for (List<MethodSnippet> methods : classes.values()) {
            for (MethodSnippet method : methods) {
              if (methods.size() == 1) {
                wraps.put(method, wrap.get(method));
              } else if (wraps.keySet().containsAll(methods)) {
                wrap.set(method, wraps.get(method));
              }
            }
          }
        });
  }

  /** JShell's number of the snippet that a class was made of. */
  static int keyOf(String className) {
    Matcher key = CLASS.matcher(className);
    return key.find() ? Integer.parseInt(key.group(1)) : -1;
  }

  /** Asks a question while these snippets count as declared. */
  <T> T knowing(List<Snippet> foreseen, Supplier<T> question) {
    var known = new AtomicReference<@Nullable List<Snippet>>();
    reach(
        "completion does not know what a cell is about to import",
        () -> {
          Field status = field(Snippet.class, "status");
          for (Snippet each : foreseen) {
            status.set(each, Status.VALID);
          }
          known.set(get(shell, "maps", "keyIndexToSnippet"));
        });
    List<Snippet> all = Objects.requireNonNullElseGet(known.get(), ArrayList::new);
    int before = all.size();
    try {
      all.addAll(foreseen);
      return question.get();
    } finally {
      all.subList(before, all.size()).clear();
    }
  }

  /** New compilers: one that is used again and again remembers 2 kB of each use. */
  private void renewCompilers() {
    reach(
        "compilers grow with each cell",
        () -> {
          Object unused = call(get(shell, "taskFactory"), "initTaskPool");
        });
  }

  /**
   * Puts off JShell's list of all classes on the class path until something is to be completed, or
   * goes on with it. It is made in the background from the start, which costs the first cells a
   * second.
   */
  void pauseIndex(boolean paused) {
    reach(
        "the first cells wait for the index of all classes",
        () -> {
          Object lock = get(analysis, "suspendLock");
          synchronized (lock) {
            Field pauses = field(analysis, "suspend");
            pauses.setInt(analysis, pauses.getInt(analysis) + (paused ? 1 : -1));
            lock.notifyAll();
          }
        });
  }

  /**
   * Javadoc is looked for in these places, too.
   *
   * @param places folders and jars
   */
  void addSources(Collection<Path> places) {
    reach(
        "help shows no Javadoc of libraries",
        () -> {
          var all = new ArrayList<Object>(places);
          all.addAll((List<?>) call(analysis, "findSources"));
          field(analysis, "availableSources").set(analysis, all);
        });
  }
}
