package padwise.lesson.tuning;

import java.util.Collections;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One right answer and some wrong ones to {@code mergeHeads}, by misconception. */
public final class MergeHeads {
  private MergeHeads() {}

  // nothing is merged: every head goes through its own Dh rows of the projection, and the results
  // are added
  public static INDArray right(INDArray values, INDArray projection) {
    long b = values.size(0);
    long t = values.size(2);
    long width = values.size(3);
    long d = projection.size(1);
    INDArray sum = Nd4j.zeros(DataType.FLOAT, b * t, d);
    for (long h = 0; h < values.size(1); h++) {
      INDArray head =
          values
              .get(
                  NDArrayIndex.all(), NDArrayIndex.point(h), NDArrayIndex.all(), NDArrayIndex.all())
              .dup('c')
              .reshape('c', b * t, width);
      INDArray rows =
          projection
              .get(NDArrayIndex.interval(h * width, (h + 1) * width), NDArrayIndex.all())
              .dup('c')
              .reshape('c', width, d);
      sum.addi(head.mmul(rows));
    }
    return sum.dup('c').reshape('c', b, t, d);
  }

  // reshape to [B, T, D] without permute: right shape, tokens mixed up
  public static INDArray reshapes_at_once(INDArray values, INDArray projection) {
    return project(
        values
            .dup('c')
            .reshape('c', values.size(0), values.size(2), values.size(1) * values.size(3)),
        projection);
  }

  // multiplies by the transposed projection
  public static INDArray projection_transposed(INDArray values, INDArray projection) {
    return project(sideBySide(values), projection.transpose());
  }

  // the last head stands first
  public static INDArray heads_reversed(INDArray values, INDArray projection) {
    INDArray[] heads = new INDArray[(int) values.size(1)];
    for (int h = 0; h < heads.length; h++) {
      heads[heads.length - 1 - h] =
          values
              .get(
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(h, h + 1),
                  NDArrayIndex.all(),
                  NDArrayIndex.all())
              .dup('c')
              .reshape('c', values.size(0), 1, values.size(2), values.size(3));
    }
    return project(sideBySide(Nd4j.concat(1, heads)), projection);
  }

  // multiplies the numbers as they lie in memory and takes the heads apart afterwards
  public static INDArray projects_before_it_merges(INDArray values, INDArray projection) {
    long b = values.size(0);
    long t = values.size(2);
    INDArray flat =
        values.dup('c').reshape('c', b * t, values.size(1) * values.size(3)).mmul(projection);
    return sideBySide(flat.dup('c').reshape('c', values.shape()));
  }

  // averages the heads and repeats the mean to get the width back
  public static INDArray mean_of_the_heads(INDArray values, INDArray projection) {
    INDArray mean =
        values.mean(1).dup('c').reshape('c', values.size(0), values.size(2), values.size(3));
    return project(
        Nd4j.concat(2, Collections.nCopies((int) values.size(1), mean).toArray(new INDArray[0])),
        projection);
  }

  // right shape, but the batch and the tokens have changed places
  public static INDArray sentences_and_tokens_swapped(INDArray values, INDArray projection) {
    return project(
        values
            .permute(2, 0, 1, 3)
            .dup('c')
            .reshape('c', values.size(0), values.size(2), values.size(1) * values.size(3)),
        projection);
  }

  // adds the input of the projection to its output
  public static INDArray keeps_a_residual(INDArray values, INDArray projection) {
    INDArray merged = sideBySide(values);
    return project(merged, projection).add(merged);
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
