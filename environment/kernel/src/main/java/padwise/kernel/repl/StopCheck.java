package padwise.kernel.repl;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The check in each method and loop of cells' code from JDK 20 on, by which it ends when it is
 * stopped; public, since they call it.
 */
public final class StopCheck {
  private static final Set<Thread> LEFT = ConcurrentHashMap.newKeySet();
  private static volatile boolean all;
  private static volatile boolean some; // the one thing to look at, as long as nothing is stopped

  private StopCheck() {}

  /** Ends the code that calls it if it is stopped. */
  @SuppressWarnings("removal")
  public static void check() {
    if (some && (all || LEFT.contains(Thread.currentThread()))) {
      throw new ThreadDeath();
    }
  }

  /** Sets if all loops and methods of cells are to end. */
  static void stopAll(boolean stopped) {
    all = stopped;
    LEFT.removeIf(thread -> !thread.isAlive());
    some = stopped || !LEFT.isEmpty();
  }

  static boolean isFor(Thread thread) {
    return LEFT.contains(thread);
  }

  /** Lets the code of a thread end as soon as it goes on. */
  public static void stopFor(Thread thread) {
    LEFT.add(thread);
    some = true;
  }
}
