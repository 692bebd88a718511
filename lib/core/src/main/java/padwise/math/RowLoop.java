package padwise.math;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loops over whole rows of FLOAT arrays, a few thousand numbers at a time: out of native memory,
 * through a plain loop on the heap, and back. A block stays in the processor's cache.
 */
final class RowLoop {

  /** Numbers in a block, unless one row has more. */
  static final int SIZE = 4096;

  /** Changes so many numbers of the first arrays in place; the last three arrays are room. */
  @FunctionalInterface
  interface Body {
    void run(float[][] x, int length);
  }

  private RowLoop() {}

  /** Numbers in a block of whole rows. */
  static int size(int width) {
    return Math.max(1, SIZE / width) * width;
  }

  /** Runs the loop, shared out where that pays; what became of the first array is a new one. */
  static INDArray map(int width, Body body, INDArray... arrays) {
    INDArray result = Nd4j.createUninitialized(DataType.FLOAT, arrays[0].shape(), 'c');
    long length = result.length();
    Workers.split(
        length / width,
        2.0 * length,
        (from, to) -> run(List.of(result), from * width, to * width, width, body, arrays));
    return result;
  }

  /** Runs the loop on this thread; results, maybe the first arrays, get what these became. */
  static void run(List<INDArray> results, int width, Body body, INDArray... arrays) {
    run(results, 0, arrays[0].length(), width, body, arrays);
  }

  private static void run(
      List<INDArray> results, long first, long end, int width, Body body, INDArray... arrays) {
    List<Memory> from = Stream.of(arrays).map(Memory::of).toList();
    List<Memory> to = results.stream().map(Memory::inPlace).toList();
    int size = size(width);
    float[][] x = new float[arrays.length + 3][(int) Math.min(size, end - first)];
    for (long start = first; start < end; start += size) {
      int count = (int) Math.min(size, end - start);
      for (int i = 0; i < arrays.length; i++) {
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

  /** Writes one row over each row of {@code x}. */
  static void fill(INDArray x, INDArray row) {
    float[] rows = tiled(row);
    Memory to = Memory.inPlace(x);
    long width = row.length();
    Workers.split(
        x.length() / width,
        0.5 * x.length(),
        (from, end) -> {
          for (long at = from * width; at < end * width; at += rows.length) {
            to.put(at, rows, (int) Math.min(rows.length, end * width - at));
          }
        });
  }

  /** The rows of a block added up. */
  static INDArray folded(float[] block, int width) {
    float[] sum = new float[width];
    for (int start = 0; start < block.length; start += width) {
      for (int i = 0; i < width; i++) {
        sum[i] += block[start + i];
      }
    }
    INDArray row = Nd4j.createUninitialized(DataType.FLOAT, width);
    Memory.inPlace(row).put(0, sum, width);
    return row;
  }
}
