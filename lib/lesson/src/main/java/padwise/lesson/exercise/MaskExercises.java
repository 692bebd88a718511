package padwise.lesson.exercise;

import static java.lang.Double.NEGATIVE_INFINITY;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.mapped;
import static padwise.lesson.exercise.Cases.row;

import java.util.List;
import java.util.function.IntBinaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;

/** Masks on scores: what is added, what is left to share, who may look at whom. */
public interface MaskExercises {

  /** The mask added to scores: 0 where the mask says 1, the given number where it says 0. */
  Exercise<INDArray, Double, INDArray> ADDITIVE_MASK =
      Exercise.of(
              "additiveMask(mask, hidden)",
              MaskExercises::bias,
              new Case<>(row(1, 0), -5.0),
              new Case<>(row(0, 1, 1, 0, 0), -7.5),
              new Case<>(row(1, 1, 1, 1, 1, 0, 0, 0), NEGATIVE_INFINITY),
              new Case<>(row(1, 1), NEGATIVE_INFINITY),
              new Case<>(row(1, 1, 0, 1, 0, 0).reshape('c', 2, 3), -2.0))
          .mistake(
              "This multiplies, and 0 · −∞ is NaN. Choose one of the two numbers instead." + bug(5),
              (mask, hidden) -> mapped(mask, m -> (1 - m) * hidden))
          .mistake(
              "This multiplies the mask by hidden: it hides the real tokens, and 0 · −∞ is NaN.",
              (mask, hidden) -> mapped(mask, m -> m * hidden))
          .mistake(
              "This always hides with −∞. The caller says how: use hidden.",
              (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : NEGATIVE_INFINITY))
          .mistake(
              "This always hides with −1e9. The caller says how: use hidden.",
              (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : -1e9))
          .mistake(
              "The real tokens get 1 here, and 0 · −∞ is NaN. Choose one of two numbers: 0 or hidden.",
              (mask, hidden) -> mapped(mask, m -> m + (1 - m) * hidden));

  /** Shares of one row of scores, exactly 0 where the mask says 0, {@code [T]}. */
  Exercise<INDArray, INDArray, INDArray> MASKED_SOFTMAX =
      Exercise.of(
              "maskedSoftmax(scores, mask)",
              (scores, mask) -> shares(scores, mask, NEGATIVE_INFINITY),
              new Case<>(row(0.5, 2), row(1, 0)),
              new Case<>(row(1.2, 3, -2, 0.5), row(1, 1, 0, 0)),
              new Case<>(row(0.25, 2, 3.5), row(0, 1, 1)),
              new Case<>(row(1, 2, 3), row(1, 1, 1)),
              new Case<>(row(1, 2, 200), row(1, 1, 0)),
              new Case<>(row(0.5, 1), row(0, 0)))
          .mistake(
              "This masks after the softmax: the real keys no longer sum to 1. Mask the scores."
                  + bug(6),
              (scores, mask) -> Rows.softmax(scores).mul(mask))
          .mistake(
              "This is the plain softmax: padding gets its share. The mask is not used.",
              (scores, mask) -> Rows.softmax(scores))
          .mistake(
              "The scores of padding are set to 0. That hides nothing: e to the power 0 is 1.",
              (scores, mask) -> Rows.softmax(scores.mul(mask)),
              (scores, mask) -> shares(scores.mul(mask), mask, 0))
          .mistake(
              "Padding keeps a small share. Exactly 0 needs −∞, or a number like −1e9.",
              (scores, mask) -> shares(scores, mask, -10),
              (scores, mask) -> shares(scores, mask, -5))
          .mistake(
              "This masks after the softmax and divides again: right on paper. But beside a hidden score of 200 the real shares round to 0, and 0 ÷ 0 is NaN. Mask the scores.",
              MaskExercises::renewed,
              (scores, mask) -> mask.maxNumber().intValue() == 0 ? mask : renewed(scores, mask))
          .mistake(
              "A row without a real key becomes NaN: 0 ÷ 0. There, each key gets 0." + bug(3),
              (scores, mask) -> formula(scores.add(bias(mask, NEGATIVE_INFINITY))));

  private static INDArray shares(INDArray scores, INDArray mask, double hidden) {
    return Rows.softmax(scores.add(bias(mask, hidden)));
  }

  private static INDArray renewed(INDArray scores, INDArray mask) {
    INDArray kept = Rows.softmax(scores).mul(mask);
    return kept.div(kept.sum());
  }

  private static INDArray formula(INDArray scores) {
    INDArray powers = Transforms.exp(scores.sub(scores.maxNumber()));
    return powers.div(powers.sumNumber());
  }

  private static INDArray bias(INDArray mask, double hidden) {
    return mapped(mask, m -> m == 1 ? 0 : hidden);
  }

  /** Only at real keys, and only where the causal mask allows it, {@code [T, T]}. */
  Exercise<List<Integer>, List<List<Integer>>, List<List<Integer>>> COMBINED_MASK =
      Exercise.of(
              "combinedMask(mask, causal)",
              (mask, causal) -> square(mask, (q, k) -> mask.get(k) * causal.get(q).get(k)),
              new Case<>(List.of(1, 0), causal(2)),
              new Case<>(List.of(0, 1, 1), causal(3)),
              new Case<>(List.of(1, 1, 1, 0, 0), causal(5)))
          .mistake(
              "This masks queries instead of keys: the row of a padded token is empty, and padding is looked at. Columns are keys."
                  + bug(2),
              (mask, causal) -> square(mask, (q, k) -> mask.get(q) * causal.get(q).get(k)))
          .mistake(
              "This masks queries as well as keys, and a padded row has no key left. Hide keys only."
                  + bug(1),
              (mask, causal) ->
                  square(mask, (q, k) -> mask.get(q) * mask.get(k) * causal.get(q).get(k)))
          .mistake(
              "This allows what one of the two allows. Both must allow it.",
              (mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(k), causal.get(q).get(k))),
              (mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(q), causal.get(q).get(k))))
          .mistake(
              "This is the causal mask alone: padding is looked at. Hide the padded keys, too.",
              (mask, causal) -> causal)
          .mistake(
              "This adds the two masks. A 2 says that both allow it, and only that is a 1.",
              (mask, causal) -> square(mask, (q, k) -> mask.get(k) + causal.get(q).get(k)));

  /** Only the last few real keys up to the query's own slot, {@code [T, T]}. */
  Exercise<List<Integer>, Integer, List<List<Integer>>> WINDOW_MASK =
      Exercise.of(
              "windowMask(mask, width)",
              (mask, width) -> square(mask, (q, k) -> within(width, q, k) * mask.get(k)),
              new Case<>(List.of(1, 1), 1),
              new Case<>(List.of(1, 1, 1), 2),
              new Case<>(List.of(1, 1, 1, 1, 0), 3),
              new Case<>(List.of(0, 1, 1, 1, 1), 2))
          .mistake(
              "A token looks at what comes after it. Only its own slot and those before it may be seen.",
              (mask, width) -> square(mask, (q, k) -> Math.abs(q - k) < width ? mask.get(k) : 0),
              (mask, width) -> square(mask, (q, k) -> q - k < width ? mask.get(k) : 0))
          .mistake(
              "The window is one slot too wide. A width of 1 is the token itself and nothing else.",
              (mask, width) -> square(mask, (q, k) -> within(width + 1, q, k) * mask.get(k)))
          .mistake(
              "Padding is looked at. The key must be real, too.",
              (mask, width) -> square(mask, (q, k) -> within(width, q, k)))
          .mistake(
              "This asks whether query and key are real, and a padded row on the right has no key left. Ask it of the key only."
                  + bug(1),
              (mask, width) ->
                  square(mask, (q, k) -> within(width, q, k) * mask.get(q) * mask.get(k)))
          .mistake(
              "This asks whether the query is real, and padding is looked at. Ask it of the key: columns are keys."
                  + bug(2),
              (mask, width) -> square(mask, (q, k) -> within(width, q, k) * mask.get(q)))
          .mistake(
              "Padding is hidden from itself only, and the tokens after it look at it. Ask of every key whether it is real.",
              (mask, width) ->
                  square(mask, (q, k) -> within(width, q, k) * (q == k ? mask.get(k) : 1)));

  private static int within(int width, int query, int key) {
    return key <= query && query - key < width ? 1 : 0;
  }

  private static List<List<Integer>> causal(int slots) {
    return each(slots, query -> each(slots, key -> key <= query ? 1 : 0));
  }

  private static List<List<Integer>> square(List<Integer> mask, IntBinaryOperator allowed) {
    int slots = mask.size();
    return each(slots, q -> each(slots, k -> allowed.applyAsInt(q, k)));
  }
}
