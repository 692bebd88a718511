package padwise.kernel.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The classes in the jars of a class path, by package; a jar is opened when one of its packages is
 * asked for.
 *
 * <p>The JDK's own list reads every file and folder of every jar, 40,000 here, before the first
 * line compiles, and keeps them. This one has the packages from set-up.
 */
final class ClassPath {
  private static final String SUFFIX = JavaFileObject.Kind.CLASS.extension;

  private final Map<String, List<Path>> jars = new HashMap<>(); // of each package, as a folder
  private final Map<Path, Map<String, List<JavaFileObject>>> opened = new HashMap<>();

  /**
   * @param places the class path
   * @param index lines with the name of a jar and the folders in it that have classes
   * @throws IOException if the index is missing, or has not all of the class path
   */
  ClassPath(Iterable<? extends Path> places, Path index) throws IOException {
    var folders = new HashMap<String, String[]>();
    for (String line : Files.readAllLines(index)) {
      String[] words = line.split(" ");
      folders.put(words[0], words);
    }
    for (Path place : places) {
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

  List<JavaFileObject> classesIn(String packageName) {
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
  static final class ClassFile extends SimpleJavaFileObject {
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
