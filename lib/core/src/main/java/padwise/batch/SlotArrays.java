package padwise.batch;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;

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
    String expected = Arrays.toString(shape);
    Preconditions.require(array != null, "%s: was null; expected %s", name, expected);
    Preconditions.require(
        Arrays.equals(array.shape(), shape),
        "%s: expected %s but was %s; all parts of a batch share B and T",
        name,
        expected,
        array);
    Preconditions.int32(name, array);
  }

  static void requireMask(INDArray mask, long... shape) {
    require("attentionMask", mask, shape);
    Preconditions.binary("attentionMask", mask, "1 (real) and 0 (padding)");
  }
}
