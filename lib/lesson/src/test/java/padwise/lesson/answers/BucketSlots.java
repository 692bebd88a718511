package padwise.lesson.answers;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code bucketSlots}, by misconception. */
public final class BucketSlots {
  private BucketSlots() {}

  // each sorted length costs one row as wide as the last sentence of its batch: no batch is ever
  // built
  public static Integer right(List<Integer> lengths, Integer batchSize) {
    int n = lengths.size();
    int[] sorted = lengths.stream().mapToInt(length -> length).sorted().toArray();
    return IntStream.range(0, n)
        .map(i -> sorted[Math.min(n, (i / batchSize + 1) * batchSize) - 1])
        .sum();
  }

  // counts the tokens, not the slots
  public static Integer counts_real_tokens(List<Integer> lengths, Integer batchSize) {
    return lengths.stream().mapToInt(n -> n).sum();
  }

  // cuts the batches in the order given
  public static Integer forgets_to_sort(List<Integer> lengths, Integer batchSize) {
    int slots = 0;
    for (int from = 0; from < lengths.size(); from += batchSize) {
      List<Integer> batch = lengths.subList(from, Math.min(from + batchSize, lengths.size()));
      slots += Collections.max(batch) * batch.size();
    }
    return slots;
  }

  // right number, but the caller's sentences are in another order afterwards (fails outright on
  // List.of)
  public static Integer sorts_the_callers_list(List<Integer> lengths, Integer batchSize) {
    Collections.sort(lengths);
    int slots = 0;
    for (int from = 0; from < lengths.size(); from += batchSize) {
      int to = Math.min(from + batchSize, lengths.size());
      slots += lengths.get(to - 1) * (to - from);
    }
    return slots;
  }
}
