package padwise.kernel.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The classes in the jars of the class path, by package; a jar is opened when one of its packages
 * is asked for.
 *
 * <p>The JDK's own list reads every file and folder of every jar, 40,000 here, before the first
 * line compiles, and keeps them. This one has the packages from set-up.
 */
final class ClassPath {
  private static final String SUFFIX = JavaFileObject.Kind.CLASS.extension;

  private final StandardJavaFileManager jdk;
  private final Map<String, List<Path>> jars = new HashMap<>(); // of each package, as a folder
  private final Map<Path, Map<String, List<JavaFileObject>>> opened = new HashMap<>();
  private boolean isLonger; // than when the packages were listed

  /**
   * The compiler's files: the class path from set-up's list, where that has all of it, and the rest
   * as ever.
   *
   * @param jdk does the rest
   * @param index lines with the name of a jar and the folders in it that have classes
   */
  static StandardJavaFileManager listed(StandardJavaFileManager jdk, Path index) {
    try {
      return (StandardJavaFileManager)
          Proxy.newProxyInstance(
              ClassPath.class.getClassLoader(),
              new Class<?>[] {StandardJavaFileManager.class},
              new ClassPath(jdk, index)::answer);
    } catch (IOException notOurs) {
      return jdk;
    }
  }

  private ClassPath(StandardJavaFileManager jdk, Path index) throws IOException {
    this.jdk = jdk;
    var folders = new HashMap<String, String[]>();
    for (String line : Files.readAllLines(index)) {
      String[] words = line.split(" ");
      folders.put(words[0], words);
    }
    for (Path place : jdk.getLocationAsPaths(StandardLocation.CLASS_PATH)) {
      String[] words = folders.get(String.valueOf(place.getFileName()));
      if (words == null && !Files.exists(place)) {
        continue; // a manifest names jars that may be there
      }
      if (words == null) {
        throw new IOException(place + " is not in " + index);
      }
      for (int i = 1; i < words.length; i++) {
        jars.computeIfAbsent(words[i], folder -> new ArrayList<>()).add(place);
      }
    }
  }

  /** Answers a call of a file manager's method. */
  private @Nullable Object answer(Object manager, Method method, Object @Nullable [] given)
      throws Throwable {
    Object[] all = given == null ? new Object[0] : given;
    Object last = all.length == 0 ? "" : all[all.length - 1];
    switch (method.getName()) {
      case "handleOption" -> isLonger |= all[0].equals("-classpath"); // not worth another list
      case "list" -> {
        boolean classes = ((Collection<?>) all[2]).contains(JavaFileObject.Kind.CLASS);
        if (all[0] == StandardLocation.CLASS_PATH && classes && last.equals(false) && !isLonger) {
          return classesIn((String) all[1]);
        }
      }
      case "inferBinaryName" -> {
        if (last instanceof ClassFile ours) {
          return ours.className();
        }
      }
      case "contains" -> {
        if (last instanceof ClassFile) {
          return all[0] == StandardLocation.CLASS_PATH;
        }
      }
      case "isSameFile" -> {
        if (all[0] instanceof ClassFile || last instanceof ClassFile) {
          return all[0].equals(last);
        }
      }
      default -> {}
    }
    try {
      return method.invoke(jdk, given);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private List<JavaFileObject> classesIn(String packageName) {
    String folder = packageName.replace('.', '/');
    var classes = new ArrayList<JavaFileObject>();
    for (Path jar : jars.getOrDefault(folder, List.of())) {
      classes.addAll(opened.computeIfAbsent(jar, ClassPath::open).getOrDefault(folder, List.of()));
    }
    return classes;
  }

  private static Map<String, List<JavaFileObject>> open(Path path) {
    var classes = new HashMap<String, List<JavaFileObject>>();
    try {
      var jar = new ZipFile(path.toFile()); // stays open, as it does in the class loader
      jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(SUFFIX))
          .forEach(
              name -> {
                String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
                classes
                    .computeIfAbsent(folder, f -> new ArrayList<>())
                    .add(new ClassFile(jar, name));
              });
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return classes;
  }

  /** One class file in a jar. */
  private static final class ClassFile extends SimpleJavaFileObject {
    private final ZipFile jar;
    private final String path;

    ClassFile(ZipFile jar, String path) {
      super(URI.create("jar:///" + path), Kind.CLASS);
      this.jar = jar;
      this.path = path;
    }

    String className() {
      return path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return jar.getInputStream(jar.getEntry(path));
    }
  }
}
