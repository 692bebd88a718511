package padwise.kernel.repl;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Threads beside the cells' own that run code of a cell, such as those of a pool. */
final class Bystanders {
  private static final int PATIENCE = 100;

  private final Predicate<Thread> own;

  /**
   * @param own tells the cells' own thread
   */
  Bystanders(Predicate<Thread> own) {
    this.own = own;
  }

  /** Before JDK 20, whose way of stopping reaches all code of cells by itself. */
  @SuppressWarnings({"removal", "deprecation"})
  void stop() {
    if (!CellControl.WOVEN) {
      all().forEach(Thread::stop);
    }
  }

  /** After a stop: a pool's thread that lost one task takes the next; waits until none is left. */
  void settle() {
    try {
      for (int i = 0; i < PATIENCE && all().findAny().isPresent(); i++) {
        stop();
        Thread.sleep(10);
      }
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<Thread> all() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> !own.test(entry.getKey()) && Places.inCell(entry.getValue()))
        .map(Map.Entry::getKey);
  }
}
