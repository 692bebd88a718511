package padwise.math;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
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
    List<@Nullable Throwable> thrown = new ArrayList<>(Collections.nCopies(parts.size(), null));
    CountDownLatch open = new CountDownLatch(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      int place = i;
      POOL.execute(
          () -> {
            try {
              work.accept(parts.get(place));
            } catch (RuntimeException | Error failure) {
              thrown.set(place, failure);
            } finally {
              open.countDown();
            }
          });
    }
    await(open); // nobody writes any more once this has thrown
    for (Throwable failure : thrown) {
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  /** An interrupt meanwhile is the caller's: it is there again afterwards. */
  private static void await(CountDownLatch open) {
    boolean interrupted = false;
    while (true) {
      try {
        open.await();
        break;
      } catch (InterruptedException asked) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
