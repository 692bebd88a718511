package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static padwise.TensorAssert.assertThatTensor;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TensorAssertTest {

  private final INDArray numbers = Nd4j.createFromArray(new double[][] {{1, 2}, {3, Double.NaN}});
  private final INDArray other = Nd4j.createFromArray(new double[][] {{1, 2.5}, {3, Double.NaN}});
  private final INDArray firstRow = Nd4j.createFromArray(1, 0);
  private final INDArray firstColumn = Nd4j.createFromArray(new int[][] {{1, 0}});
  private final INDArray nothing = Nd4j.createFromArray(0, 0);

  @Test
  void a_mask_says_which_numbers_count() {
    assertThatTensor(numbers).isCloseTo(other, 0.5).whereMask(firstRow);
    assertThatTensor(numbers).isCloseTo(other, 1e-9).whereMask(firstColumn);
    assertThatTensor(numbers).isExactly(1).whereMask(firstRow.reshape(2, 1).mul(firstColumn));
    assertThatTensor(numbers.getRow(0)).isCloseTo(other.getRow(0), 0.5).everywhere();
    assertThatTensor(numbers.getColumn(1).getScalar(1)).isNaN().everywhere();
  }

  @Test
  void what_differs_is_named_with_its_place() {
    fails(
        () -> assertThatTensor(numbers).isCloseTo(other, 0.4).whereMask(firstRow),
        "2.0 at [0, 1]",
        "2.5");
    fails(() -> assertThatTensor(numbers).isExactly(1).whereMask(firstColumn), "3.0 at [1, 0]");
    fails(() -> assertThatTensor(numbers).isNaN().everywhere(), "1.0 at [0, 0]");
  }

  @Test
  void nan_is_close_to_nothing() {
    fails(() -> assertThatTensor(numbers).isCloseTo(numbers, 9).everywhere(), "NaN at [1, 1]");
    fails(() -> assertThatTensor(numbers).isExactly(Double.NaN).whereNotMask(firstRow), "3.0");
  }

  @Test
  void a_mask_that_picks_nothing_and_a_wrong_shape_fail() {
    fails(() -> assertThatTensor(numbers).isExactly(1).whereMask(nothing), "picks no element");
    fails(() -> assertThatTensor(numbers).isCloseTo(firstRow, 1).everywhere(), "[2]", "[2, 2]");
  }

  private static void fails(Runnable assertion, String... words) {
    assertThatThrownBy(assertion::run)
        .isInstanceOf(AssertionError.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
