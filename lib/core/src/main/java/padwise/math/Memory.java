package padwise.math;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of one array in row-major order, in the native memory behind it. Every number that is
 * read or written goes through here, and no pointer leaves before its range is checked.
 */
final class Memory {

  private final INDArray array; // kept, or ND4J might free what is being read
  private final long address;

  private Memory(INDArray array) {
    this.array = array;
    this.address = address(array);
  }

  /** For reading: where the array lies if its rows follow each other, else a copy. */
  static Memory of(INDArray x) {
    return new Memory(Rows.inOrder(x));
  }

  /**
   * For writing.
   *
   * @throws IllegalArgumentException if the rows don't follow each other in memory
   */
  static Memory inPlace(INDArray x) {
    Preconditions.require(
        Rows.inOrder(x) == x,
        "array %s: its rows don't follow each other in memory, so it can't be written to;"
            + " use dup('c')",
        x);
    return new Memory(x);
  }

  /** Reads numbers as float, whatever floating type they have. */
  void get(long from, float[] to, int count) {
    Objects.checkFromIndexSize(from, count, array.length());
    Objects.checkFromIndexSize(0, count, to.length);
    if (array.dataType() == DataType.FLOAT) {
      keeping(() -> new Floats(address + from * Float.BYTES).get(to, 0, count));
    } else {
      double[] doubles = new double[count];
      get(from, doubles);
      for (int i = 0; i < count; i++) {
        to[i] = (float) doubles[i];
      }
    }
  }

  private void get(long from, double[] to) {
    Objects.checkFromIndexSize(from, to.length, array.length());
    requireType(DataType.DOUBLE);
    keeping(() -> new Doubles(address + from * Double.BYTES).get(to, 0, to.length));
  }

  /** Writes numbers, in the type that the array has. */
  void put(long from, float[] numbers, int count) {
    Objects.checkFromIndexSize(from, count, array.length());
    Objects.checkFromIndexSize(0, count, numbers.length);
    if (array.dataType() == DataType.FLOAT) {
      keeping(() -> new Floats(address + from * Float.BYTES).put(numbers, 0, count));
    } else {
      double[] doubles = new double[count];
      for (int i = 0; i < count; i++) {
        doubles[i] = numbers[i];
      }
      put(from, doubles);
    }
  }

  private void put(long from, double[] numbers) {
    Objects.checkFromIndexSize(from, numbers.length, array.length());
    requireType(DataType.DOUBLE);
    keeping(() -> new Doubles(address + from * Double.BYTES).put(numbers, 0, numbers.length));
  }

  /** All numbers, FLOAT ones as what they are in double. */
  double[] read() {
    double[] numbers = new double[Math.toIntExact(array.length())];
    if (array.dataType() == DataType.DOUBLE) {
      get(0, numbers);
    } else {
      float[] floats = new float[numbers.length];
      get(0, floats, floats.length);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = floats[i];
      }
    }
    return numbers;
  }

  /** Writes all numbers. */
  void write(double[] numbers) {
    Objects.checkFromIndexSize(0, numbers.length, array.length());
    if (array.dataType() == DataType.DOUBLE) {
      put(0, numbers);
    } else {
      float[] floats = new float[numbers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) numbers[i];
      }
      put(0, floats, floats.length);
    }
  }

  /** Writes all numbers of a FLOAT array straight from a file. */
  void write(FloatBuffer numbers) {
    requireType(DataType.FLOAT);
    Objects.checkFromIndexSize(0, numbers.remaining(), array.length());
    keeping(() -> new Floats(address).capacity(numbers.remaining()).asBuffer().put(numbers));
  }

  /** Copies a row of a matrix over a row of another one of the same type. */
  void copyRow(long row, Memory to, long toRow) {
    Objects.checkIndex(row, array.length() / array.size(-1));
    Objects.checkIndex(toRow, to.array.length() / to.array.size(-1));
    to.requireType(array.dataType());
    Objects.checkIndex(array.size(-1) - 1, to.array.size(-1));
    long bytes = array.size(-1) * array.dataType().width();
    Pointer source = new Bytes(address + row * bytes);
    Pointer target = new Bytes(to.address + toRow * bytes);
    keeping(() -> to.keeping(() -> Pointer.memcpy(target, source, bytes)));
  }

  private void keeping(Runnable access) {
    try {
      access.run();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void requireType(DataType type) {
    Preconditions.require(
        array.dataType() == type, "expected %s but was %s", type, array.dataType());
  }

  /**
   * A matrix for BLAS, which reads or writes it row by row, each {@code stride} numbers after the
   * one before. Keep the array reachable until BLAS is done.
   */
  static FloatPointer floats(INDArray x, long from, long rows, long columns, long stride) {
    requireInside(x, from, rows, columns, stride);
    return new Floats(address(x) + from * Float.BYTES);
  }

  /** The same for DOUBLE. */
  static DoublePointer doubles(INDArray x, long from, long rows, long columns, long stride) {
    requireInside(x, from, rows, columns, stride);
    return new Doubles(address(x) + from * Double.BYTES);
  }

  /** Checks that the last number of such a matrix is one of the array's, wherever its rows lie. */
  private static void requireInside(INDArray x, long from, long rows, long columns, long stride) {
    long last = 0;
    for (int axis = 0; axis < x.rank(); axis++) {
      last += (x.size(axis) - 1) * x.stride(axis);
    }
    Objects.checkFromToIndex(from, from + (rows - 1) * stride + columns, last + 1);
  }

  private static long address(INDArray x) {
    return x.data().pointer().address() + x.offset() * x.dataType().width();
  }

  /** A pointer that owns nothing: JavaCPP's own copies keep a record of each in a locked list. */
  private static final class Floats extends FloatPointer {
    Floats(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  private static final class Doubles extends DoublePointer {
    Doubles(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  private static final class Bytes extends BytePointer {
    Bytes(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
