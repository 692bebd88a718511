package padwise.kernel.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/** The cells run since the kernel started, for consoles that leaf through them. */
final class History implements HistoryManager {
  private static final int THIS_SESSION = 1;
  private static final int MOST = 1000;

  private final List<HistoryEntry> entries = new ArrayList<>();

  void add(int number, String cell) {
    entries.add(new HistoryEntry(THIS_SESSION, number, cell, null));
    if (entries.size() > MOST) {
      entries.remove(0);
    }
  }

  @Override
  public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
    return last(entries, length);
  }

  @Override
  public List<HistoryEntry> lookupRange(int session, int start, int end, Set<ResultFlag> flags) {
    boolean other = session != 0 && session != THIS_SESSION;
    return entries.stream()
        .filter(e -> !other && e.getCellNumber() >= start && (end <= 0 || e.getCellNumber() < end))
        .toList();
  }

  @Override
  public List<HistoryEntry> search(String pattern, int length, Set<ResultFlag> flags) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    Pattern wanted = Pattern.compile(regex, Pattern.DOTALL);
    var found =
        new ArrayList<>(
            entries.stream().filter(e -> wanted.matcher(e.getInput()).matches()).toList());
    if (flags.contains(ResultFlag.UNIQUE)) {
      var unique = new LinkedHashMap<String, HistoryEntry>();
      for (HistoryEntry entry : found) {
        unique.remove(entry.getInput()); // the latest stays
        unique.put(entry.getInput(), entry);
      }
      found = new ArrayList<>(unique.values());
    }
    return last(found, length);
  }

  private static List<HistoryEntry> last(List<HistoryEntry> all, int length) {
    int from = length <= 0 ? 0 : Math.max(0, all.size() - length);
    return List.copyOf(all.subList(from, all.size()));
  }
}
