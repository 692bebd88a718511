package padwise.math;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The one place that touches the memory behind an array: whole copies, in and out. */
final class Memory {

  private Memory() {}

  static double[] read(INDArray x) {
    if (x.isEmpty()) {
      return new double[0];
    }
    INDArray rows = Rows.inOrder(x);
    try {
      double[] values = new double[Math.toIntExact(x.length())];
      if (x.dataType() == DataType.DOUBLE) {
        doubles(rows, rows.offset()).get(values);
      } else if (x.dataType() == DataType.FLOAT) {
        float[] singles = singles(rows);
        for (int i = 0; i < values.length; i++) {
          values[i] = singles[i];
        }
      } else {
        return x.dup('c').data().asDouble();
      }
      return values;
    } finally {
      Reference.reachabilityFence(rows); // or ND4J might free what is being read
    }
  }

  static float[] singles(INDArray x) {
    INDArray rows = Rows.inOrder(x);
    try {
      float[] values = new float[Math.toIntExact(x.length())];
      floats(rows, rows.offset()).get(values);
      return values;
    } finally {
      Reference.reachabilityFence(rows);
    }
  }

  /** Some rows of a matrix, one after the other; the others are not read. */
  static INDArray rows(INDArray table, int[] rows) {
    if (rows.length == 0) {
      return Nd4j.empty(table.dataType());
    }
    INDArray found = Nd4j.createUninitialized(table.dataType(), rows.length, table.size(1));
    long[] from = Arrays.stream(rows).mapToLong(row -> row).toArray();
    long[] to = LongStream.range(0, rows.length).toArray();
    copy(Rows.inOrder(table), from, found, to);
    return found;
  }

  /** Writes rows of a matrix into those rows of a table. */
  static void put(INDArray matrix, int[] rows, INDArray table) {
    if (rows.length == 0) {
      return;
    }
    long[] from = LongStream.range(0, rows.length).toArray();
    long[] to = Arrays.stream(rows).mapToLong(row -> row).toArray();
    copy(Rows.inOrder(matrix), from, table, to);
  }

  private static void copy(INDArray source, long[] from, INDArray target, long[] to) {
    try {
      long bytes = source.size(-1) * source.dataType().width();
      Pointer in = new Bytes(source);
      Pointer out = new Bytes(target);
      long first = source.offset() * source.dataType().width();
      long into = target.offset() * source.dataType().width();
      for (int i = 0; i < from.length; i++) {
        Pointer.memcpy(
            out.position(into + to[i] * bytes), in.position(first + from[i] * bytes), bytes);
      }
    } finally {
      Reference.reachabilityFence(source); // or ND4J might free what is being read
      Reference.reachabilityFence(target);
    }
  }

  /** Fills {@code [.., N]} with one row of the same type. */
  static void repeat(INDArray row, INDArray to) {
    INDArray source = Rows.inOrder(row);
    try {
      int width = Math.toIntExact(row.length());
      if (to.dataType() == DataType.FLOAT) {
        FloatPointer from = floats(source, source.offset());
        float[] values = new float[Math.max(1, 1024 / width) * width];
        for (int i = 0; i < values.length; i += width) {
          from.get(values, i, width);
        }
        FloatPointer rows = floats(to, 0);
        for (int i = 0; i < to.length(); i += values.length) {
          rows.position(to.offset() + i)
              .put(values, 0, (int) Math.min(values.length, to.length() - i));
        }
      } else {
        double[] values = new double[width];
        doubles(source, source.offset()).get(values);
        for (int i = 0; i < to.length(); i += width) {
          doubles(to, to.offset() + i).put(values);
        }
      }
    } finally {
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(to);
    }
  }

  static INDArray write(double[] values, DataType type, long... shape) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }
    INDArray x = Nd4j.createUninitialized(type, shape, 'c');
    if (type == DataType.DOUBLE) {
      doubles(x, x.offset()).put(values);
    } else {
      float[] singles = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        singles[i] = (float) values[i];
      }
      floats(x, x.offset()).put(singles);
    }
    return x;
  }

  /** An array of these numbers, which are copied once. */
  static INDArray of(FloatBuffer values, long... shape) {
    INDArray x = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    try {
      floats(x, x.offset()).capacity(values.remaining()).asBuffer().put(values);
      return x;
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static FloatPointer floats(INDArray x, long offset) {
    return new Floats(x.data().pointer().address() + offset * Float.BYTES);
  }

  static DoublePointer doubles(INDArray x, long offset) {
    return new Doubles(x.data().pointer().address() + offset * Double.BYTES);
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
    Bytes(INDArray x) {
      super((Pointer) null);
      this.address = x.data().pointer().address();
    }
  }
}
