package padwise.math;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
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
        float[] singles = new float[values.length];
        floats(rows, rows.offset()).get(singles);
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

  /** Some rows of a matrix, one after the other; the others are not read. */
  static INDArray rows(INDArray table, int[] rows) {
    INDArray source = Rows.inOrder(table);
    try {
      int width = Math.toIntExact(table.size(1));
      INDArray found = Nd4j.createUninitialized(table.dataType(), rows.length, width);
      if (table.dataType() == DataType.DOUBLE) {
        double[] values = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
          doubles(source, source.offset() + (long) rows[i] * width).get(values, i * width, width);
        }
        doubles(found, found.offset()).put(values);
      } else {
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
          floats(source, source.offset() + (long) rows[i] * width).get(values, i * width, width);
        }
        floats(found, found.offset()).put(values);
      }
      return found;
    } finally {
      Reference.reachabilityFence(source);
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
      floats(x, x.offset()).asBuffer().put(values);
      return x;
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  static FloatPointer floats(INDArray x, long offset) {
    return new FloatPointer(x.data().pointer()).position(offset);
  }

  static DoublePointer doubles(INDArray x, long offset) {
    return new DoublePointer(x.data().pointer()).position(offset);
  }
}
