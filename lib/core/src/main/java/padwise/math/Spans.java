package padwise.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention inside spans of rows: each row looks at the rows of its own span. The heads are read
 * where the projection left them, and only one square of scores exists at a time.
 */
public final class Spans {

  private Spans() {}

  /**
   * softmax(Q·Kᵀ / √Dh)·V for each span and each head.
   *
   * @param projected queries, keys and values side by side, FLOAT {@code [N, 3D]}
   * @param lengths rows of each span, one span after the other, N in all
   * @param heads H, divides D
   * @return mixed values, heads side by side, {@code [N, D]}
   */
  public static INDArray attend(INDArray projected, int[] lengths, int heads) {
    Preconditions.require(
        projected.dataType() == DataType.FLOAT
            && projected.rank() == 2
            && projected.size(1) % (3L * heads) == 0
            && Arrays.stream(lengths).sum() == projected.size(0),
        "projected: expected FLOAT [N, 3D] with N = %s rows and D in %s heads but was %s",
        Arrays.stream(lengths).sum(),
        heads,
        projected);
    INDArray rows = Rows.inOrder(projected);
    INDArray mixed = Nd4j.createUninitialized(DataType.FLOAT, rows.size(0), rows.size(1) / 3);
    int longest = Arrays.stream(lengths).max().orElse(0);
    INDArray scores = Nd4j.createUninitialized(DataType.FLOAT, longest, longest);
    Heads work = new Heads(rows, scores, mixed, heads, new float[Math.max(Blocks.SIZE, longest)]);
    try {
      int row = 0;
      for (int length : lengths) {
        for (int head = 0; head < heads; head++) {
          work.attend(row, length, head);
        }
        row += length;
      }
      return mixed;
    } finally {
      Reference.reachabilityFence(work); // or ND4J might free what is being read
    }
  }

  /** All that is read and written, and room for some weights on the heap. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Heads(
      INDArray projected, INDArray scores, INDArray mixed, int heads, float[] weights) {

    void attend(int row, int length, int head) {
      int width = (int) mixed.size(1);
      int headWidth = width / heads;
      long query = 3L * width * row + (long) headWidth * head;
      FloatPointer square = Memory.floats(scores, scores.offset());
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasTrans,
          length,
          length,
          headWidth,
          (float) (1 / Math.sqrt(headWidth)),
          at(projected, query),
          3 * width,
          at(projected, query + width),
          3 * width,
          0,
          square,
          length);
      softmax(length);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          length,
          headWidth,
          length,
          1,
          square,
          length,
          at(projected, query + 2L * width),
          3 * width,
          0,
          at(mixed, (long) width * row + (long) headWidth * head),
          width);
    }

    private void softmax(int length) { // in pieces that stay in the nearest cache
      for (int from = 0; from < length * length; from += Blocks.size(length)) {
        int count = Math.min(Blocks.size(length), length * length - from);
        FloatPointer piece = at(scores, from);
        piece.get(weights, 0, count);
        Singles.softmax(weights, count, length);
        piece.put(weights, 0, count);
      }
    }

    private static FloatPointer at(INDArray x, long place) {
      return Memory.floats(x, x.offset() + place);
    }
  }
}
