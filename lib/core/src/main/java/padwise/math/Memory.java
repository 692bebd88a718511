package padwise.math;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of one FLOAT array in row-major order, in native memory. Every number is read or
 * written here or through {@link Matrix}, and no pointer leaves before its range is checked.
 */
final class Memory {

  private final INDArray array; // kept, or ND4J might free what is being read
  private final long address;

  private Memory(INDArray array) {
    Preconditions.floating("array", array);
    this.array = array;
    this.address = address(array);
  }

  /** For reading: where the array lies if its rows follow each other, else a copy. */
  static Memory of(INDArray x) {
    return new Memory(Rows.inOrder(x));
  }

  /** For writing; refuses an array whose rows don't follow each other in memory. */
  static Memory inPlace(INDArray x) {
    Preconditions.require(
        Rows.inOrder(x) == x,
        "array %s: its rows don't follow each other in memory, so it can't be written to;"
            + " use dup('c')",
        x);
    return new Memory(x);
  }

  void get(long from, float[] to, int count) {
    Objects.checkFromIndexSize(0, count, to.length);
    try {
      numbers(from, count).get(to, 0, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void put(long from, float[] numbers, int count) {
    Objects.checkFromIndexSize(0, count, numbers.length);
    try {
      numbers(from, count).put(numbers, 0, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writes all numbers straight from a file. */
  void put(FloatBuffer numbers) {
    int count = numbers.remaining();
    try {
      numbers(0, count).capacity(count).asBuffer().put(numbers);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Copies a row of a matrix over a row of another one. */
  void copyRow(long row, Memory to, long toRow) {
    long width = array.size(-1);
    try {
      Pointer.memcpy(
          to.numbers(toRow * width, width), numbers(row * width, width), width * Float.BYTES);
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(to);
    }
  }

  private FloatPointer numbers(long from, long count) {
    Objects.checkFromIndexSize(from, count, array.length());
    return new Floats(address + from * Float.BYTES);
  }

  /** A matrix for BLAS, rows {@code stride} apart. Keep the array reachable until BLAS is done. */
  static FloatPointer matrix(INDArray x, long from, long rows, long columns, long stride) {
    long last = 0; // of the array's numbers, wherever its rows lie
    for (int axis = 0; axis < x.rank(); axis++) {
      last += (x.size(axis) - 1) * x.stride(axis);
    }
    Objects.checkFromToIndex(from, from + (rows - 1) * stride + columns, last + 1);
    return new Floats(address(x) + from * Float.BYTES);
  }

  private static long address(INDArray x) {
    Preconditions.require(
        isAlive(x),
        "array %s: its memory is gone, since it was closed, or made in an arena, such as a step of"
            + " training, that is over; keep a number, or a copy (detach())",
        x);
    return x.data().pointer().address() + x.offset() * Float.BYTES;
  }

  private static boolean isAlive(INDArray x) {
    MemoryWorkspace arena = x.isAttached() ? x.data().getParentWorkspace() : null;
    return !x.wasClosed()
        && (arena == null
            || (arena.isScopeActive() && arena.getGenerationId() == x.data().getGenerationId()));
  }

  /** A pointer that owns nothing: JavaCPP's own copies keep a record of each in a locked list. */
  private static final class Floats extends FloatPointer {
    Floats(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
