package padwise.lesson.tuning;

import java.util.ArrayList;
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

  // every batch is as wide as the longest sentence of all
  public static Integer pads_to_the_longest_of_all(List<Integer> lengths, Integer batchSize) {
    return lengths.isEmpty() ? 0 : Collections.max(lengths) * lengths.size();
  }

  // counts batchSize rows for the smaller last batch too
  public static Integer last_batch_is_always_full(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int slots = 0;
    for (int from = 0; from < sorted.size(); from += batchSize) {
      int to = Math.min(from + batchSize, sorted.size());
      slots += sorted.get(to - 1) * batchSize;
    }
    return slots;
  }

  // counts the tokens, not the slots
  public static Integer counts_real_tokens(List<Integer> lengths, Integer batchSize) {
    return lengths.stream().mapToInt(n -> n).sum();
  }

  // counts only the slots that are padding
  public static Integer counts_the_padding(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int padding = 0;
    for (int from = 0; from < sorted.size(); from += batchSize) {
      int to = Math.min(from + batchSize, sorted.size());
      for (int i = from; i < to; i++) {
        padding += sorted.get(to - 1) - sorted.get(i);
      }
    }
    return padding;
  }

  // adds the widths of the batches and forgets how many rows they have
  public static Integer one_row_a_batch(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int slots = 0;
    for (int from = 0; from < sorted.size(); from += batchSize) {
      slots += sorted.get(Math.min(from + batchSize, sorted.size()) - 1);
    }
    return slots;
  }

  // cuts into batchSize batches instead of batches of batchSize
  public static Integer batch_size_is_number_of_batches(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int size = Math.max(1, (sorted.size() + batchSize - 1) / batchSize);
    int slots = 0;
    for (int from = 0; from < sorted.size(); from += size) {
      int to = Math.min(from + size, sorted.size());
      slots += sorted.get(to - 1) * (to - from);
    }
    return slots;
  }
}
