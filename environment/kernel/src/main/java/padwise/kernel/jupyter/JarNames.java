package padwise.kernel.jupyter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars and folders that stand behind {@code %classpath}. */
final class JarNames {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private JarNames() {}

  /**
   * Finds what is named: paths, in quotes where they have blanks; a star stands for any letters of
   * a jar's name.
   *
   * @throws IllegalArgumentException if one is not there
   */
  static List<Path> resolve(String text) throws IOException {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("which jar? Write its path on this line");
    }
    Path whole = path(text);
    if (Files.exists(whole)) {
      return List.of(whole);
    }
    var found = new ArrayList<Path>();
    for (Matcher word = WORD.matcher(text); word.find(); ) {
      found.addAll(named(word.group().replaceAll("^[\"']|[\"']$", "")));
    }
    return found;
  }

  private static List<Path> named(String word) throws IOException {
    int slash = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
    Path folder = path(word.substring(0, slash + 1));
    String name = word.substring(slash + 1);
    if (!name.contains("*")) {
      return List.of(existing(path(word)));
    }
    var jars = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(existing(folder), name)) {
      all.forEach(each -> jars.add(each));
    }
    jars.removeIf(each -> !each.toString().endsWith(".jar"));
    if (jars.isEmpty()) {
      throw new IllegalArgumentException("no jar fits " + name + " in " + folder);
    }
    return jars.stream().sorted().toList();
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          path + " is not there; names count from the notebook's folder");
    }
    return path;
  }

  private static Path path(String text) {
    return Path.of(text.replaceFirst("^~(?=/|$)", System.getProperty("user.home")))
        .toAbsolutePath();
  }
}
