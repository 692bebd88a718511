package padwise.kernel.jupyter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells run since the kernel started, for consoles that leaf through them. */
final class History {
  private static final int THIS_SESSION = 1;
  private static final int MOST = 1000;

  private record Execution(int number, String cell) {}

  private final List<Execution> entries = new ArrayList<>();

  void add(int number, String cell) {
    entries.add(new Execution(number, cell));
    if (entries.size() > MOST) {
      entries.remove(0);
    }
  }

  /** The cells asked for, each as the protocol wants it: session, number, text. */
  List<List<Object>> find(HistoryRequest request) {
    List<Execution> found = entries;
    int most = 0; // all
    if (request instanceof HistoryRequest.Tail tail) {
      most = tail.getMaxReturnLength();
    } else if (request instanceof HistoryRequest.Range range) {
      found = range(range.getSessionIndex(), range.getStart(), range.getStop());
    } else if (request instanceof HistoryRequest.Search search) {
      List<Execution> hits = search(Objects.requireNonNullElse(search.getPattern(), "*"));
      found = search.filterUnique() ? unique(hits) : hits;
      most = search.getMaxReturnLength();
    }
    boolean outputs = request.includeOutput();
    return found.stream()
        .skip(most <= 0 ? 0 : Math.max(0, found.size() - most))
        .map(entry -> tuple(entry, outputs))
        .toList();
  }

  /** Outputs are not kept; where they are asked for, none stands in their place. */
  private static List<Object> tuple(Execution entry, boolean outputs) {
    Object text = outputs ? Arrays.asList(entry.cell, null) : entry.cell;
    return List.of(THIS_SESSION, entry.number, text);
  }

  private List<Execution> range(int session, int start, int stop) {
    boolean ours = session == 0 || session == THIS_SESSION;
    return entries.stream()
        .filter(e -> ours && e.number >= start && (stop <= 0 || e.number < stop))
        .toList();
  }

  /** Finds by a pattern in which * and ? stand for any text and any character. */
  private List<Execution> search(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    Pattern wanted = Pattern.compile(regex, Pattern.DOTALL);
    return entries.stream().filter(e -> wanted.matcher(e.cell).matches()).toList();
  }

  private static List<Execution> unique(List<Execution> entries) {
    var latest = new LinkedHashMap<String, Execution>();
    for (Execution entry : entries) {
      latest.remove(entry.cell);
      latest.put(entry.cell, entry);
    }
    return List.copyOf(latest.values());
  }
}
