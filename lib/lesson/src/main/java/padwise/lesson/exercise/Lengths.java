package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.sum;

import java.util.Collections;
import java.util.List;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** How wide a rectangle is. */
public final class Lengths {

  private Lengths() {}

  public static Exercise<List<Integer>, Integer, Integer> paddedLength() {
    return Exercise.of(
            "paddedLength",
            List.of("lengths", "multiple"),
            List.of(
                new Case<>(List.of(8), 4),
                new Case<>(List.of(3, 9, 1), 8),
                new Case<>(List.of(5, 8), 8),
                new Case<>(List.of(7, 6, 13), 8),
                new Case<>(List.of(6, 18, 4), 5)),
            (lengths, multiple) -> up(Collections.max(lengths), multiple))
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
            (lengths, multiple) -> up(Collections.max(lengths), multiple) / multiple)
        .mistake(
            "This rounds to the nearest multiple, which may be too short. Always round up.",
            (lengths, multiple) -> (Collections.max(lengths) + multiple / 2) / multiple * multiple)
        .mistake(
            "This rounds the first length. The longest one sets the width, wherever it stands.",
            (lengths, multiple) -> up(lengths.get(0), multiple))
        .mistake(
            "This rounds the last length. The longest one sets the width, wherever it stands.",
            (lengths, multiple) -> up(lengths.get(lengths.size() - 1), multiple))
        .mistake(
            "This rounds the sum of all lengths. A row holds one sentence: take the longest.",
            (lengths, multiple) -> up(sum(lengths), multiple))
        .mistake(
            "This rounds the shortest length. The others would not fit: take the longest.",
            (lengths, multiple) -> up(Collections.min(lengths), multiple))
        .mistake(
            "This adds a whole multiple to the length. Add only what is missing to the next one.",
            (lengths, multiple) -> Collections.max(lengths) + multiple)
        .mistake(
            "This adds the remainder. Missing to the next multiple is multiple minus the remainder.",
            (lengths, multiple) -> Collections.max(lengths) + Collections.max(lengths) % multiple)
        .mistake(
            "This always rounds to a multiple of 8. Others are asked for, too: use multiple.",
            (lengths, multiple) -> up(Collections.max(lengths), 8))
        .mistake(
            "This goes to the next power of 2. Asked for is a multiple.",
            (lengths, multiple) -> Integer.highestOneBit(2 * Collections.max(lengths) - 1));
  }

  private static int up(int length, int multiple) {
    return (length + multiple - 1) / multiple * multiple;
  }
}
