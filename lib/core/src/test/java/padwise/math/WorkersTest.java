package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static padwise.Refused.refused;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void every_part_is_done_before_the_caller_goes_on_and_not_by_the_caller() {
    List<Integer> parts = IntStream.range(0, 100).boxed().toList();
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers.each(
        parts,
        part -> {
          done.add(part);
          threads.add(Thread.currentThread());
        });
    assertThat(done).containsExactlyInAnyOrderElementsOf(parts);
    assertThat(threads).hasSizeLessThanOrEqualTo(Workers.count());
    assertThat(threads).doesNotContain(Thread.currentThread());
  }

  @Test
  void much_work_is_split_into_pieces_that_hold_each_number_once_and_little_is_not() {
    for (double nanoseconds : new double[] {1e9, 1}) {
      List<Long> done = new CopyOnWriteArrayList<>();
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      Workers.split(
          7,
          nanoseconds,
          (from, to) -> {
            LongStream.range(from, to).forEach(done::add);
            threads.add(Thread.currentThread());
          });
      assertThat(done).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L);
      boolean alone = nanoseconds == 1 || Workers.count() == 1;
      assertThat(threads.contains(Thread.currentThread())).isEqualTo(alone);
    }
  }

  @Test
  void a_worker_splits_nothing() {
    Workers.each(
        List.of(1),
        part -> {
          Thread worker = Thread.currentThread();
          Workers.split(9, 1e9, (from, to) -> assertThat(Thread.currentThread()).isEqualTo(worker));
        });
  }

  @Test
  void what_a_part_throws_reaches_the_caller() {
    assertThatThrownBy(() -> Workers.each(List.of(5, 0), part -> requirePositive(part)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("part: was 0") // not an exception in an exception
        .hasNoCause();
  }

  @Test
  void a_checked_exception_that_a_part_smuggled_out_reaches_the_caller_as_the_cause() {
    IOException full = new IOException("full");
    assertThatThrownBy(
            () -> Workers.each(List.of(1), part -> WorkersTest.<RuntimeException>smuggle(full)))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("full");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> void smuggle(Exception checked) throws E {
    throw (E) checked;
  }

  @Test
  void nothing_runs_any_more_once_a_part_has_thrown() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Consumer<Integer> sleeps =
        part -> {
          requirePositive(part);
          LockSupport.parkNanos(200_000_000);
          done.add(part);
        };
    refused(() -> Workers.each(List.of(0, 5), sleeps), "part: was 0");
    assertThat(done).containsExactly(5);
  }

  private static void requirePositive(int part) {
    if (part == 0) {
      throw new IllegalArgumentException("part: was 0");
    }
  }
}
