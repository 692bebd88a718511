package padwise.math;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
   * Does the work for every part, and comes back when all is done.
   *
   * @throws RuntimeException what a part threw, itself; of several, the first part's
   */
  public static <T> void each(List<T> parts, Consumer<T> work) {
    List<ForkJoinTask<@Nullable Throwable>> tasks =
        parts.stream().map(part -> POOL.submit(() -> thrown(part, work))).toList();
    tasks.forEach(ForkJoinTask::quietlyJoin); // nobody writes any more once this has thrown
    for (ForkJoinTask<@Nullable Throwable> task : tasks) {
      if (task.join() instanceof RuntimeException exception) {
        throw exception;
      }
      if (task.join() instanceof Error error) {
        throw error;
      }
    }
  }

  private static <T> @Nullable Throwable thrown(T part, Consumer<T> work) {
    try {
      work.accept(part);
      return null;
    } catch (RuntimeException | Error thrown) {
      return thrown;
    }
  }
}
