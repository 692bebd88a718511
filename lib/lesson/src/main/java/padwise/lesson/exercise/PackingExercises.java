package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.filled;
import static padwise.lesson.exercise.Cases.join;
import static padwise.lesson.exercise.Cases.sorted;
import static padwise.lesson.exercise.Cases.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Places in a packed row, and what batches cost. */
public interface PackingExercises {

  /** The positions of sentences that share one row; padding behind them gets 0. */
  Exercise<List<Integer>, Integer, List<Integer>> PACKED_POSITIONS =
      Exercise.of(
              "packedPositions(lengths, rowLength)",
              (lengths, row) -> filled(positions(lengths), row),
              new Case<>(List.of(2), 4),
              new Case<>(List.of(3, 2), 7),
              new Case<>(List.of(1, 4, 3), 8))
          .mistake(
              "The positions run on from one sentence into the next. They start anew with each."
                  + bug(18),
              (lengths, row) -> each(row, i -> i < sum(lengths) ? i : 0))
          .mistake(
              "The padding is numbered like one more sentence. Each padded slot gets 0.",
              (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> i)))
          .mistake(
              "These are the numbers of the sentences. Asked for is the place within the sentence.",
              (lengths, row) -> filled(numbered(lengths, s -> s), row),
              (lengths, row) -> filled(numbered(lengths, s -> s + 1), row));

  /** The positions of a prompt padded on the left, and of the tokens written behind it. */
  Exercise<List<Integer>, Integer, List<Integer>> GROWN_POSITIONS =
      Exercise.of(
              "grownPositions(mask, steps)",
              (mask, steps) -> counted(mask, steps, 0),
              new Case<>(List.of(1, 1), 1),
              new Case<>(List.of(0, 1, 1), 2),
              new Case<>(List.of(0, 0, 0, 1), 0))
          .mistake(
              "These are the slots. Positions count real tokens, so padding moves nobody."
                  + bug(18),
              (mask, steps) -> each(mask.size() + steps, i -> i),
              (mask, steps) ->
                  each(mask.size() + steps, i -> i < mask.size() ? i * mask.get(i) : i))
          .mistake(
              "The new tokens begin at 0 again. They go on where the prompt ended.",
              (mask, steps) -> join(counted(mask, 0, 0), each(steps, i -> i)))
          .mistake(
              "The positions count from 1. The first real token gets 0.",
              (mask, steps) -> each(mask.size() + steps, i -> realUpTo(mask, i)))
          .mistake(
              "Padding gets −1 here. Asked for is 0.", (mask, steps) -> counted(mask, steps, -1));

  /** The positions of a prompt, and of so many new tokens behind it. */
  private static List<Integer> counted(List<Integer> mask, int steps, int padding) {
    return each(mask.size() + steps, i -> Math.max(padding, realUpTo(mask, i) - 1));
  }

  /** The number of tokens in the slots up to this one; behind the mask each slot has one. */
  private static int realUpTo(List<Integer> mask, int slot) {
    int given = Math.min(slot + 1, mask.size());
    return sum(mask.subList(0, given)) + slot + 1 - given;
  }

  private static List<Integer> positions(List<Integer> lengths) {
    return lengths.stream().flatMap(n -> IntStream.range(0, n).boxed()).toList();
  }

  /** All tokens of a sentence with one number, made of its place among the sentences. */
  private static List<Integer> numbered(List<Integer> lengths, IntUnaryOperator number) {
    return IntStream.range(0, lengths.size())
        .boxed()
        .flatMap(s -> each(lengths.get(s), i -> number.applyAsInt(s)).stream())
        .toList();
  }

  /** The number of slots: sorted, cut, each batch padded to its own longest. */
  Exercise<List<Integer>, Integer, Integer> BUCKET_SLOTS =
      Exercise.of(
              "bucketSlots(lengths, batchSize)",
              (lengths, size) -> slots(sorted(lengths), size, batch -> batch.size() * max(batch)),
              new Case<>(List.of(5), 2),
              new Case<>(List.of(8, 2, 7, 3), 2),
              new Case<>(List.of(1, 9, 2, 8, 4), 2),
              new Case<>(List.of(6, 3, 9, 5, 1, 7, 2), 3))
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
                  slots(
                      sorted(lengths), size, batch -> batch.size() == size ? size * max(batch) : 0))
          .mistake(
              "These are the real tokens. Padding has slots too: go by the longest of each batch.",
              (lengths, size) -> sum(lengths));

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

  /** The number of rows: each sentence goes into the first row that still has room. */
  Exercise<List<Integer>, Integer, Integer> PACKED_ROWS =
      Exercise.of(
              "packedRows(lengths, rowLength)",
              (lengths, row) -> rows(lengths, row, PackingExercises::first),
              new Case<>(List.of(2), 3),
              new Case<>(List.of(3, 7), 10),
              new Case<>(List.of(4, 5, 2, 1), 6),
              new Case<>(List.of(4, 4, 4), 6),
              new Case<>(List.of(6, 7, 3, 4), 10),
              new Case<>(List.of(6, 5, 4, 5), 10),
              new Case<>(List.of(2, 2, 2, 2), 10),
              new Case<>(List.of(3, 8, 4, 2, 6, 2, 5), 10),
              new Case<>(List.<Integer>of(), 4))
          .mistake(
              "A row that was left behind is never looked at again. Go through all rows from the start.",
              (lengths, row) -> rows(lengths, row, PackingExercises::last),
              (lengths, row) -> Math.max(1, rows(lengths, row, PackingExercises::last)))
          .mistake(
              "This divides the tokens by the row, as if a sentence could be cut in two. It stays whole.",
              (lengths, row) -> (sum(lengths) + row - 1) / row)
          .mistake(
              "The sentences are sorted from long to short first. They come in the order given.",
              (lengths, row) ->
                  rows(
                      lengths.stream().sorted(Comparator.reverseOrder()).toList(),
                      row,
                      PackingExercises::first))
          .mistake(
              "A sentence that fills a row to its end is turned away. Room for exactly its length is enough.",
              (lengths, row) -> rows(lengths, row, (room, n) -> first(room, n + 1)))
          .mistake(
              "No sentence needs no row. Start with an empty list of rows.",
              (lengths, row) -> Math.max(1, rows(lengths, row, PackingExercises::first)));

  /** Chooses, of rows with so much room, the one that takes a sentence; −1 is a new one. */
  private static int rows(
      List<Integer> lengths, int rowLength, ToIntBiFunction<List<Integer>, Integer> choice) {
    List<Integer> room = new ArrayList<>();
    for (int length : lengths) {
      int row = choice.applyAsInt(room, length);
      if (row < 0) {
        room.add(rowLength - length);
      } else {
        room.set(row, room.get(row) - length);
      }
    }
    return room.size();
  }

  private static int last(List<Integer> room, int length) {
    int last = room.size() - 1;
    return last >= 0 && room.get(last) >= length ? last : -1;
  }

  private static int first(List<Integer> room, int length) {
    return IntStream.range(0, room.size())
        .filter(i -> room.get(i) >= length)
        .findFirst()
        .orElse(-1);
  }
}
