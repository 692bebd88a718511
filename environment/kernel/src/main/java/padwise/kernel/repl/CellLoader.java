package padwise.kernel.repl;

import java.io.File;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
  private OnceLoader latest = new OnceLoader(declarations, Map.of());
  private boolean replacing;

  /** The declarations; code of cells asks them for classes by name. */
  Declarations declarations() {
    return declarations;
  }

  /** Sets whether new classes take the place of those with the same names. */
  void replace(boolean theirs) {
    replacing = theirs;
  }

  @Override
  public void load(ClassBytecodes[] codes) throws ClassInstallException {
    var loaded = new boolean[codes.length];
    var once = new HashMap<String, byte[]>();
    try {
      for (SnippetCode snippet : SnippetCode.of(codes)) {
        if (replacing && !declarations.replace(snippet)) {
          throw new ClassInstallException("another type than before: " + snippet.name(), loaded);
        } else if (!replacing && snippet.runsOnce()) {
          snippet.classes().forEach((name, code) -> once.put(name, code.bytes()));
        } else if (!replacing) {
          declarations.add(snippet);
        }
      }
      latest = new OnceLoader(declarations, once);
      for (String name : once.keySet()) {
        int unused = findClass(name).getDeclaredMethods().length; // to ask for them links the class
      }
      Arrays.fill(loaded, true);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException problem) {
      throw new ClassInstallException("load: " + problem.getMessage(), loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] codes) {
    throw new UnsupportedOperationException("the Java machine itself redefines no classes here");
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
    Class<?> version = declarations.version(name);
    return version == null ? latest.loadClass(name) : version;
  }
}
