package padwise.math;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * One thread for each processor. Whoever shares work out waits and does none of it: Linux likes to
 * put a thread on the processor of the one that woke it, and beside a busy caller it would wait
 * there for milliseconds.
 */
public final class Workers {

  /** Nanoseconds of work; two threads wake in some 100,000. */
  private static final double WORTH_WAKING = 400_000;

  private static final ForkJoinPool POOL = new ForkJoinPool(count());

  /** The work on some of many, from the first up to {@code to}. */
  @FunctionalInterface
  interface Range {
    void run(long from, long to);
  }

  private Workers() {}

  /** Counts the threads. */
  public static int count() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Does the work for every part, and comes back when all is done; an interrupt meanwhile is there
   * again afterwards.
   *
   * @throws RuntimeException what the first part that failed threw, or around it if it is checked
   */
  public static <T> void each(List<T> parts, Consumer<T> work) {
    Preconditions.require(
        parts != null && work != null, "parts, work: expected no null but was %s, %s", parts, work);
    List<CompletableFuture<Void>> all =
        parts.stream()
            .map(part -> CompletableFuture.runAsync(() -> work.accept(part), POOL))
            .toList();
    CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    done.exceptionally(failure -> null).join(); // nobody writes any more once this throws
    for (CompletableFuture<Void> part : all) {
      try {
        part.join();
      } catch (CompletionException failure) {
        if (failure.getCause() instanceof RuntimeException exception) {
          throw exception;
        }
        if (failure.getCause() instanceof Error error) {
          throw error;
        }
        throw failure; // its cause is checked: no part may throw it, and some compilers let it
      }
    }
  }

  /**
   * Does the work for 0 to {@code count}, in a piece for each thread; a worker does it alone, and
   * so does whoever needs few of these nanoseconds on one thread.
   */
  static void split(long count, double nanoseconds, Range work) {
    boolean alone = nanoseconds < WORTH_WAKING || ForkJoinTask.getPool() == POOL;
    long pieces = alone ? 1 : Math.min(count, count());
    if (pieces < 2) {
      work.run(0, count);
      return;
    }
    each(
        LongStream.range(0, pieces).boxed().toList(),
        piece -> work.run(count * piece / pieces, count * (piece + 1) / pieces));
  }
}
