package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.sorted;
import static padwise.lesson.exercise.Made.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** What a packed batch costs. */
public final class Packing {

  private Packing() {}

  public static Exercise<List<Integer>, Integer, Integer> packedRows() {
    return Exercise.of(
            "packedRows",
            List.of("lengths", "rowLength"),
            List.of(
                new Case<>(List.of(2), 3),
                new Case<>(List.of(3, 7), 10),
                new Case<>(List.of(4, 5, 2, 1), 6),
                new Case<>(List.of(4, 4, 4), 6),
                new Case<>(List.of(6, 7, 3, 4), 10),
                new Case<>(List.of(6, 5, 4, 5), 10),
                new Case<>(List.of(2, 2, 2, 2), 10),
                new Case<>(List.of(3, 8, 4, 2, 6, 2, 5), 10),
                new Case<>(List.<Integer>of(), 4)),
            (lengths, row) -> rows(lengths, row, Packing::first))
        .mistake(
            "A row that was left behind is never looked at again. Go through all rows from the start.",
            (lengths, row) ->
                rows(
                    lengths,
                    row,
                    (room, n) ->
                        !room.isEmpty() && room.get(room.size() - 1) >= n ? room.size() - 1 : -1))
        .mistake(
            "This divides the tokens by the row, as if a sentence could be cut in two. It stays whole.",
            (lengths, row) -> (sum(lengths) + row - 1) / row)
        .mistake(
            "This divides the tokens by the row and rounds down. A sentence stays whole, and a row that is begun counts.",
            (lengths, row) -> sum(lengths) / row)
        .mistake(
            "Every sentence has a row of its own. Several may share one.",
            (lengths, row) -> lengths.size())
        .mistake(
            "The sentences are sorted from long to short first. They come in the order given.",
            (lengths, row) ->
                rows(
                    lengths.stream().sorted(Comparator.reverseOrder()).toList(),
                    row,
                    Packing::first))
        .mistake(
            "The sentences are sorted from short to long first. They come in the order given.",
            (lengths, row) -> rows(sorted(lengths), row, Packing::first))
        .mistake(
            "A sentence goes into the row where it fits best. Take the first row with room.",
            (lengths, row) -> rows(lengths, row, Packing::best))
        .mistake(
            "A sentence that fills a row to its end is turned away. Room for exactly its length is enough.",
            (lengths, row) -> rows(lengths, row, (room, n) -> first(room, n + 1)))
        .mistake(
            "This is the number of slots of all rows. Asked for is the number of rows.",
            (lengths, row) -> rows(lengths, row, Packing::first) * row)
        .mistake(
            "The last row is not counted. A row that is begun counts.",
            (lengths, row) -> rows(lengths, row, Packing::first) - 1)
        .mistake(
            "One row too many is counted: an empty one.",
            (lengths, row) -> rows(lengths, row, Packing::first) + 1)
        .or((lengths, row) -> Math.max(1, rows(lengths, row, Packing::first)) + 1)
        .mistake(
            "A sentence that is turned away is left out. It opens a new row.", (lengths, row) -> 1)
        .mistake(
            "No sentence needs no row. Start with an empty list of rows.",
            (lengths, row) -> Math.max(1, rows(lengths, row, Packing::first)));
  }

  /** Which row takes a sentence, of the rows with so much room; −1 for a new one. */
  private interface Choice {
    int of(List<Integer> room, int length);
  }

  private static int rows(List<Integer> lengths, int rowLength, Choice choice) {
    List<Integer> room = new ArrayList<>();
    for (int length : lengths) {
      int row = choice.of(room, length);
      if (row < 0) {
        room.add(rowLength - length);
      } else {
        room.set(row, room.get(row) - length);
      }
    }
    return room.size();
  }

  private static int first(List<Integer> room, int length) {
    return open(room, length).findFirst().orElse(-1);
  }

  private static int best(List<Integer> room, int length) {
    return open(room, length).min(Comparator.comparing(room::get)).orElse(-1);
  }

  private static Stream<Integer> open(List<Integer> room, int length) {
    return IntStream.range(0, room.size()).boxed().filter(i -> room.get(i) >= length);
  }
}
