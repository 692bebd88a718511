package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.sum;

import java.util.Collections;
import java.util.List;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** How much of a rectangle is padding. */
public final class Rectangles {

  private static final List<String> NAMES = List.of("lengths", "paddedLength");
  private static final List<Case<List<Integer>, Integer>> LENGTHS =
      List.of(
          new Case<>(List.of(2), 3),
          new Case<>(List.of(5, 8), 9),
          new Case<>(List.of(8, 5, 1, 0), 8),
          new Case<>(List.of(4, 4, 4), 4));

  private Rectangles() {}

  public static Exercise<List<Integer>, Integer, Integer> padCount() {
    return Exercise.of("padCount", NAMES, LENGTHS, Rectangles::pads)
        .mistake(
            "This counts all slots of the rectangle. Some of them hold real tokens.",
            Rectangles::slots)
        .mistake(
            "This counts the real tokens. Asked for is what is left of the rectangle.",
            (lengths, padded) -> sum(lengths))
        .mistake(
            "This looks at a rectangle of one row. It has one row a sentence: lengths.size() rows.",
            (lengths, padded) -> padded - sum(lengths))
        .mistake(
            "This pads to the longest sentence. The rectangle may be wider: paddedLength says how wide.",
            (lengths, padded) -> lengths.size() * Collections.max(lengths) - sum(lengths))
        .mistake(
            "This counts the padding of the first sentence only. Go on through all lengths.",
            (lengths, padded) -> padded - lengths.get(0))
        .mistake(
            "This counts the padding of the last sentence only. Add up what each sentence needs.",
            (lengths, padded) -> padded - lengths.get(lengths.size() - 1))
        .mistake(
            "This takes the slots away from the tokens, so the count is negative. Turn it round.",
            (lengths, padded) -> -pads(lengths, padded))
        .mistake(
            "This counts the sentences that need padding, not the slots that they need.",
            (lengths, padded) -> (int) lengths.stream().filter(n -> n < padded).count())
        .mistake(
            "This leaves out a sentence without tokens. It has a row too, and all of it is padding.",
            (lengths, padded) -> pads(lengths.stream().filter(n -> n > 0).toList(), padded))
        .mistake(
            "The last sentence is left out. Does your loop stop one too early?",
            (lengths, padded) -> pads(lengths.subList(0, lengths.size() - 1), padded))
        .mistake(
            "The first sentence is left out. Lists count from 0.",
            (lengths, padded) -> pads(lengths.subList(1, lengths.size()), padded))
        .mistake(
            "Each row has one padded slot too few. In a sentence of 5 tokens, slot 5 is padding already.",
            (lengths, padded) -> lengths.stream().mapToInt(n -> Math.max(0, padded - n - 1)).sum())
        .mistake(
            "Each row has one padded slot too many. In a sentence of 5 tokens, the padding starts with slot 5.",
            (lengths, padded) -> pads(lengths, padded + 1))
        .mistake(
            "The rectangle is a square here. It has as many rows as there are sentences: lengths.size().",
            (lengths, padded) -> padded * padded - sum(lengths));
  }

  public static Exercise<List<Integer>, Integer, Double> paddedShare() {
    return Exercise.of("paddedShare", NAMES, LENGTHS, Rectangles::share)
        .mistake(
            "This divides whole numbers, and Java rounds the result down to 0. Make one of them a double first.",
            (lengths, padded) ->
                (double) Math.floorDiv(pads(lengths, padded), slots(lengths, padded)))
        .or((lengths, padded) -> (double) (1 - sum(lengths) / slots(lengths, padded)))
        .mistake(
            "This is the share of the real tokens. Padding is the rest of the rectangle.",
            (lengths, padded) -> 1 - share(lengths, padded))
        .mistake(
            "This divides padding by real tokens. A share is a part of the whole: divide by all slots.",
            (lengths, padded) -> pads(lengths, padded) / (double) sum(lengths))
        .mistake(
            "This is a percentage. Asked for is a number from 0 to 1.",
            (lengths, padded) -> 100 * share(lengths, padded))
        .mistake(
            "This is the number of padded slots. Divide it by the number of all slots.",
            (lengths, padded) -> (double) pads(lengths, padded))
        .mistake(
            "This pads to the longest sentence. The rectangle may be wider: paddedLength says how wide.",
            (lengths, padded) -> share(lengths, Collections.max(lengths)))
        .mistake(
            "This divides by the slots of one row. The rectangle has lengths.size() rows.",
            (lengths, padded) -> pads(lengths, padded) / (double) padded)
        .mistake(
            "This divides by the number of sentences. Divide by the number of slots.",
            (lengths, padded) -> pads(lengths, padded) / (double) lengths.size())
        .mistake(
            "This takes the whole away from the part, so the share is negative. Turn it round.",
            (lengths, padded) -> -share(lengths, padded))
        .mistake(
            "This is the share in the first row only. Count the padding of all rows.",
            (lengths, padded) -> share(lengths.subList(0, 1), padded))
        .mistake(
            "This is the share of the sentences that have padding. Count slots, not sentences.",
            (lengths, padded) ->
                lengths.stream().filter(n -> n < padded).count() / (double) lengths.size());
  }

  private static int slots(List<Integer> lengths, int padded) {
    return lengths.size() * padded;
  }

  private static int pads(List<Integer> lengths, int padded) {
    return slots(lengths, padded) - sum(lengths);
  }

  private static double share(List<Integer> lengths, int padded) {
    return pads(lengths, padded) / (double) slots(lengths, padded);
  }
}
