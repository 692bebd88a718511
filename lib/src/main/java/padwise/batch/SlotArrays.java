package padwise.batch;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays with one whole number for each slot, INT32 {@code [B, T]}. */
final class SlotArrays {
  private SlotArrays() {}

  /** B rows of T numbers as an array. */
  static INDArray of(List<List<Integer>> rows) {
    return Nd4j.createFromArray(
        rows.stream()
            .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  static void require(String name, INDArray array, long... shape) {
    if (array == null) {
      throw new IllegalArgumentException(name + ": was null; expected " + Arrays.toString(shape));
    }
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "%s: expected %s but was %s; all parts of a batch share B and T"
              .formatted(name, Arrays.toString(shape), Arrays.toString(array.shape())));
    }
    if (array.dataType() != DataType.INT32) {
      throw new IllegalArgumentException(
          "%s: expected INT32 but was %s; use castTo(DataType.INT32)"
              .formatted(name, array.dataType()));
    }
  }

  static void requireMask(INDArray mask, long... shape) {
    require("attentionMask", mask, shape);
    for (int value : mask.dup().data().asInt()) {
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            "attentionMask: expected only 1 (real) and 0 (padding) but found " + value);
      }
    }
  }
}
