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
 * Attention inside segments of rows: each row looks at the rows of its own segment. The heads are
 * read where the projection left them, and only one square of scores exists at a time.
 */
public final class SegmentAttention {

  private SegmentAttention() {}

  /**
   * softmax(Q·Kᵀ / √Dh)·V for each segment and each head.
   *
   * @param projected queries, keys and values side by side, FLOAT {@code [N, 3D]}
   * @param lengths rows of each segment, at least 1, one segment after the other, N in all
   * @param heads H, divides D
   * @return mixed values, heads side by side, {@code [N, D]}
   */
  public static INDArray attend(INDArray projected, int[] lengths, int heads) {
    requireFit(projected, lengths, heads);
    INDArray rows = Rows.inOrder(projected);
    INDArray mixed = Nd4j.createUninitialized(DataType.FLOAT, rows.size(0), rows.size(1) / 3);
    int longest = Arrays.stream(lengths).max().orElse(1);
    INDArray scores = Nd4j.createUninitialized(DataType.FLOAT, longest, longest);
    int room = Math.max(RowLoop.SIZE, longest);
    Heads work = new Heads(rows, scores, mixed, heads, new float[room], new float[room]);
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

  private static void requireFit(INDArray projected, int[] lengths, int heads) {
    Preconditions.rank("projected", projected, 2, "[N, 3D]");
    Preconditions.require(
        projected.dataType() == DataType.FLOAT
            && heads > 0
            && projected.size(1) % (3L * heads) == 0,
        "projected: expected FLOAT [N, 3D] with D in %s heads but was %s of %s",
        heads,
        projected,
        projected.dataType());
    Preconditions.require(
        lengths != null && lengths.length > 0 && Arrays.stream(lengths).allMatch(n -> n > 0),
        "lengths: expected numbers of at least 1 but was %s",
        Arrays.toString(lengths));
    Preconditions.require(
        Arrays.stream(lengths).asLongStream().sum() == projected.size(0),
        "lengths: expected one row of %s for each token but they sum to %s",
        projected,
        Arrays.stream(lengths).asLongStream().sum());
    long longest = Arrays.stream(lengths).max().orElse(1);
    Preconditions.room("lengths", Double.BYTES, longest, longest);
  }

  /** All that is read and written, and room for some weights and their exponents on the heap. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Heads(
      INDArray projected,
      INDArray scores,
      INDArray mixed,
      int heads,
      float[] weights,
      float[] powers) {

    void attend(int row, int length, int head) {
      int width = (int) mixed.size(1);
      int headWidth = width / heads;
      long query = 3L * width * row + (long) headWidth * head;
      int across = 3 * width; // from one row of a head to its next
      FloatPointer square = Memory.floats(scores, 0, length, length, length);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasTrans,
          length,
          length,
          headWidth,
          (float) (1 / Math.sqrt(headWidth)),
          Memory.floats(projected, query, length, headWidth, across),
          across,
          Memory.floats(projected, query + width, length, headWidth, across),
          across,
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
          Memory.floats(projected, query + 2L * width, length, headWidth, across),
          across,
          0,
          Memory.floats(
              mixed, (long) width * row + (long) headWidth * head, length, headWidth, width),
          width);
    }

    private void softmax(int length) { // in pieces that stay in the nearest cache
      int size = RowLoop.size(length);
      Memory square = Memory.inPlace(scores);
      for (int from = 0; from < length * length; from += size) {
        int count = Math.min(size, length * length - from);
        square.get(from, weights, count);
        RowFormulas.softmax(weights, powers, count, length);
        square.put(from, weights, count);
      }
    }
  }
}
