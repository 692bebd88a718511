package padwise.kernel.repl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/**
 * The places in cells where code was written. They are in its class files from the moment it is
 * loaded, so that every trace has them: also one that is printed, or of a thread that fails later.
 */
final class Origins {
  private static final int MOST = 5000; // of which the text is kept

  /** A class of several snippets, which may be of several cells: its file would name one. */
  private static final Pattern SEVERAL = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*_.*");

  private static final Pattern STUB = // a method's, which passes on to its newest code
      Pattern.compile("\\t+at REPL\\.\\$JShell\\$\\w+\\.[^\\s.]+\\(Unknown Source\\)\\R?");

  private static final Pattern PRINTED =
      Pattern.compile("\\((#\\d+|\\$JShell\\$\\w+\\.java):(\\d+)\\)");

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
  private final Map<Integer, String> newest = new HashMap<>(); // that is loaded, by key
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
    return SEVERAL.matcher(className).matches()
        ? Optional.empty()
        : written(className, line).map(at -> loaded(className, at.getKey(), at.getValue()));
  }

  private Optional<Map.Entry<Snippet, Integer>> written(String className, int line) {
    return internals == null ? Optional.empty() : internals.line(className, line);
  }

  private synchronized Line loaded(String className, Snippet snippet, int line) {
    String file = fileOf(snippet);
    if (snippet.kind().isPersistent()) {
      newest.put(JShellInternals.keyOf(className), file);
    }
    return new Line(file, line);
  }

  /** Notes that code was loaded anew for nothing: it does what the former does, which stays. */
  synchronized void stays(String former, String newer) {
    Place place = places.get(newer);
    if (place != null) {
      places.put(former, place);
    }
    files.replaceAll((snippet, file) -> file.equals(newer) ? former : file);
    newest.replaceAll((key, file) -> file.equals(newer) ? former : file);
  }

  /**
   * Notes where a snippet stands that JShell has not loaded: its names are not there yet, or it
   * came again as it was, and the former code stays.
   */
  synchronized void know(SnippetEvent event) {
    String former = newest.get(JShellInternals.key(event.snippet()));
    if (current != null && former != null && event.status().isDefined()) {
      files.put(event.snippet(), former);
      places.put(former, current);
    } else {
      String unused = fileOf(event.snippet());
    }
  }

  private synchronized String fileOf(Snippet snippet) {
    return files.computeIfAbsent(
        snippet,
        unknown -> {
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
    return of(String.valueOf(call.getFileName()), line);
  }

  private Optional<Place> of(String file, int line) {
    return file.startsWith("$")
        ? written(ClassCode.PACKAGE + file.replace(".java", ""), line)
            .flatMap(at -> placeOf(fileOf(at.getKey()), at.getValue()))
        : placeOf(file, line);
  }

  private synchronized Optional<Place> placeOf(String file, int line) {
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
