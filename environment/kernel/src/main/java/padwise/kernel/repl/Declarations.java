package padwise.kernel.repl;

import static padwise.kernel.repl.ClassCode.PACKAGE;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads what cells declare, and puts new code in the place of old.
 *
 * <p>The name of a snippet's class means the place of its variables, and stubs for its methods. The
 * methods' code, and the later code of variables, is loaded under the names of versions: {@code
 * REPL.$JShell$12v3}.
 *
 * <p>A class goes only together with its loader. So what runs once has, each time, a loader of its
 * own that sees the declarations.
 *
 * <p>It asks its parents for no class of a cell: they would keep a lock for each name.
 */
final class Declarations extends URLClassLoader implements LoaderDelegate {
  private static final Pattern LEARNERS = Pattern.compile("^(REPL\\.\\$JShell\\$\\w+)\\$[\\p{L}_]");

  private final Origins origins;
  private final Map<String, byte[]> files = new HashMap<>(); // not loaded yet
  private final Map<String, SnippetCode> codes = new HashMap<>(); // the newest of each snippet
  private final Map<String, Class<?>> versions = new HashMap<>(); // the newest of each snippet
  private final Map<String, Class<?>> methods = new HashMap<>(); // by name and signature, as calls
  private final Map<String, List<MutableCallSite>> calls = new HashMap<>();
  private final Map<Integer, String> newest = new HashMap<>(); // snippet of each key of JShell's
  private ClassLoader latest = this; // of what runs once
  private IntFunction<String> missingNames = snippet -> "";
  private int count;

  /** Loads classes that can go again. */
  private static final class OnceLoader extends ClassLoader {
    private final Map<String, byte[]> files; // not loaded yet

    OnceLoader(Declarations seen, Map<String, byte[]> files) {
      super(seen);
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        byte[] file = files.remove(name);
        return file == null
            ? super.loadClass(name, resolve)
            : defineClass(name, file, 0, file.length);
      }
    }
  }

  /**
   * @param origins the places in cells of what is loaded
   */
  Declarations(Origins origins) {
    super(new URL[0]);
    this.origins = origins;
  }

  /** Those that code of a cell sees. */
  static Declarations of(Class<?> cells) {
    ClassLoader loader = cells.getClassLoader();
    return (Declarations) (loader instanceof OnceLoader ? loader.getParent() : loader);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] file = files.remove(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file, 0, file.length);
    }
  }

  /** The class with a snippet's newest code, and any other by its name. */
  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.findClass(name);
    }
    Class<?> version = versions.get(name);
    return version == null ? latest.loadClass(name) : version;
  }

  @Override
  public void addToClasspath(String place) throws InternalException {
    try {
      addURL(Path.of(place).toUri().toURL());
    } catch (MalformedURLException | RuntimeException noPlace) {
      throw new InternalException(noPlace.toString());
    }
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

  @Override
  public void load(ClassBytecodes[] codes) throws ClassInstallException {
    var once = new HashMap<String, byte[]>();
    try {
      for (SnippetCode snippet : SnippetCode.of(codes, origins)) {
        if (snippet.runsOnce()) {
          once.putAll(snippet.files());
        } else {
          declare(snippet);
        }
      }
      latest = new OnceLoader(this, once);
      for (String name : List.copyOf(once.keySet())) {
        int unused = findClass(name).getDeclaredMethods().length; // to ask for them links the class
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException problem) {
      throw new ClassInstallException("load: " + problem.getMessage(), new boolean[codes.length]);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] codes) {
    throw new UnsupportedOperationException("the Java machine itself redefines no classes here");
  }

  /**
   * Takes in what is declared, or new code for it.
   *
   * @throws ClassNotFoundException if the variables' types, the methods' signatures or a class
   *     would change
   */
  private synchronized void declare(SnippetCode code) throws ReflectiveOperationException {
    String name = code.name();
    SnippetCode former = codes.get(name);
    SnippetCode whole = former == null ? code : former.with(code);
    if (former != null && !former.fits(code)) {
      throw new ClassNotFoundException("another type than before: " + name);
    }
    if (former != null && former.keepsTypes(code)) {
      origins.stays(former.file(), code.file());
      return;
    }
    if (code.isPart()) { // new code for the rest comes next
      codes.replace(name, whole);
      return;
    }
    codes.put(name, whole);
    newest.put(JShellInternals.keyOf(name), name);
    if (former == null && code.methods().isEmpty()) {
      files.putAll(code.files());
      return;
    }
    if (former == null) {
      files.put(name, MethodStubs.of(name, code.methods()));
    }
    useVersion(whole);
  }

  private void useVersion(SnippetCode code) throws ReflectiveOperationException {
    String name = code.name() + "v" + ++count;
    Class<?> version = new OnceLoader(this, code.as(name)).loadClass(name);
    versions.put(code.name(), version);
    for (String method : code.methods().keySet()) {
      methods.put(method, version);
      List<MutableCallSite> affected = calls.getOrDefault(method, List.of());
      for (MutableCallSite site : affected) {
        site.setTarget(method(version, method.substring(0, method.indexOf('(')), site.type()));
      }
      MutableCallSite.syncAll(affected.toArray(MutableCallSite[]::new));
    }
  }

  /**
   * A call that follows a method into the class that declares it next, which may have another name:
   * JShell puts methods of one name into one class when it compiles them anew.
   */
  synchronized CallSite call(String method, MethodType type) throws ReflectiveOperationException {
    String signature = method + type.toMethodDescriptorString();
    Class<?> version = Objects.requireNonNull(methods.get(signature));
    var site = new MutableCallSite(method(version, method, type));
    calls.computeIfAbsent(signature, name -> new ArrayList<>()).add(site);
    return site;
  }

  private static MethodHandle method(Class<?> version, String name, MethodType type)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup().findStatic(version, name, type);
  }

  /** The field that holds a variable's value. */
  Field placeOf(String variable, String snippet) {
    try {
      return loadClass(snippet).getDeclaredField(variable);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  /** True if a class has static fields with more in them than constants. */
  boolean hasState(String type) {
    try {
      return Arrays.stream(loadClass(type).getDeclaredFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .filter(field -> !field.isSynthetic() && !field.isEnumConstant())
          .anyMatch(
              field ->
                  !Modifier.isFinal(field.getModifiers())
                      || (!field.getType().isPrimitive() && field.getType() != String.class));
    } catch (ClassNotFoundException | LinkageError unusual) {
      return false;
    }
  }

  /** True if a class was declared anew since. */
  synchronized boolean isFormer(Class<?> type) {
    Matcher learners = LEARNERS.matcher(type.getName());
    return learners.find()
        && !learners.group(1).equals(newest.get(JShellInternals.keyOf(learners.group(1))));
  }

  /** A failure's calls down to the last in a cell, without those of stubs. */
  static List<StackTraceElement> calls(Throwable failure) {
    var calls = new ArrayList<>(List.of(failure.getStackTrace()));
    for (int i = calls.size() - 1; i >= 0 && !isOfCell(calls.get(i)); i--) {
      calls.remove(i);
    }
    calls.removeIf(call -> isOfCell(call) && call.getFileName() == null);
    return calls.isEmpty() ? List.of(failure.getStackTrace()) : calls;
  }

  private static boolean isOfCell(StackTraceElement call) {
    return call.getClassName().startsWith(PACKAGE);
  }
}
