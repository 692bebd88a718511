package padwise.kernel.repl;

import static padwise.kernel.repl.ClassCode.PACKAGE;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads what cells declare, and puts new code in the place of old.
 *
 * <p>The name of a snippet's class means the place of its variables, and stubs for its methods. The
 * methods' code, and the later code of variables, is loaded under the names of versions: {@code
 * REPL.$JShell$12v3}.
 *
 * <p>It asks its parents for no class of a cell: they would keep a lock for each name.
 */
final class Declarations extends URLClassLoader {
  private final Map<String, byte[]> files = new HashMap<>(); // not loaded yet
  private final Map<String, SnippetCode> codes = new HashMap<>(); // the newest of each snippet
  private final Map<String, Class<?>> versions = new HashMap<>(); // the newest of each snippet
  private final Map<String, List<Call>> calls = new HashMap<>(); // by snippet
  private final Map<Integer, String> newest = new HashMap<>(); // snippet of each key of JShell's
  private IntFunction<String> missingNames = snippet -> "";
  private int count;

  private static final Pattern LEARNERS = Pattern.compile("^(REPL\\.\\$JShell\\$\\w+)\\$[\\p{L}_]");

  private static final Pattern VERSION =
      Pattern.compile("(?<=^REPL\\.\\$JShell\\$[0-9A-Z_]{1,99})v\\d+");

  private record Call(String method, MutableCallSite site) {}

  Declarations() {
    super(new URL[0]);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = files.remove(name);
    return file == null ? super.findClass(name) : defineClass(name, file, 0, file.length);
  }

  @Override
  protected void addURL(URL place) {
    super.addURL(place);
  }

  /**
   * Sets what is said when a method is called that uses a name which nothing declares.
   *
   * @param words by the number of the method's snippet
   */
  void explainMissingNames(IntFunction<String> words) {
    missingNames = words;
  }

  /** The names that a snippet lacks, as a sentence. */
  String missingNames(int snippet) {
    return missingNames.apply(snippet);
  }

  /** Takes in what is declared. */
  synchronized void add(SnippetCode code) throws ReflectiveOperationException {
    if (code.isPart()) { // new code for the rest comes next
      codes.computeIfPresent(code.name(), (name, former) -> former.with(code));
      return;
    }
    codes.put(code.name(), code);
    newest.put(JShellInternals.keyOf(code.name()), code.name());
    if (code.methods().isEmpty()) {
      code.classes().forEach((name, each) -> files.put(name, each.bytes()));
    } else {
      files.put(code.name(), MethodStubs.of(code.name(), code.methods()));
      useVersion(code);
    }
  }

  /**
   * Puts new code in the place of old.
   *
   * @return false if the variables' types, the methods' signatures or a class would change
   */
  synchronized boolean replace(SnippetCode newer) throws ReflectiveOperationException {
    SnippetCode former = codes.get(newer.name());
    if (former == null || !former.fits(newer)) {
      return false;
    }
    SnippetCode whole = former.with(newer);
    codes.put(whole.name(), whole);
    useVersion(whole);
    return true;
  }

  private void useVersion(SnippetCode code) throws ReflectiveOperationException {
    String name = code.name() + "v" + ++count;
    Class<?> version = new OnceLoader(this, code.as(name)).loadClass(name);
    versions.put(code.name(), version);
    List<Call> affected = calls.getOrDefault(code.name(), List.of());
    for (Call call : affected) {
      call.site.setTarget(method(version, call.method, call.site.type()));
    }
    MutableCallSite.syncAll(affected.stream().map(Call::site).toArray(MutableCallSite[]::new));
  }

  /** A call that follows a method into the class that declares it next. */
  synchronized CallSite call(String snippet, String method, MethodType type)
      throws ReflectiveOperationException {
    Class<?> version = Objects.requireNonNull(versions.get(snippet));
    var site = new MutableCallSite(method(version, method, type));
    calls.computeIfAbsent(snippet, name -> new ArrayList<>()).add(new Call(method, site));
    return site;
  }

  private static MethodHandle method(Class<?> version, String name, MethodType type)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup().findStatic(version, name, type);
  }

  /** The class with a snippet's newest code; null if that has the snippet's own name. */
  synchronized @Nullable Class<?> version(String snippet) {
    return versions.get(snippet);
  }

  /** The field that holds a variable's value. */
  Field placeOf(String variable, String snippet) {
    try {
      return loadClass(snippet).getDeclaredField(variable);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  /** True if a class was declared anew since. */
  synchronized boolean isFormer(Class<?> type) {
    Matcher learners = LEARNERS.matcher(type.getName());
    return learners.find()
        && !learners.group(1).equals(newest.get(JShellInternals.keyOf(learners.group(1))));
  }

  /** Makes a stack trace name snippets instead of versions, without the calls of stubs. */
  static void nameSnippets(Throwable failure) {
    failure.setStackTrace(
        Arrays.stream(failure.getStackTrace())
            .filter(call -> call.getFileName() != null || !call.getClassName().startsWith(PACKAGE))
            .map(Declarations::named)
            .toArray(StackTraceElement[]::new));
    if (failure.getCause() != null) {
      nameSnippets(failure.getCause());
    }
  }

  private static StackTraceElement named(StackTraceElement call) {
    return new StackTraceElement(
        VERSION.matcher(call.getClassName()).replaceFirst(""),
        call.getMethodName(),
        call.getFileName(),
        call.getLineNumber());
  }
}
