package padwise.kernel.jupyter;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** The lines that begin with a percent sign. */
final class LineMagics {
  private static final List<String> NAMES = List.of("%classpath", "%help");
  private static final String HELP =
      """
      %classpath JAR  adds a jar or a folder; lib/*.jar adds all that fit
      %help  lists these lines

      A JDK's preview features: set JDK_JAVA_OPTIONS=--enable-preview before you start Jupyter.
      Tab completes, Shift-Tab explains. Run All stops at the first error.
      The stop button asks your code first (Thread.interrupted() is true); after a second it is stopped.\
      """;

  private LineMagics() {}

  /**
   * Answers a line.
   *
   * @param places takes what is added to the class path
   * @throws IllegalArgumentException if it is not known, or names a jar that is not there
   */
  static void run(String line, Consumer<Path> places) {
    String[] words = line.strip().split("\\s+", 2);
    switch (words[0]) {
      case "%classpath" -> places(words.length > 1 ? words[1] : "").forEach(places);
      case "%help" -> System.out.println(HELP);
      default ->
          throw new IllegalArgumentException(
              words[0] + " is not known; use " + String.join(", ", NAMES));
    }
  }

  static List<String> startingWith(String prefix) {
    return NAMES.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** The jars and folders that a text names; a star stands for any letters of a name. */
  private static List<Path> places(String text) {
    String path =
        text.replaceAll("^[\"']|[\"']$", "")
            .replaceFirst("^~(?=/|$)", System.getProperty("user.home"))
            .replace(File.separatorChar, '/');
    List<Path> found =
        PathsHandler.resolveGlobs(path).stream()
            .filter(each -> Files.isDirectory(each) || each.toString().endsWith(".jar"))
            .toList();
    if (path.isEmpty() || found.isEmpty()) {
      throw new IllegalArgumentException(
          "%classpath: no jar or folder is at '"
              + path
              + "'; one name a line, which counts from the notebook's folder");
    }
    return found;
  }
}
