package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.sum;

import java.util.Collections;
import java.util.List;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Width of a rectangle, and its share of padding. */
public interface LengthExercises {

  /** The number of padded slots in the rectangle. */
  Exercise<List<Integer>, Integer, Integer> PAD_COUNT =
      Exercise.of(
              "padCount(lengths, paddedLength)",
              LengthExercises::pads,
              new Case<>(List.of(2), 3),
              new Case<>(List.of(5, 8), 9),
              new Case<>(List.of(8, 5, 1, 0), 8),
              new Case<>(List.of(4, 4, 4), 4))
          .mistake(
              "This counts all slots of the rectangle. Some of them hold real tokens.",
              LengthExercises::slots)
          .mistake(
              "This counts the real tokens. Asked for is what is left of the rectangle.",
              (lengths, padded) -> sum(lengths))
          .mistake(
              "This looks at a rectangle of one row. It has one row a sentence: lengths.size() rows.",
              (lengths, padded) -> padded - sum(lengths))
          .mistake(
              "This pads to the longest sentence. The rectangle may be wider: paddedLength says how wide.",
              (lengths, padded) -> lengths.size() * Collections.max(lengths) - sum(lengths));

  /** The share of the rectangle that is padding, 0 to 1. */
  Exercise<List<Integer>, Integer, Double> PADDED_SHARE =
      Exercise.of(
              "paddedShare(lengths, paddedLength)",
              LengthExercises::share,
              new Case<>(List.of(2), 3),
              new Case<>(List.of(5, 8), 9),
              new Case<>(List.of(8, 5, 1, 0), 8),
              new Case<>(List.of(4, 4, 4), 4))
          .mistake(
              "This divides whole numbers, and Java rounds the result down to 0. Make one of them a double first.",
              (lengths, padded) ->
                  (double) Math.floorDiv(pads(lengths, padded), slots(lengths, padded)),
              (lengths, padded) -> (double) (1 - sum(lengths) / slots(lengths, padded)))
          .mistake(
              "This is the share of the real tokens. Padding is the rest of the rectangle.",
              (lengths, padded) -> 1 - share(lengths, padded))
          .mistake(
              "This divides padding by real tokens. A share is a part of the whole: divide by all slots.",
              (lengths, padded) -> pads(lengths, padded) / (double) sum(lengths))
          .mistake(
              "This is the share in the first row only. Count the padding of all rows.",
              (lengths, padded) -> share(lengths.subList(0, 1), padded));

  private static int slots(List<Integer> lengths, int padded) {
    return lengths.size() * padded;
  }

  private static int pads(List<Integer> lengths, int padded) {
    return slots(lengths, padded) - sum(lengths);
  }

  private static double share(List<Integer> lengths, int padded) {
    return pads(lengths, padded) / (double) slots(lengths, padded);
  }

  /** The length of the longest sentence, rounded up to a multiple. */
  Exercise<List<Integer>, Integer, Integer> PADDED_LENGTH =
      Exercise.of(
              "paddedLength(lengths, multiple)",
              (lengths, multiple) -> up(Collections.max(lengths), multiple),
              new Case<>(List.of(8), 4),
              new Case<>(List.of(3, 9, 1), 8),
              new Case<>(List.of(5, 8), 8),
              new Case<>(List.of(7, 6, 13), 8),
              new Case<>(List.of(6, 18, 4), 5))
          .mistake(
              "This is the longest length as it is. Round it up to a multiple.",
              (lengths, multiple) -> Collections.max(lengths))
          .mistake(
              "This rounds down, and the longest sentence does not fit any more. Round up.",
              (lengths, multiple) -> Collections.max(lengths) / multiple * multiple)
          .mistake(
              "This goes up one multiple too many when the length is a multiple already. 8 should stay 8.",
              (lengths, multiple) -> (Collections.max(lengths) / multiple + 1) * multiple)
          .mistake(
              "This is how many multiples are needed. Multiply it by multiple to get a length.",
              (lengths, multiple) -> up(Collections.max(lengths), multiple) / multiple);

  private static int up(int length, int multiple) {
    return (length + multiple - 1) / multiple * multiple;
  }
}
