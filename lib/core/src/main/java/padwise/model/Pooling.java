package padwise.model;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.math.Preconditions;
import padwise.math.Products;
import padwise.math.Rows;

/** One vector for a whole sentence, and how close two of them are. */
public final class Pooling {

  private Pooling() {}

  /**
   * The mean over the real tokens of each sentence; padded slots are not read.
   *
   * @param hidden {@code [B, T, D]}
   * @param attentionMask 1 for a real token, 0 for padding, {@code [B, T]}
   * @return {@code [B, D]}; zeros for a sentence without a real token
   */
  public static INDArray mean(INDArray hidden, INDArray attentionMask) {
    Preconditions.require(
        hidden.rank() == 3
            && Arrays.equals(attentionMask.shape(), Arrays.copyOf(hidden.shape(), 2)),
        "hidden, attentionMask: expected [B, T, D] and [B, T] but was %s and %s;"
            + " take both from one batch",
        hidden,
        attentionMask);
    double[] vectors = Rows.read(hidden);
    double[] keep =
        Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
    int slots = (int) hidden.size(1);
    int width = (int) hidden.size(2);
    double[] sums = new double[keep.length / slots * width];
    double[] counts = new double[keep.length / slots];
    for (int slot = 0; slot < keep.length; slot++) {
      counts[slot / slots] += keep[slot];
      for (int i = 0; i < width && keep[slot] == 1; i++) {
        sums[slot / slots * width + i] += vectors[slot * width + i];
      }
    }
    Arrays.setAll(sums, i -> sums[i] / Math.max(1, counts[i / width]));
    return Rows.write(sums, hidden.slice(0, 1)); // [B, D], like one slot of each sentence
  }

  /**
   * The cosine of each vector with each other one: 1 for the same direction, 0 for none in common,
   * −1 for the opposite.
   *
   * @param some {@code [A, D]}
   * @param others {@code [B, D]}
   * @return {@code [A, B]}
   */
  public static INDArray cosines(INDArray some, INDArray others) {
    return Products.matmul(ofLengthOne(some), ofLengthOne(others).transpose());
  }

  /** Each vector divided by its length, {@code [B, D]}; a vector of zeros stays as it is. */
  private static INDArray ofLengthOne(INDArray vectors) {
    INDArray lengths = vectors.norm2(true, 1); // [B, 1]
    return vectors.div(Transforms.max(lengths, Float.MIN_NORMAL));
  }
}
