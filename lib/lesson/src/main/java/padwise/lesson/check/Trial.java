package padwise.lesson.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import padwise.lesson.Host;

/**
 * A method of the reader at work on its cases, on a thread of its own, which ends.
 *
 * <p>What does not listen is ended by {@code Thread.stop} up to JDK 19, by the kernel later. Where
 * neither can, a thread of low priority is left.
 */
final class Trial implements Runnable {

  private static final long TIME = 2000;
  private static final long GRACE = 100;
  private static final String STILL_BUSY =
      " This kernel cannot stop it: restart the kernel (menu Kernel) before you go on.";
  private static final boolean STOPS = Runtime.version().feature() < 20;

  private final List<Supplier<Outcome>> runs;
  private final List<Outcome> done = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  private Trial(List<Supplier<Outcome>> runs) {
    this.runs = runs;
  }

  /** One outcome a run, or fewer, the last one unfinished; {@code cells} loaded the method. */
  static List<Outcome> outcomes(List<Supplier<Outcome>> runs, ClassLoader cells) {
    Trial trial = new Trial(runs);
    Thread thread = new Thread(trial, "attempt");
    thread.setDaemon(true);
    thread.start();
    endsWithin(thread, TIME);
    trial.over = true;
    List<Outcome> outcomes = new ArrayList<>(trial.done);
    if (outcomes.size() < runs.size()) {
      stop(thread, cells);
      outcomes.add(Outcome.unfinished(thread.isAlive() ? STILL_BUSY : ""));
    }
    return outcomes;
  }

  @Override
  public void run() {
    for (Supplier<Outcome> each : runs) {
      Outcome outcome = each.get();
      if (over) {
        return;
      }
      done.add(outcome);
    }
  }

  private static boolean endsWithin(Thread thread, long milliseconds) {
    try {
      thread.join(milliseconds);
    } catch (InterruptedException asked) { // the cell itself is being stopped
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** Asks, then insists: a loop may catch what stops it. */
  @SuppressWarnings("ThreadPriorityCheck") // all that is left to do
  private static void stop(Thread thread, ClassLoader cells) {
    boolean asked = Thread.interrupted(); // the cell itself is being stopped: not before this is
    thread.interrupt();
    boolean ended = endsWithin(thread, GRACE);
    for (int i = 0; i < 5 && !ended; i++) {
      asked |= Thread.interrupted();
      ended = STOPS ? stopped(thread) : Host.current().stop(thread, cells, GRACE);
    }
    if (!ended) {
      thread.setPriority(Thread.MIN_PRIORITY);
    }
    if (asked) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings({"removal", "deprecation"})
  private static boolean stopped(Thread thread) {
    thread.stop();
    return endsWithin(thread, GRACE);
  }
}
