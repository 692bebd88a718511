package padwise.kernel.repl;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Threads beside the cells' own that run what a cell has started, such as those of a pool. */
final class CellThreads {
  private static final int PATIENCE = 100;

  private final Predicate<Thread> own;
  private final ClassLoader declarations;

  /**
   * @param own tells the cells' own thread
   * @param declarations loads the class that JShell's checks look at, from JDK 20 on
   */
  CellThreads(Predicate<Thread> own, ClassLoader declarations) {
    this.own = own;
    this.declarations = declarations;
  }

  /** Before JDK 20, which took the means away; later {@link #settle} does it. */
  @SuppressWarnings({"removal", "deprecation"})
  void stop() {
    if (!CellControl.WOVEN) {
      all().forEach(Thread::stop);
    }
  }

  /** After a stop: a pool's thread that lost one task takes the next; waits until none is left. */
  void settle() {
    try {
      cancel(true);
      for (int i = 0; i < PATIENCE && all().findAny().isPresent(); i++) {
        stop();
        Thread.sleep(10);
      }
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    } finally {
      cancel(false);
    }
  }

  /** Has all loops and methods of cells end, which JShell lets look at one field. */
  private void cancel(boolean all) {
    if (CellControl.WOVEN) {
      try {
        Class.forName("REPL.$Cancel$", false, declarations).getField("allStop").set(null, all);
      } catch (ReflectiveOperationException nothingWovenYet) {
        // then there is no loop of a cell
      }
    }
  }

  private Stream<Thread> all() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> !own.test(entry.getKey()) && isOfCell(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey);
  }

  private static boolean isOfCell(Thread thread, StackTraceElement[] calls) {
    return inCell(calls) || (!CellControl.WOVEN && isParallel(thread, calls));
  }

  /** True if code of a cell is among these calls. */
  private static boolean inCell(StackTraceElement[] calls) {
    return Arrays.stream(calls).anyMatch(call -> call.getClassName().startsWith(ClassCode.PACKAGE));
  }

  /** True if it does a part of a parallel stream, which only cells begin. */
  private static boolean isParallel(Thread thread, StackTraceElement[] calls) {
    return thread.getName().startsWith("ForkJoinPool.commonPool-worker")
        && Arrays.stream(calls).anyMatch(call -> call.getMethodName().equals("doExec"));
  }
}
