package padwise.lesson.answers;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** One right answer and some wrong ones to {@code maskedSoftmax}, by misconception. */
public final class MaskedSoftmax {
  private MaskedSoftmax() {}

  // plain doubles: subtract the largest real score, exponentiate the real ones, divide; nothing
  // real, all 0
  public static INDArray right(INDArray scores, INDArray mask) {
    double[] s = scores.dup('c').reshape(scores.length()).toDoubleVector();
    double[] m = mask.dup('c').reshape(mask.length()).toDoubleVector();
    double top =
        IntStream.range(0, s.length).filter(i -> m[i] != 0).mapToDouble(i -> s[i]).max().orElse(0);
    double[] e =
        IntStream.range(0, s.length)
            .mapToDouble(i -> m[i] == 0 ? 0 : Math.exp(s[i] - top))
            .toArray();
    double sum = Math.max(Arrays.stream(e).sum(), Double.MIN_NORMAL);
    return Nd4j.createFromArray(e).div(sum).castTo(DataType.FLOAT).reshape(scores.shape());
  }

  // clears the padding after the softmax, so the rest no longer sums to 1
  public static INDArray zeroes_after_the_softmax(INDArray scores, INDArray mask) {
    INDArray e = Transforms.exp(scores.sub(scores.maxNumber()), true);
    return e.div(e.sumNumber()).mul(mask);
  }

  // softmax over all keys
  public static INDArray ignores_the_mask(INDArray scores, INDArray mask) {
    INDArray e = Transforms.exp(scores.sub(scores.maxNumber()), true);
    return e.div(e.sumNumber());
  }

  // right shares, but the scores of the caller are gone (subi)
  public static INDArray works_in_the_callers_scores(INDArray scores, INDArray mask) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length(); i++) {
      if (mask.getDouble(i) != 0) {
        top = Math.max(top, scores.getDouble(i));
      }
    }
    for (int i = 0; i < scores.length(); i++) {
      scores.putScalar(i, mask.getDouble(i) == 0 ? 0 : Math.exp(scores.getDouble(i) - top));
    }
    double sum = scores.sumNumber().doubleValue();
    return sum == 0 ? scores : scores.divi(sum);
  }
}
