package padwise.lesson;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File of one notebook's guesses and checks, {@code .predictions/NAME.csv} beside it: how far a
 * reader is, without a time or a name.
 *
 * <pre>
 * key,kind,value,state
 * pads,number,4,locked
 * mask,grid,111 100,open
 * fits,choice,,asked
 * padCount,check,,passed
 * </pre>
 *
 * <p>Each change replaces the whole file at once, after another look at it, so a reader never meets
 * half a file and two kernels keep each other's lines; a line of another form is left alone. The
 * file is never needed: if it can't be read or written, {@link #trouble} says why.
 */
public final class GuessFile {

  /** Progress of a prediction or a check. */
  public enum State {
    /** The question was shown; there is no guess. */
    ASKED,
    /** There is a guess, and the finding was not shown. */
    OPEN,
    /** The finding was shown after this guess. */
    LOCKED,
    /** The last attempt was not right, and none before it. */
    FAILED,
    /** An attempt was right. */
    PASSED
  }

  /**
   * A prediction's key or an exercise's name; {@code number}, {@code choice}, {@code grid} or
   * {@code check}; the guess on one line, empty if there is none.
   */
  public record Row(String key, String kind, String value, State state) {
    private static final Pattern FORM =
        Pattern.compile(
            "(\\w+),(\\w+),(?:\"((?:[^\"]|\"\")*)\"|([^\",]*)),(asked|open|locked|failed|passed)");

    static @Nullable Row read(String line) {
      Matcher parts = FORM.matcher(line);
      if (!parts.matches()) {
        return null;
      }
      String quoted = parts.group(3);
      String value = quoted == null ? parts.group(4) : quoted.replace("\"\"", "\"");
      State state = State.valueOf(parts.group(5).toUpperCase(Locale.ROOT));
      return new Row(parts.group(1), parts.group(2), value, state);
    }

    String line() {
      String plain = value.matches("[^\",]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
      return String.join(",", key, kind, plain, state.name().toLowerCase(Locale.ROOT));
    }

    String id() { // a prediction and an exercise may share a name
      return (isCheck() ? "check " : "guess ") + key;
    }

    boolean isCheck() {
      return kind.equals("check");
    }
  }

  private static final String HEADER = "key,kind,value,state";

  private final @Nullable Path path;
  private String trouble = "";

  private GuessFile(@Nullable Path path) {
    this.path = path;
  }

  /** The file of a notebook; none, which keeps nothing, if there is no such notebook. */
  public static GuessFile beside(@Nullable String notebook) {
    try {
      if (notebook != null
          && notebook.endsWith(".ipynb")
          && Files.isRegularFile(Path.of(notebook))) {
        Path page = Path.of(notebook).toAbsolutePath();
        String name = page.getFileName().toString().replaceFirst("ipynb$", "csv");
        return new GuessFile(page.resolveSibling(".predictions").resolve(name));
      }
    } catch (InvalidPathException noFile) {
      // the name of a session that has no file
    }
    return new GuessFile(null);
  }

  /** Trouble with the file as a sentence; empty if nothing is. */
  String trouble() {
    return trouble;
  }

  /** The guess for a prediction, if it is locked. */
  @Nullable String locked(String key) {
    Map<String, String> lines = lines();
    Row row = lines == null ? null : Row.read(lines.getOrDefault("guess " + key, ""));
    return row == null || row.state != State.LOCKED ? null : row.value;
  }

  /** Writes a row in place of the one with its key. */
  void put(Row row) {
    trouble = "";
    Map<String, String> lines = lines();
    if (lines != null && !row.line().equals(lines.put(row.id(), row.line()))) {
      write(lines);
    }
  }

  /** Notes how an attempt at an exercise went; once passed, it stays so. */
  void check(String exercise, boolean passed) {
    Row row = new Row(exercise, "check", "", passed ? State.PASSED : State.FAILED);
    Map<String, String> lines = lines();
    if (passed || lines == null || !lines.getOrDefault(row.id(), "").endsWith(",passed")) {
      put(row);
    }
  }

  /** Forgets all guesses of the notebook; the file as it was stays as {@code NAME.csv.old}. */
  void forget() {
    trouble = "";
    Map<String, String> lines = lines();
    if (path == null || lines == null || !Files.exists(path)) {
      return;
    }
    try {
      Files.copy(path, path.resolveSibling(path.getFileName() + ".old"), REPLACE_EXISTING);
      lines.keySet().removeIf(id -> id.startsWith("guess "));
      write(lines);
    } catch (IOException e) {
      trouble = said(path, "cannot be put aside", e);
    }
  }

  /** The lines by the row they hold, any other by itself; null if the file can't be read. */
  private @Nullable Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    if (path == null || !Files.exists(path)) {
      return lines;
    }
    try {
      for (String line : Files.readAllLines(path)) {
        Row row = Row.read(line);
        lines.put(row == null ? line : row.id(), line);
      }
    } catch (IOException e) {
      trouble = said(path, "cannot be read", e);
      return null;
    }
    lines.keySet().removeAll(List.of(HEADER, ""));
    return lines;
  }

  private void write(Map<String, String> lines) {
    if (path == null) {
      return;
    }
    List<String> all = new ArrayList<>(List.of(HEADER));
    all.addAll(lines.values());
    try {
      Files.createDirectories(path.getParent());
      Path fresh = Files.createTempFile(path.getParent(), "guesses", ".tmp");
      try {
        Files.write(fresh, all);
        Files.move(fresh, path, ATOMIC_MOVE, REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      trouble = said(path, "cannot be written", e);
    }
  }

  private static String said(Path path, String what, IOException cause) {
    return "Your guesses last until the kernel ends: .predictions/%s %s (%s)."
        .formatted(path.getFileName(), what, cause.getClass().getSimpleName());
  }
}
