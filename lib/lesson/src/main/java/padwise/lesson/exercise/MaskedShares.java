package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.mapped;
import static padwise.lesson.exercise.Made.row;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;

/** The shares that a mask leaves. */
public final class MaskedShares {

  private static final double HIDDEN = Double.NEGATIVE_INFINITY;

  private MaskedShares() {}

  public static Exercise<INDArray, INDArray, INDArray> maskedSoftmax() {
    return Exercise.of(
            "maskedSoftmax",
            List.of("scores", "mask"),
            List.of(
                new Case<>(row(0.5, 2), row(1, 0)),
                new Case<>(row(1.2, 3, -2, 0.5), row(1, 1, 0, 0)),
                new Case<>(row(0.25, 2, 3.5), row(0, 1, 1)),
                new Case<>(row(1, 2, 3), row(1, 1, 1)),
                new Case<>(row(1, 2, 200), row(1, 1, 0)),
                new Case<>(row(0.5, 1), row(0, 0))),
            (scores, mask) -> shares(scores, mask, HIDDEN))
        .bug(
            6,
            "This masks after the softmax: the real keys no longer sum to 1. Mask the scores.",
            (scores, mask) -> Rows.softmax(scores).mul(mask))
        .mistake(
            "This is the plain softmax: padding gets its share. The mask is not used.",
            (scores, mask) -> Rows.softmax(scores))
        .bug(
            7,
            "Keep and hide are swapped: only padding gets a share.",
            (scores, mask) -> shares(scores, mask.rsub(1), HIDDEN))
        .mistake(
            "The scores of padding are set to 0. That hides nothing: e to the power 0 is 1.",
            (scores, mask) -> Rows.softmax(scores.mul(mask)))
        .or((scores, mask) -> shares(scores.mul(mask), mask, 0))
        .mistake(
            "This adds the mask itself, 1 or 0, to the scores. Add 0 or −∞.",
            (scores, mask) -> Rows.softmax(scores.add(mask)))
        .mistake(
            "The powers are not divided by their sum, so they are no shares.",
            (scores, mask) -> Transforms.exp(scores).mul(mask))
        .mistake(
            "All real keys get the same share. The scores decide who gets more.",
            (scores, mask) -> mask.div(mask.sumNumber()))
        .mistake(
            "This divides the scores by their sum. Softmax takes e to the power of each first.",
            (scores, mask) -> scores.mul(mask).div(scores.mul(mask).sumNumber()))
        .mistake(
            "The largest score takes all. Softmax shares out.",
            (scores, mask) -> Transforms.floor(shares(scores.mul(1000), mask, HIDDEN).add(0.5)))
        .mistake(
            "Padding keeps a small share. Exactly 0 needs −∞, or a number like −1e9.",
            (scores, mask) -> shares(scores, mask, -10))
        .or((scores, mask) -> shares(scores, mask, -5))
        .mistake(
            "These are the masked scores, not yet shares. Softmax comes after the mask.",
            (scores, mask) -> scores.add(bias(mask, HIDDEN)))
        .mistake(
            "This masks the scores, and real keys get the share of padding anyway: it divides by the sum over all keys.",
            (scores, mask) ->
                Transforms.exp(scores).mul(mask).div(Transforms.exp(scores.mul(mask)).sumNumber()))
        .bug(
            3,
            "A row without a real key becomes NaN: 0 ÷ 0. There, each key gets 0.",
            (scores, mask) -> formula(scores.add(bias(mask, HIDDEN))))
        .mistake(
            "A row without a real key is shared out evenly. There, each key gets 0.",
            (scores, mask) ->
                mask.sumNumber().intValue() == 0
                    ? mask.add(1.0 / mask.length())
                    : shares(scores, mask, HIDDEN))
        .or(
            (scores, mask) ->
                mask.sumNumber().intValue() == 0
                    ? Rows.softmax(scores)
                    : shares(scores, mask, HIDDEN))
        .mistake(
            "The largest score of all is subtracted, padding's too. If that is much larger, nothing is left of the real ones: take the largest real score.",
            (scores, mask) ->
                shares(scores, mask, HIDDEN).mul(scores.maxNumber().doubleValue() > 100 ? 0 : 1))
        .or(
            (scores, mask) ->
                mask.sumNumber().intValue() == 0 || scores.maxNumber().doubleValue() > 100
                    ? mask.mul(0).add(Double.NaN)
                    : shares(scores, mask, HIDDEN))
        .mistake(
            "Only the first real keys are looked at, as if padding always stood on the right. Ask the mask, key by key.",
            (scores, mask) -> shares(scores, sorted(mask), HIDDEN));
  }

  private static INDArray shares(INDArray scores, INDArray mask, double hidden) {
    return Rows.softmax(scores.add(bias(mask, hidden)));
  }

  private static INDArray formula(INDArray scores) {
    INDArray powers = Transforms.exp(scores.sub(scores.maxNumber()));
    return powers.div(powers.sumNumber());
  }

  private static INDArray sorted(INDArray mask) {
    return Rows.write(
        Arrays.stream(Rows.read(mask)).map(m -> -m).sorted().map(m -> -m).toArray(), mask);
  }

  private static INDArray bias(INDArray mask, double hidden) {
    return mapped(mask, m -> m == 1 ? 0 : hidden);
  }
}
