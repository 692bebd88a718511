package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.filled;
import static padwise.lesson.exercise.Made.join;
import static padwise.lesson.exercise.Made.sum;
import static padwise.lesson.exercise.Made.zeros;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Which place a token has in a packed row. */
public final class Positions {

  private Positions() {}

  public static Exercise<List<Integer>, Integer, List<Integer>> packedPositions() {
    return Exercise.of(
            "packedPositions",
            List.of("lengths", "rowLength"),
            List.of(
                new Case<>(List.of(2), 4),
                new Case<>(List.of(3, 2), 7),
                new Case<>(List.of(1, 4, 3), 8)),
            (lengths, row) -> filled(positions(lengths), row))
        .mistake(
            "The positions run on through the whole row. They start anew with each sentence, and padding gets 0.",
            (lengths, row) -> each(row, i -> i))
        .bug(
            18,
            "The positions run on from one sentence into the next. They start anew with each.",
            (lengths, row) -> each(row, i -> i < sum(lengths) ? i : 0))
        .mistake(
            "The padding is numbered like one more sentence. Each padded slot gets 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> i)))
        .mistake(
            "The padding counts on from the last sentence. Each padded slot gets 0.",
            (lengths, row) ->
                join(
                    positions(lengths),
                    each(row - sum(lengths), i -> i + lengths.get(lengths.size() - 1))))
        .mistake(
            "The positions count from 1. They count from 0, like slots.",
            (lengths, row) -> filled(each(sum(lengths), i -> positions(lengths).get(i) + 1), row))
        .mistake(
            "Padding gets −1 here. Asked for is 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> -1)))
        .mistake(
            "Padding gets −100 here. That is for labels; a padded position is 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> -100)))
        .mistake(
            "The row ends with its last sentence. Fill it up with zeros to rowLength.",
            (lengths, row) -> positions(lengths))
        .mistake(
            "These are the numbers of the sentences. Asked for is the place within the sentence.",
            (lengths, row) -> filled(numbered(lengths, s -> s), row))
        .or((lengths, row) -> filled(numbered(lengths, s -> s + 1), row))
        .mistake(
            "Each sentence counts down. Its first token has the position 0.",
            (lengths, row) ->
                filled(
                    lengths.stream().flatMap(n -> each(n, i -> n - 1 - i).stream()).toList(), row))
        .mistake(
            "Only the first sentence is counted. Go on with the next ones.",
            (lengths, row) -> each(row, i -> i < lengths.get(0) ? i : 0))
        .mistake(
            "The padding stands on the left. It stands at the end of the row.",
            (lengths, row) -> join(zeros(row - sum(lengths)), positions(lengths)))
        .mistake(
            "All tokens of a sentence get the slot where it starts. Count on from 0 within it.",
            (lengths, row) -> filled(numbered(lengths, s -> sum(lengths.subList(0, s))), row));
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
}
