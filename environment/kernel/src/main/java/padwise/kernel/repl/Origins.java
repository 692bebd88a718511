package padwise.kernel.repl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * The places in cells where code was written. They are in its class files from the moment it is
 * loaded, so that every trace has them: also one that is printed, or of a thread that fails later.
 */
final class Origins {
  private static final int MOST = 5000; // of which the text is kept

  /** A class of several snippets, which may be of several cells: its file would name one. */
  private static final String SEVERAL = "REPL\\.\\$JShell\\$\\d+[A-Z]*_.*";

  private static final Pattern STUB = // a method's, which passes on to its newest code
      Pattern.compile("\\tat REPL\\.\\$JShell\\$\\w+\\.\\w+\\(Unknown Source\\)\\R?");

  private static final Pattern PRINTED = Pattern.compile("\\((#\\d+):(\\d+)\\)");

  /**
   * A line of a cell.
   *
   * @param number of the cell, 0 if it has none
   */
  record Place(CellSource cell, int number, int line) {
    Place down(int lines) {
      return new Place(cell, number, line + lines);
    }

    String code() {
      return cell.text().lines().skip(line - 1L).findFirst().orElse("");
    }

    String cellName() {
      return number == 0 ? "an earlier cell" : "cell [" + number + "]";
    }
  }

  /** The name that stands for a snippet in class files, and a line of its text. */
  record Line(String file, int number) {}

  private final Map<Snippet, String> files = new WeakHashMap<>();
  private final Map<String, Place> places =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
          return size() > MOST;
        }
      };
  private @Nullable JShellInternals internals; // none before there is a JShell
  private @Nullable Place current;
  private int count;

  void readBy(JShellInternals readable) {
    internals = readable;
  }

  /** Notes where the code stands that is loaded next. */
  synchronized void begin(Place place) {
    current = place;
  }

  /** The same for code that comes again as it was. */
  synchronized void begin(Snippet former) {
    current = places.get(files.getOrDefault(former, ""));
  }

  /** The reader's line that a line of JShell's stands for; empty if it stands for none, or many. */
  Optional<Line> line(String className, int line) {
    return className.matches(SEVERAL) ? Optional.empty() : lineOf(className, line);
  }

  private Optional<Line> lineOf(String className, int line) {
    return internals == null
        ? Optional.empty()
        : internals
            .line(className, line)
            .map(found -> new Line(fileOf(found.getKey()), found.getValue()));
  }

  private synchronized String fileOf(Snippet snippet) {
    return files.computeIfAbsent(
        snippet,
        loadedNow -> {
          String file = "#" + ++count;
          if (current != null) {
            places.put(file, current);
          }
          return file;
        });
  }

  /** The place of a call in a cell; empty for one in a library. */
  Optional<Place> of(StackTraceElement call) {
    int line = Math.max(1, call.getLineNumber()); // code that javac adds may have none
    String type = call.getClassName();
    return type.matches(SEVERAL)
        ? lineOf(type.replaceFirst("v\\d+", ""), line).flatMap(own -> of(own.file, own.number))
        : of(String.valueOf(call.getFileName()), line);
  }

  private synchronized Optional<Place> of(String file, int line) {
    return Optional.ofNullable(places.get(file)).map(first -> first.down(line - 1));
  }

  /** A printed trace with cells and their lines. */
  String readable(String trace) {
    String text = STUB.matcher(trace).replaceAll("");
    return PRINTED.matcher(text).replaceAll(call -> Matcher.quoteReplacement(words(call)));
  }

  private String words(MatchResult call) {
    return of(call.group(1), Integer.parseInt(call.group(2)))
        .map(place -> "(" + place.cellName() + ", line " + place.line + ")")
        .orElse("(an earlier cell)");
  }
}
