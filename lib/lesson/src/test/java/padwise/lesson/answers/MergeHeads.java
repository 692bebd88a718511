package padwise.lesson.answers;

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

  // multiplies by the transposed projection
  public static INDArray projection_transposed(INDArray values, INDArray projection) {
    return project(sideBySide(values), projection.transpose());
  }

  // puts the heads side by side and stops
  public static INDArray forgets_the_projection(INDArray values, INDArray projection) {
    return sideBySide(values);
  }

  // * where a matrix product belongs: scales each number by the diagonal
  public static INDArray elementwise(INDArray values, INDArray projection) {
    INDArray diagonal = Nd4j.zeros(DataType.FLOAT, projection.shape());
    for (int d = 0; d < projection.rows(); d++) {
      diagonal.putScalar(d, d, projection.getDouble(d, d));
    }
    return project(sideBySide(values), diagonal);
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
