package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.sum;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Who may look at whom. */
public final class CombinedMasks {

  private CombinedMasks() {}

  public static Exercise<List<Integer>, List<List<Integer>>, List<List<Integer>>> combinedMask() {
    return Exercise.of(
            "combinedMask",
            List.of("mask", "causal"),
            List.of(
                new Case<>(List.of(1, 0), causal(2)),
                new Case<>(List.of(0, 1, 1), causal(3)),
                new Case<>(List.of(1, 1, 1, 0, 0), causal(5))),
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) * causal.get(q).get(k)))
        .bug(
            2,
            "This masks queries instead of keys: the row of a padded token is empty, and padding is looked at. Columns are keys.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(q) * causal.get(q).get(k)))
        .bug(
            1,
            "This masks queries as well as keys, and a padded row has no key left. Hide keys only.",
            (mask, causal) ->
                square(mask, (q, k) -> mask.get(q) * mask.get(k) * causal.get(q).get(k)))
        .mistake(
            "This allows what one of the two allows. Both must allow it.",
            (mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(k), causal.get(q).get(k))))
        .or((mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(q), causal.get(q).get(k))))
        .mistake(
            "This is the causal mask alone: padding is looked at. Hide the padded keys, too.",
            (mask, causal) -> causal)
        .mistake(
            "This is the padding mask alone: a token looks at what comes after it. Ask the causal mask, too.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k)))
        .mistake(
            "This adds the two masks. A 2 says that both allow it, and only that is a 1.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) + causal.get(q).get(k)))
        .mistake(
            "This looks into the future: rows and columns of the causal mask are swapped. Rows are queries.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) * causal.get(k).get(q)))
        .mistake(
            "The result is transposed. Rows are queries, columns are keys.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(q) * causal.get(k).get(q)))
        .mistake(
            "Allowed and hidden are swapped. 1 stands where both allow it.",
            (mask, causal) -> square(mask, (q, k) -> 1 - mask.get(k) * causal.get(q).get(k)))
        .bug(
            7,
            "Keep and hide are swapped in the padding mask: only padding is looked at. 1 stands for a real token.",
            (mask, causal) -> square(mask, (q, k) -> (1 - mask.get(k)) * causal.get(q).get(k)))
        .mistake(
            "This counts the real tokens and takes the first so many keys. With padding on the left these are others: ask the mask.",
            (mask, causal) -> square(mask, (q, k) -> k < sum(mask) ? causal.get(q).get(k) : 0))
        .mistake(
            "A token may not look at itself here. The causal mask allows it.",
            (mask, causal) ->
                square(mask, (q, k) -> q == k ? 0 : mask.get(k) * causal.get(q).get(k)))
        .mistake(
            "The columns of padding are gone, and the mask no longer fits the scores. Put a 0 there.",
            (mask, causal) ->
                each(
                    mask.size(),
                    q ->
                        IntStream.range(0, mask.size())
                            .filter(k -> mask.get(k) == 1)
                            .mapToObj(k -> causal.get(q).get(k))
                            .toList()))
        .mistake(
            "A 1 stands where the two masks say the same, and they may both say no. Both must say 1.",
            (mask, causal) ->
                square(mask, (q, k) -> mask.get(k).equals(causal.get(q).get(k)) ? 1 : 0));
  }

  private static List<List<Integer>> causal(int slots) {
    return each(slots, query -> each(slots, key -> key <= query ? 1 : 0));
  }

  private static List<List<Integer>> square(List<Integer> mask, IntBinaryOperator allowed) {
    int slots = mask.size();
    return each(slots, q -> each(slots, k -> allowed.applyAsInt(q, k)));
  }
}
