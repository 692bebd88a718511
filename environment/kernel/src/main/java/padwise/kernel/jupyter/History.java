package padwise.kernel.jupyter;

import static org.dflib.jjava.jupyter.kernel.history.HistoryManager.ResultFlag.INCLUDE_OUTPUT;
import static org.dflib.jjava.jupyter.kernel.history.HistoryManager.ResultFlag.UNIQUE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.jspecify.annotations.Nullable;

/** The cells run since the kernel started, for consoles that leaf through them. */
final class History implements HistoryManager {
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

  @Override
  public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
    return last(length, entries, flags);
  }

  @Override
  public List<HistoryEntry> lookupRange(int session, int start, int stop, Set<ResultFlag> flags) {
    boolean ours = session == 0 || session == THIS_SESSION;
    var found =
        entries.stream()
            .filter(e -> ours && e.number >= start && (stop <= 0 || e.number < stop))
            .toList();
    return last(0, found, flags);
  }

  /** Finds by a pattern in which * and ? stand for any text and any character. */
  @Override
  public List<HistoryEntry> search(@Nullable String pattern, int length, Set<ResultFlag> flags) {
    String wanted = Objects.requireNonNullElse(pattern, "*");
    String regex = Pattern.quote(wanted).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    Pattern whole = Pattern.compile(regex, Pattern.DOTALL);
    var found = entries.stream().filter(e -> whole.matcher(e.cell).matches()).toList();
    return last(length, flags.contains(UNIQUE) ? unique(found) : found, flags);
  }

  private static List<Execution> unique(List<Execution> entries) {
    var latest = new LinkedHashMap<String, Execution>();
    for (Execution entry : entries) {
      latest.remove(entry.cell);
      latest.put(entry.cell, entry);
    }
    return List.copyOf(latest.values());
  }

  /** As many, 0 for all. Outputs are not kept: where they are asked for, an empty one is there. */
  private static List<HistoryEntry> last(int most, List<Execution> found, Set<ResultFlag> flags) {
    String output = flags.contains(INCLUDE_OUTPUT) ? "" : null;
    return found.stream()
        .skip(most <= 0 ? 0 : Math.max(0, found.size() - most))
        .map(each -> new HistoryEntry(THIS_SESSION, each.number, each.cell, output))
        .toList();
  }
}
