package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.sorted;
import static padwise.lesson.exercise.Made.sum;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** What batches of similar length cost. */
public final class Buckets {

  private Buckets() {}

  public static Exercise<List<Integer>, Integer, Integer> bucketSlots() {
    return Exercise.of(
            "bucketSlots",
            List.of("lengths", "batchSize"),
            List.of(
                new Case<>(List.of(5), 2),
                new Case<>(List.of(8, 2, 7, 3), 2),
                new Case<>(List.of(1, 9, 2, 8, 4), 2),
                new Case<>(List.of(6, 3, 9, 5, 1, 7, 2), 3)),
            (lengths, size) -> slots(sorted(lengths), size, batch -> batch.size() * max(batch)))
        .mistake(
            "The lengths are not sorted first, so short sentences are padded to long ones.",
            (lengths, size) -> slots(lengths, size, batch -> batch.size() * max(batch)))
        .mistake(
            "Every batch is padded to the longest sentence of all. Each one has its own longest.",
            (lengths, size) -> lengths.size() * max(lengths))
        .mistake(
            "The last batch counts as full. It may be smaller: multiply by the number of its sentences.",
            (lengths, size) -> slots(sorted(lengths), size, batch -> size * max(batch)))
        .mistake(
            "The last, smaller batch is left out. Its sentences have slots too.",
            (lengths, size) ->
                slots(sorted(lengths), size, batch -> batch.size() == size ? size * max(batch) : 0))
        .mistake(
            "These are the real tokens. Padding has slots too: go by the longest of each batch.",
            (lengths, size) -> sum(lengths))
        .mistake(
            "This is the padding alone. Count all slots.",
            (lengths, size) ->
                slots(sorted(lengths), size, batch -> batch.size() * max(batch) - sum(batch)))
        .mistake(
            "Each batch is cut to its shortest sentence. It is padded to its longest, the last one after sorting.",
            (lengths, size) -> slots(sorted(lengths), size, batch -> batch.size() * batch.get(0)))
        .mistake(
            "The lengths are sorted from long to short, so the smaller batch is another one. Sort from short to long.",
            (lengths, size) ->
                slots(
                    lengths.stream().sorted(Comparator.reverseOrder()).toList(),
                    size,
                    batch -> batch.size() * max(batch)))
        .mistake(
            "This adds up the longest lengths. A batch has that many slots in each of its rows.",
            (lengths, size) -> slots(sorted(lengths), size, Buckets::max))
        .mistake(
            "This is the number of batches. Count their slots.",
            (lengths, size) -> slots(sorted(lengths), size, batch -> 1))
        .mistake(
            "The lengths are cut into batchSize batches. batchSize is how many sentences a batch has.",
            (lengths, size) ->
                slots(
                    sorted(lengths),
                    (lengths.size() + size - 1) / size,
                    batch -> batch.size() * max(batch)))
        .mistake(
            "Only the first batch is counted. Add up all of them.",
            (lengths, size) ->
                Math.min(size, lengths.size())
                    * sorted(lengths).get(Math.min(size, lengths.size()) - 1))
        .mistake(
            "The last batch is smaller than batchSize, and going on to a full one throws. Stop at the last sentence.",
            (lengths, size) -> slots(sorted(lengths), size, batch -> size * batch.get(size - 1)));
  }

  private static int slots(List<Integer> lengths, int size, ToIntFunction<List<Integer>> count) {
    int batches = (lengths.size() + size - 1) / size;
    return each(batches, i -> lengths.subList(i * size, Math.min(lengths.size(), (i + 1) * size)))
        .stream()
        .mapToInt(count)
        .sum();
  }

  private static int max(List<Integer> batch) {
    return Collections.max(batch);
  }
}
