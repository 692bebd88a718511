package padwise.math;

import java.util.Arrays;
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
    long width = rows.size(1) / 3; // D
    long headWidth = width / heads;
    INDArray mixed = Nd4j.createUninitialized(DataType.FLOAT, rows.size(0), width);
    int longest = Arrays.stream(lengths).max().orElse(1);
    INDArray scores = Nd4j.createUninitialized(DataType.FLOAT, longest, longest);
    Memory numbers = Memory.inPlace(scores);
    double scale = 1 / Math.sqrt((double) headWidth);
    float[][] room = new float[2][Math.max(RowLoop.SIZE, longest)];
    long row = 0;
    for (int length : lengths) {
      Matrix square = Matrix.of(scores, 0, length, length, length);
      for (long head = 0; head < heads; head++) {
        long first = 3 * width * row + headWidth * head;
        Matrix queries = Matrix.of(rows, first, length, headWidth, 3 * width);
        Matrix keys = Matrix.of(rows, first + width, length, headWidth, 3 * width);
        Matrix values = Matrix.of(rows, first + 2 * width, length, headWidth, 3 * width);
        Matrix into = Matrix.of(mixed, width * row + headWidth * head, length, headWidth, width);
        queries.multiply(keys.turned(), scale, 0, square);
        softmax(numbers, length, room);
        square.multiply(values, 1, 0, into);
      }
      row += length;
    }
    return mixed;
  }

  private static void softmax(Memory square, int length, float[][] room) { // in cached pieces
    int size = RowLoop.size(length);
    for (int from = 0; from < length * length; from += size) {
      int count = Math.min(size, length * length - from);
      square.get(from, room[0], count);
      RowFormulas.softmax(room[0], room[1], count, length);
      square.put(from, room[0], count);
    }
  }

  private static void requireFit(INDArray projected, int[] lengths, int heads) {
    Preconditions.shapes("projected FLOAT [N, 3D]; project tokens first", projected);
    Preconditions.require(
        heads > 0 && projected.size(1) % (3L * heads) == 0,
        "projected: expected FLOAT [N, 3D] with D in %s heads but was %s",
        heads,
        projected);
    Preconditions.require(
        lengths != null
            && Arrays.stream(lengths).allMatch(n -> n > 0)
            && Arrays.stream(lengths).asLongStream().sum() == projected.size(0),
        "lengths: expected numbers from 1 that add up to the rows of %s but was %s",
        projected,
        Arrays.toString(lengths));
    long longest = Arrays.stream(lengths).max().orElse(1);
    Preconditions.room("lengths", Double.BYTES, longest, longest);
  }
}
