package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Wrong answers to {@code bucketSlots}, by misconception. */
public final class BucketSlots {
  private BucketSlots() {}

  // cuts the batches in the order given
  public static Integer forgets_to_sort(List<Integer> lengths, Integer batchSize) {
    int slots = 0;
    for (int from = 0; from < lengths.size(); from += batchSize) {
      List<Integer> batch = lengths.subList(from, Math.min(from + batchSize, lengths.size()));
      slots += Collections.max(batch) * batch.size();
    }
    return slots;
  }

  // leaves a batch that isn't full out
  public static Integer drops_the_last_batch(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int slots = 0;
    for (int b = 0; b < sorted.size() / batchSize; b++) {
      slots += sorted.get((b + 1) * batchSize - 1) * batchSize;
    }
    return slots;
  }

  // sorts upwards and takes the first sentence of the batch for the longest
  public static Integer first_of_the_batch_is_longest(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int slots = 0;
    for (int from = 0; from < sorted.size(); from += batchSize) {
      slots += sorted.get(from) * Math.min(batchSize, sorted.size() - from);
    }
    return slots;
  }

  // closes a batch one sentence too late
  public static Integer batches_one_too_big(List<Integer> lengths, Integer batchSize) {
    List<Integer> sorted = new ArrayList<>(lengths);
    Collections.sort(sorted);
    int slots = 0;
    for (int from = 0; from < sorted.size(); from += batchSize + 1) {
      int to = Math.min(from + batchSize + 1, sorted.size());
      slots += sorted.get(to - 1) * (to - from);
    }
    return slots;
  }

  // makes one bucket for each length, so nothing is ever padded and the end of a bucket is a full
  // batch
  public static Integer a_bucket_is_one_length(List<Integer> lengths, Integer batchSize) {
    Map<Integer, Integer> buckets = new TreeMap<>();
    for (int n : lengths) {
      buckets.merge(n, 1, Integer::sum);
    }
    int slots = 0;
    for (Map.Entry<Integer, Integer> bucket : buckets.entrySet()) {
      int batches = (bucket.getValue() + batchSize - 1) / batchSize;
      slots += batches * batchSize * bucket.getKey();
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
