package padwise.view;

import java.util.BitSet;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads arrays, and says what is wrong with them. */
final class Matrix {

  private static final int MOST = 128;

  private Matrix() {}

  /** Reads {@code [rows, columns]}; both at least 1 and at most 128. */
  static double[][] of(String name, INDArray array, int rows, int columns) {
    String expected = name + ": expected [" + rows + ", " + columns + "] ";
    require(array != null, expected + "but was null");
    require(
        array.rank() == 2 && array.size(0) == rows && array.size(1) == columns,
        expected
            + "as many as there are labels, but was "
            + java.util.Arrays.toString(array.shape()));
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

  /** The places where a mask of {@code [length]} is 0. */
  static BitSet pads(INDArray mask, int length) {
    require(
        mask != null && mask.length() == length,
        "mask: expected [" + length + "], one for each token, but was " + shape(mask));
    BitSet pads = new BitSet();
    for (int i = 0; i < length; i++) {
      double value = mask.getDouble(i);
      require(
          value == 0 || value == 1,
          "mask: expected 1 (real) or 0 (padding) but was " + value + " at " + i);
      pads.set(i, value == 0);
    }
    return pads;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static String shape(INDArray array) {
    return array == null ? "null" : java.util.Arrays.toString(array.shape());
  }
}
