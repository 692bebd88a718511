package padwise.lesson;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locked guesses of one notebook, in a text file beside it: one line {@code key = guess} each.
 *
 * <p>A guess is one short write at the end of the file, and the last line of a key counts, so two
 * kernels can write at once and nothing is ever lost; any other line is left alone. The file is
 * never needed: if it can't be read or written, {@link #trouble} says why, and guesses last as long
 * as the kernel.
 */
final class Kept {

  private final @Nullable Path file;
  private String trouble = "";

  private Kept(@Nullable Path file) {
    this.file = file;
  }

  /** Keeps in {@code .predictions/NAME.txt} beside the notebook; nowhere if there is none. */
  static Kept beside(@Nullable String notebook) {
    try {
      if (notebook != null
          && notebook.endsWith(".ipynb")
          && Files.isRegularFile(Path.of(notebook))) {
        Path path = Path.of(notebook).toAbsolutePath();
        String name = path.getFileName().toString().replaceFirst("ipynb$", "txt");
        return new Kept(path.resolveSibling(".predictions").resolve(name));
      }
    } catch (InvalidPathException noFile) {
      // the name of a session that has no file
    }
    return new Kept(null);
  }

  /** What is wrong with the file, as a sentence; empty if nothing is. */
  String trouble() {
    return trouble;
  }

  @Nullable String get(String key) {
    Map<String, String> guesses = all();
    return guesses == null ? null : guesses.get(key);
  }

  void put(String key, String guess) {
    trouble = "";
    Map<String, String> before = all();
    if (file == null || before == null || guess.equals(before.get(key))) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      String line =
          "\n" + key + " = " + guess + "\n"; // on a line of its own, whatever is before it
      Files.writeString(file, line, CREATE, APPEND);
    } catch (IOException e) {
      trouble = said(file, "cannot be written", e);
    }
  }

  /** Forgets all guesses of the notebook; the file stays as {@code NAME.txt.old}. */
  void forget() {
    trouble = "";
    if (file != null && Files.exists(file)) {
      try {
        Files.move(file, file.resolveSibling(file.getFileName() + ".old"), REPLACE_EXISTING);
      } catch (IOException e) {
        trouble = said(file, "cannot be put aside", e);
      }
    }
  }

  /** What the file holds; null if it can't be read. */
  private @Nullable Map<String, String> all() {
    Map<String, String> guesses = new HashMap<>();
    if (file == null || !Files.exists(file)) {
      return guesses;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" = ", 2);
        if (parts.length == 2) {
          guesses.put(parts[0], parts[1]);
        } else if (!line.isBlank()) {
          trouble =
              "A line of .predictions/%s is damaged, and left alone: %s"
                  .formatted(file.getFileName(), line);
        }
      }
    } catch (IOException e) {
      trouble = said(file, "cannot be read", e);
      return null;
    }
    return guesses;
  }

  private static String said(Path file, String what, IOException cause) {
    return "Your guesses last until the kernel ends: .predictions/%s %s (%s)."
        .formatted(file.getFileName(), what, cause.getClass().getSimpleName());
  }
}
