package padwise.kernel.jupyter;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The last cells run since the kernel started, for consoles that leaf through them. */
final class History {
  private static final int THIS_SESSION = 1;
  private static final int MOST = 1000;

  private record Execution(int number, String cell) {}

  private final Deque<Execution> entries = new ArrayDeque<>();

  void add(int number, String cell) {
    entries.add(new Execution(number, cell));
    if (entries.size() > MOST) {
      entries.remove();
    }
  }

  /** The last cells, each as the protocol wants it: session, number, text. */
  List<List<Object>> find(HistoryRequest.Tail request) {
    return entries.stream()
        .skip(Math.max(0, entries.size() - request.getMaxReturnLength()))
        .map(entry -> tuple(entry, request.includeOutput()))
        .toList();
  }

  /** Outputs are not kept; where they are asked for, none stands in their place. */
  private static List<Object> tuple(Execution entry, boolean outputs) {
    Object text = outputs ? Arrays.asList(entry.cell, null) : entry.cell;
    return List.of(THIS_SESSION, entry.number, text);
  }
}
