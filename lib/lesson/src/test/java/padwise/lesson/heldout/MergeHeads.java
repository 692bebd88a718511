package padwise.lesson.heldout;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Wrong answers to {@code mergeHeads}, by misconception. */
public final class MergeHeads {
  private MergeHeads() {}

  // puts the heads side by side and stops
  public static INDArray forgets_the_projection(INDArray values, INDArray projection) {
    return sideBySide(values);
  }

  // interleaves the heads: number 0 of all heads, then number 1 of all heads
  public static INDArray numbers_in_turn(INDArray values, INDArray projection) {
    return project(
        values
            .permute(0, 2, 3, 1)
            .dup('c')
            .reshape('c', values.size(0), values.size(2), values.size(1) * values.size(3)),
        projection);
  }

  // * where a matrix product belongs: scales each number by the diagonal
  public static INDArray elementwise(INDArray values, INDArray projection) {
    INDArray diagonal = Nd4j.zeros(DataType.FLOAT, projection.shape());
    for (int d = 0; d < projection.rows(); d++) {
      diagonal.putScalar(d, d, projection.getDouble(d, d));
    }
    return project(sideBySide(values), diagonal);
  }

  // adds the heads up and fills the rest of the width with zeros
  public static INDArray adds_the_heads(INDArray values, INDArray projection) {
    INDArray sum =
        values.sum(1).dup('c').reshape('c', values.size(0), values.size(2), values.size(3));
    INDArray rest =
        Nd4j.zeros(
            DataType.FLOAT, values.size(0), values.size(2), (values.size(1) - 1) * values.size(3));
    return project(values.size(1) == 1 ? sum : Nd4j.concat(2, sum, rest), projection);
  }

  // stays two-dimensional: [B * T, D]
  public static INDArray all_tokens_in_one_table(INDArray values, INDArray projection) {
    INDArray merged = sideBySide(values);
    return merged.reshape('c', merged.size(0) * merged.size(1), merged.size(2)).mmul(projection);
  }

  // only head 0 gets through, the others are zeros
  public static INDArray first_head_only(INDArray values, INDArray projection) {
    INDArray merged = sideBySide(values);
    merged
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(values.size(3), merged.size(2)))
        .assign(0);
    return project(merged, projection);
  }

  // multiplies right, but hands the result back with tokens and numbers swapped: [B, D, T]
  public static INDArray heads_before_tokens(INDArray values, INDArray projection) {
    return project(sideBySide(values), projection).permute(0, 2, 1).dup('c');
  }

  private static INDArray project(INDArray merged, INDArray projection) {
    long b = merged.size(0);
    long t = merged.size(1);
    return merged
        .dup('c')
        .reshape('c', b * t, merged.size(2))
        .mmul(projection)
        .dup('c')
        .reshape('c', b, t, projection.size(1));
  }

  private static INDArray sideBySide(INDArray values) {
    return values
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', values.size(0), values.size(2), values.size(1) * values.size(3));
  }
}
