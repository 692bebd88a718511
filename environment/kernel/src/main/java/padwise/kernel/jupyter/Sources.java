package padwise.kernel.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the sources of libraries are, whose Javadoc the page can show. */
final class Sources {
  private Sources() {}

  /** The folders and jars that the system property {@code padwise.sources} names. */
  static List<Path> ofLibraries() {
    var roots = new ArrayList<Path>();
    for (String place : System.getProperty("padwise.sources", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(place);
      try {
        if (Files.isDirectory(path)) {
          roots.add(path);
        } else if (place.endsWith(".jar") && Files.isRegularFile(path)) {
          roots.add(FileSystems.newFileSystem(path).getPath("/"));
        }
      } catch (IOException unreadable) {
        // Then this library is shown without its Javadoc.
      }
    }
    return roots;
  }
}
