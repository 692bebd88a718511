package padwise.math;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loops over whole rows of FLOAT or DOUBLE arrays, a few thousand numbers at a time: out of native
 * memory, through a plain loop over float on the heap, and back. A block stays in the processor's
 * cache.
 */
final class RowLoop {

  /** Numbers in a block, unless one row has more. */
  static final int SIZE = 4096;

  /** The work on a block. */
  @FunctionalInterface
  interface Body {
    /**
     * Changes the numbers of the first arrays in place.
     *
     * @param x the same stretch of each array
     * @param length how many numbers of each count
     */
    void run(float[][] x, int length);
  }

  private RowLoop() {}

  /** Numbers in a block of whole rows. */
  static int size(int width) {
    return Math.max(1, SIZE / width) * width;
  }

  /** Runs the loop, and gives what became of the first array as a new one of its type. */
  static INDArray map(int width, Body body, INDArray... arrays) {
    INDArray first = arrays[0];
    if (first.isEmpty()) {
      return first;
    }
    INDArray result = Nd4j.createUninitialized(first.dataType(), first.shape(), 'c');
    run(List.of(result), width, body, arrays);
    return result;
  }

  /**
   * Runs the loop.
   *
   * @param results get what became of the first arrays, and may be those arrays
   * @param arrays of one shape
   */
  static void run(List<INDArray> results, int width, Body body, INDArray... arrays) {
    List<Memory> from = Stream.of(arrays).map(Memory::of).toList();
    List<Memory> to = results.stream().map(Memory::inPlace).toList();
    long length = arrays[0].length();
    int size = size(width);
    float[][] x = new float[arrays.length][(int) Math.min(size, length)];
    for (long start = 0; start < length; start += size) {
      int count = (int) Math.min(size, length - start);
      for (int i = 0; i < x.length; i++) {
        from.get(i).get(start, x[i], count);
      }
      body.run(x, count);
      for (int i = 0; i < to.size(); i++) {
        to.get(i).put(start, x[i], count);
      }
    }
  }

  /** One row again and again, as long as a block. */
  static float[] tiled(INDArray row) {
    int width = (int) row.length();
    float[] tiled = new float[size(width)];
    Memory.of(row).get(0, tiled, width);
    for (int start = width; start < tiled.length; start += width) {
      System.arraycopy(tiled, 0, tiled, start, width);
    }
    return tiled;
  }

  /** The rows of a block added up, as a row of this type. */
  static INDArray folded(float[] block, INDArray like) {
    INDArray row = Nd4j.createUninitialized(like.dataType(), like.size(-1));
    float[] sum = new float[(int) row.length()];
    for (int start = 0; start < block.length; start += sum.length) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += block[start + i];
      }
    }
    Memory.inPlace(row).put(0, sum, sum.length);
    return row;
  }
}
