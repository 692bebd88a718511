package padwise.math;

import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loops over FLOAT arrays, a few thousand numbers at a time: out of native memory, through a plain
 * loop on the heap, and back. A block stays in the processor's cache.
 */
final class Blocks {

  /** Numbers in a block, unless one row has more. */
  static final int SIZE = 4096;

  /** What is done to a block. */
  @FunctionalInterface
  interface Loop {
    /**
     * Changes the numbers of the first arrays in place.
     *
     * @param x the same stretch of each array
     * @param length how many numbers of each count
     */
    void run(float[][] x, int length);
  }

  private Blocks() {}

  /** Numbers in a block of whole rows. */
  static int size(int width) {
    return Math.max(1, SIZE / width) * width;
  }

  /** Whether all these arrays are FLOAT, so that a loop may run over them. */
  static boolean fit(INDArray... arrays) {
    boolean fit = true;
    for (INDArray array : arrays) {
      fit &= array.dataType() == DataType.FLOAT && !array.isEmpty();
    }
    return fit;
  }

  /** Runs the loop over whole rows, and gives what became of the first array as a new one. */
  static INDArray map(int width, Loop loop, INDArray... arrays) {
    INDArray result = Nd4j.createUninitialized(DataType.FLOAT, arrays[0].shape(), 'c');
    run(List.of(result), width, loop, arrays);
    return result;
  }

  /**
   * Runs the loop over whole rows.
   *
   * @param results get what became of the first arrays, and may be those arrays, if in order
   */
  static void run(List<INDArray> results, int width, Loop loop, INDArray... arrays) {
    int length = Math.toIntExact(arrays[0].length());
    int size = size(width);
    List<INDArray> from = Stream.of(arrays).map(Rows::inOrder).toList();
    float[][] x = new float[arrays.length][Math.min(size, length)];
    try {
      for (int start = 0; start < length; start += size) {
        int count = Math.min(size, length - start);
        for (int i = 0; i < x.length; i++) {
          Memory.floats(from.get(i), from.get(i).offset() + start).get(x[i], 0, count);
        }
        loop.run(x, count);
        for (int i = 0; i < results.size(); i++) {
          Memory.floats(results.get(i), results.get(i).offset() + start).put(x[i], 0, count);
        }
      }
    } finally {
      Reference.reachabilityFence(from); // or ND4J might free what is being read
      Reference.reachabilityFence(results);
    }
  }

  /** One row again and again, as long as a block. */
  static float[] tiled(INDArray row) {
    float[] once = Memory.singles(row);
    float[] tiled = new float[size(once.length)];
    for (int start = 0; start < tiled.length; start += once.length) {
      System.arraycopy(once, 0, tiled, start, once.length);
    }
    return tiled;
  }

  /** The rows of a block added up. */
  static float[] folded(float[] block, int width) {
    float[] sum = new float[width];
    for (int start = 0; start < block.length; start += width) {
      for (int i = 0; i < width; i++) {
        sum[i] += block[start + i];
      }
    }
    return sum;
  }

  /** A row of FLOAT numbers. */
  static INDArray row(float[] values) {
    INDArray row = Nd4j.createUninitialized(DataType.FLOAT, values.length);
    Memory.floats(row, row.offset()).put(values);
    return row;
  }
}
