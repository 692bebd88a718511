package padwise.kernel.repl;

import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads the classes of cells so that those of statements and expressions can be unloaded.
 *
 * <p>A class goes only together with its loader. So declarations have one loader, and what runs
 * once has, each time, another one that sees the declarations.
 */
final class CellLoader implements LoaderDelegate {
  private final Declarations declarations = new Declarations();
  private Once latest = new Once(declarations);

  /** The loader that code of cells asks for classes by name. */
  ClassLoader context() {
    return declarations;
  }

  @Override
  public void load(ClassBytecodes[] codes) throws ClassInstallException {
    var loaded = new boolean[codes.length];
    latest = new Once(declarations);
    try {
      List<ClassCode> classes =
          Stream.of(codes).map(code -> new ClassCode(code.name(), code.bytecodes())).toList();
      Set<String> once =
          classes.stream().filter(ClassCode::runsOnce).map(ClassCode::name).collect(toSet());
      for (ClassCode each : classes) {
        var loader = once.contains(each.snippet()) ? latest.codes : declarations.codes;
        loader.put(each.name(), each.bytes());
      }
      for (int i = 0; i < codes.length; i++) {
        Class<?> code = findClass(codes[i].name());
        loaded[i] = code.getDeclaredMethods() != null; // to ask for them links the class
      }
    } catch (ClassNotFoundException | LinkageError | RuntimeException problem) {
      throw new ClassInstallException("load: " + problem.getMessage(), loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] codes) {
    throw new UnsupportedOperationException("this kernel redefines no classes");
  }

  @Override
  public void addToClasspath(String places) throws InternalException {
    try {
      for (String place : places.split(File.pathSeparator, -1)) {
        declarations.addURL(Path.of(place).toUri().toURL());
      }
    } catch (MalformedURLException | RuntimeException noPlace) {
      throw new InternalException(noPlace.toString());
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return latest.loadClass(name);
  }

  /** Asks its parents for no class of a cell: they would keep a lock for each name. */
  private static final class Declarations extends URLClassLoader {
    private final Map<String, byte[]> codes = new HashMap<>(); // not loaded yet

    Declarations() {
      super(new URL[0]);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ClassCode.PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = codes.remove(name);
      return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
    }

    @Override
    protected void addURL(URL place) {
      super.addURL(place);
    }
  }

  private static final class Once extends ClassLoader {
    private final Map<String, byte[]> codes = new HashMap<>(); // not loaded yet

    Once(Declarations declarations) {
      super(declarations);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        byte[] code = codes.remove(name);
        if (code != null) {
          return defineClass(name, code, 0, code.length);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
    }
  }
}
