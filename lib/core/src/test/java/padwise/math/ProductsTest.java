package padwise.math;

import static padwise.Gradients.normal;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Loops;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Variable;

class ProductsTest {

  static List<Arguments> pairs() {
    INDArray big = normal(20, 5, 6, 7);
    INDArray part =
        big.get(
            NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 5), NDArrayIndex.interval(1, 5));
    return List.of(
        Arguments.of("matrices", normal(1, 3, 4), normal(2, 4, 5)),
        Arguments.of("one number each", normal(1, 1, 1), normal(2, 1, 1)),
        Arguments.of("a row and a column", normal(1, 1, 4), normal(2, 4, 1)),
        Arguments.of("a column and a row", normal(1, 4, 1), normal(2, 1, 4)),
        Arguments.of("many and one", normal(3, 2, 3, 4), normal(4, 4, 5)),
        Arguments.of("a single one of rank 3 and one", normal(3, 1, 1, 4), normal(4, 4, 5)),
        Arguments.of("rank 3", normal(5, 2, 3, 4), normal(6, 2, 4, 5)),
        Arguments.of("rank 4 and one", normal(7, 2, 3, 4, 5), normal(8, 5, 2)),
        Arguments.of("rank 4", normal(7, 2, 3, 4, 5), normal(8, 2, 3, 5, 4)),
        Arguments.of("rank 4 of single tokens", normal(7, 2, 3, 1, 5), normal(8, 2, 3, 5, 1)),
        Arguments.of("transposed left", normal(9, 4, 3).transpose(), normal(10, 4, 5)),
        Arguments.of("transposed right", normal(9, 3, 4), normal(10, 5, 4).transpose()),
        Arguments.of("column-major", normal(9, 3, 4).dup('f'), normal(10, 4, 5).dup('f')),
        Arguments.of(
            "permuted heads", normal(11, 2, 4, 3, 5).permute(0, 2, 1, 3), normal(12, 2, 3, 5, 4)),
        Arguments.of(
            "permuted keys", normal(11, 2, 3, 4, 5), normal(12, 2, 3, 4, 5).permute(0, 1, 3, 2)),
        Arguments.of("a part of something larger", part, normal(13, 4, 3)),
        Arguments.of("parts on both sides", part, part.permute(0, 2, 1)),
        Arguments.of("larger ones", normal(14, 2, 70, 33), normal(15, 2, 33, 65)),
        Arguments.of(
            "permuted values", normal(11, 2, 3, 4, 6), normal(12, 2, 6, 3, 5).permute(0, 2, 1, 3)),
        // Enough work for several threads.
        Arguments.of("very many", normal(16, 20, 10, 60, 50).mul(0.1), normal(17, 20, 10, 50, 60)),
        Arguments.of("very many and one", normal(18, 3, 301, 50).mul(0.1), normal(19, 50, 900)),
        Arguments.of("large ones", normal(20, 50, 801).mul(0.1).transpose(), normal(21, 50, 900)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void a_product_is_the_loop(String name, INDArray a, INDArray b) {
    assertThatTensor(Products.matmul(a, b)).isCloseTo(loop(a, b), 1e-5).everywhere();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void an_affine_product_is_the_loop_plus_a_row(String name, INDArray a, INDArray b) {
    if (b.rank() == 2) {
      INDArray bias = normal(30, b.size(1));
      INDArray expected = Products.matmul(a, b).add(bias.reshape(ones(a.rank(), b.size(1))));
      assertThatTensor(Products.affine(a, b, bias)).isCloseTo(expected, 1e-5).everywhere();
      INDArray columns = Products.columns(a, expected);
      INDArray flat = a.dup('c').reshape(-1, a.size(-1)).transpose();
      assertThatTensor(columns)
          .isCloseTo(Products.matmul(flat, expected.reshape(-1, b.size(1))), 1e-5)
          .everywhere();
    }
  }

  private static long[] ones(int rank, long last) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[rank - 1] = last;
    return shape;
  }

  @Test
  void a_zero_never_hides_a_nan() {
    INDArray nan = normal(1, 4, 5).div(0).sub(normal(1, 4, 5).div(0)); // ∞ - ∞
    assertThatTensor(Products.matmul(normal(2, 3, 4).mul(0), nan)).isNaN().everywhere();
  }

  @Test
  void shapes_that_do_not_fit_are_named() {
    INDArray left = normal(1, 2, 3);
    INDArray right = normal(2, 3, 4);
    mismatch(left, normal(2, 4, 5), "right: expected FLOAT [3, 5] but was FLOAT [4, 5]");
    mismatch(normal(1, 2, 3, 4), normal(2, 3, 4, 5), "FLOAT [2, 4, 5] but was FLOAT [3, 4, 5]");
    mismatch(left, normal(2, 2, 3, 4), "right: expected FLOAT [3, 4] but was FLOAT [2, 3, 4]");
    mismatch(normal(1, 3), right, "left: expected FLOAT [.., M, K] but was FLOAT [3]");
    refused(() -> Products.affine(left, right, normal(3, 3)), "bias: expected FLOAT [4] but was");
    INDArray doubles = right.castTo(DataType.DOUBLE);
    mismatch(left, doubles, "but was DOUBLE [3, 4]; use castTo(DataType.FLOAT)");
    mismatch(left.castTo(DataType.INT32), right, "INT");
  }

  @Test
  void a_result_without_room_says_how_much_it_takes() {
    INDArray tall = Nd4j.ones(DataType.FLOAT, 1, 50_000, 1);
    INDArray wide = Nd4j.ones(DataType.FLOAT, 1, 1, 50_000);
    Variable x = Variable.constant(tall);
    mismatch(tall, wide, "[1, 50000, 50000] take 10.0 GB of memory");
    mismatch(tall, wide.reshape(1, 50_000), "[1, 50000, 50000] take 10.0 GB of memory");
    refused(() -> Products.columns(wide, wide), "[50000, 50000] take 10.0 GB of memory");
    refused(() -> x.plus(Variable.constant(wide)), "[1, 50000, 50000] take 10.0 GB of memory");
    refused(() -> Rows.gather(Nd4j.ones(2, 50_000), new int[50_000]), "10.0 GB of memory");
    refused(
        () -> MultiHeadAttention.random(4, 2, 1).forward(repeated(x), AttentionMask.none()),
        "[1, 2, 50000, 50000] take 20.0 GB of memory");
    INDArray numbers = Nd4j.create(DataType.BOOL, 50_000, 6_000); // 0.3 GB
    refused(() -> Rows.read(numbers), "x: [50000, 6000] take 2.4 GB of memory");
  }

  private static Variable repeated(Variable x) {
    return x.times(Variable.constant(Nd4j.ones(DataType.FLOAT, 1, 1, 4)));
  }

  private static void mismatch(INDArray a, INDArray b, String words) {
    refused(() -> Products.matmul(a, b), words);
  }

  private static INDArray loop(INDArray a, INDArray b) {
    int rows = (int) a.size(-2);
    int shared = (int) a.size(-1);
    int columns = (int) b.size(-1);
    double[][] left = Loops.rows(a);
    double[][] right = Loops.rows(b);
    double[][] product = new double[left.length][];
    for (int i = 0; i < left.length; i++) {
      int from = b.rank() == 2 ? 0 : i / rows * shared;
      double[][] matrix = Arrays.copyOfRange(right, from, from + shared);
      product[i] = Loops.affine(new double[][] {left[i]}, matrix, new double[columns])[0];
    }
    long[] shape = a.shape().clone();
    shape[shape.length - 1] = columns;
    return Loops.array(product).reshape('c', shape);
  }
}
