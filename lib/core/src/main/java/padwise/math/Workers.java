package padwise.math;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;

/**
 * One thread for each processor. Whoever shares work out waits and does none of it: Linux likes to
 * put a thread on the processor of the one that woke it, and beside a busy caller it would wait
 * there for milliseconds.
 */
public final class Workers {

  private static final ForkJoinPool POOL = new ForkJoinPool(count());

  private Workers() {}

  /** How many there are. */
  public static int count() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Does the work for every part, and comes back, or throws what a part threw, when all is done.
   */
  public static <T> void each(List<T> parts, Consumer<T> work) {
    List<? extends ForkJoinTask<?>> tasks =
        parts.stream().map(part -> POOL.submit(() -> work.accept(part))).toList();
    tasks.forEach(ForkJoinTask::quietlyJoin); // nobody writes any more once this has thrown
    tasks.forEach(ForkJoinTask::join);
  }
}
