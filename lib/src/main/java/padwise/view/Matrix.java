package padwise.view;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads arrays, and says what is wrong with them. */
final class Matrix {

  private static final int MOST = 128;

  private Matrix() {}

  /** Reads {@code [rows, columns]}; both at least 1 and at most 128. */
  static double[][] of(String name, INDArray array, int rows, int columns) {
    String expected = name + ": expected [" + rows + ", " + columns + "] ";
    require(
        array != null && Arrays.equals(array.shape(), new long[] {rows, columns}),
        expected + "as many as there are labels, but was " + shape(array));
    require(
        Math.max(rows, columns) <= MOST,
        expected + "but a picture holds at most " + MOST + " rows and columns; show a part");
    double[][] values = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row][column] = array.getDouble(row, column);
      }
    }
    return values;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static String shape(INDArray array) {
    return array == null ? "null" : Arrays.toString(array.shape());
  }
}
