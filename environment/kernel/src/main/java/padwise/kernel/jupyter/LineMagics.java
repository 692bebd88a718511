package padwise.kernel.jupyter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The lines that begin with a percent sign: what this kernel adds to Java. */
final class LineMagics {
  private static final List<String> NAMES = List.of("%classpath", "%help");
  private static final String HELP =
      """
      %classpath JAR  adds a jar or a folder; lib/*.jar adds all that fit
      %help  lists these lines

      A JDK's preview features: set JDK_JAVA_OPTIONS=--enable-preview before you start Jupyter.
      Tab completes, Shift-Tab explains. Run All stops at the first error.
      The stop button asks your code first (Thread.interrupted() is true); after a second it is stopped.""";

  private final Consumer<Path> jars;

  /**
   * @param jars takes what is added to the class path
   */
  LineMagics(Consumer<Path> jars) {
    this.jars = jars;
  }

  /**
   * Answers a line.
   *
   * @throws IllegalArgumentException if it is not known, or names a jar that is not there
   */
  void run(String line) throws IOException {
    String[] words = line.strip().split("\\s+", 2);
    switch (words[0]) {
      case "%classpath" ->
          addJars(words.length > 1 ? words[1].replaceAll("^[\"']|[\"']$", "") : "");
      case "%help" -> System.out.println(HELP);
      default ->
          throw new IllegalArgumentException(
              IPythonLines.insteadOf(words[0])
                  .orElse(words[0] + " is not known; use " + String.join(", ", NAMES)));
    }
  }

  static List<String> startingWith(String prefix) {
    return NAMES.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** Adds what a path names; a star in its last part stands for any letters of a jar's name. */
  private void addJars(String text) throws IOException {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("which jar? Write its path on this line");
    }
    int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
    String name = text.substring(slash + 1);
    if (!name.contains("*")) {
      jars.accept(existing(text));
      return;
    }
    Path folder = existing(text.substring(0, slash + 1));
    var found = new TreeSet<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, name)) {
      all.forEach(found::add);
    }
    found.removeIf(each -> !each.toString().endsWith(".jar"));
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no jar fits " + name + " in " + folder);
    }
    found.forEach(jars);
  }

  private static Path existing(String text) {
    Path path =
        Path.of(text.replaceFirst("^~(?=/|$)", System.getProperty("user.home"))).toAbsolutePath();
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          path + " is not there; one name a line, which counts from the notebook's folder");
    }
    return path;
  }
}
