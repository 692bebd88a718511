package padwise.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Gradients.normal;
import static padwise.Refused.refused;
import static padwise.Refused.stopped;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.Gradients;

class VariableTest {

  private static final INDArray KEEP = Nd4j.createFromArray(new int[][] {{1, 0, 1}, {0, 1, 1}});
  private static final Variable ROW = Variable.constant(normal(50, 4));
  private static final INDArray IDS = Nd4j.createFromArray(new int[][] {{1, 3, 1}, {0, 2, 1}});

  static List<Arguments> operations() {
    return List.of(
        binary("matmul of matrices", Variable::matmul, normal(1, 3, 4), normal(2, 4, 2)),
        binary("matmul of many and one", Variable::matmul, normal(3, 2, 3, 4), normal(4, 4, 5)),
        binary("matmul of rank 3", Variable::matmul, normal(3, 2, 3, 4), normal(4, 2, 4, 5)),
        binary("matmul of rank 4", Variable::matmul, normal(5, 2, 2, 3, 4), normal(6, 2, 2, 4, 3)),
        binary("matmul of one number", Variable::matmul, normal(5, 1, 1, 1), normal(6, 1, 1, 1)),
        binary("plus", Variable::plus, normal(7, 2, 3), normal(8, 2, 3)),
        binary("plus a row", Variable::plus, normal(9, 2, 3, 4), normal(10, 4)),
        binary("plus a mask row", Variable::plus, normal(11, 2, 2, 3, 3), normal(12, 2, 1, 1, 3)),
        binary("plus, the larger one last", Variable::plus, normal(13, 4), normal(14, 2, 3, 4)),
        binary("times", Variable::times, normal(15, 2, 3), normal(16, 2, 3)),
        binary("times a row", Variable::times, normal(17, 2, 3, 4), normal(18, 4)),
        binary("times a column", Variable::times, normal(19, 2, 3), normal(20, 2, 1)),
        unary("times a number", x -> x.times(-2.5), normal(21, 2, 3)),
        unary("sum", Variable::sum, normal(22, 2, 3)),
        unary("softmax", Variable::softmax, normal(23, 2, 3, 4)),
        ternary("layer norm", (x, g, b) -> x.layerNorm(g, b, 1e-12), normal(40, 4), normal(41, 4)),
        ternary("epsilon 0.5", (x, g, b) -> x.layerNorm(g, b, 0.5), normal(40, 4), normal(41, 4)),
        ternary("affine", Variable::affine, normal(43, 4, 5), normal(44, 5)),
        ternary(
            "affine with a transposed weight",
            (x, weight, bias) -> x.affine(weight.transposed(), bias),
            normal(43, 5, 4),
            normal(44, 5)),
        unary("gelu", Variable::gelu, normal(35, 2, 3, 4).mul(2)),
        binary(
            "matmul with a transposed cut",
            VariableTest::cut,
            normal(36, 2, 3, 8),
            normal(37, 4, 3)),
        unary("where", x -> x.where(KEEP), normal(26, 2, 3, 4)),
        unary("lookup", x -> x.lookup(IDS), normal(27, 5, 4)),
        unary("reshape", x -> x.reshape(3, 4), normal(28, 2, 6)),
        unary("permute", x -> x.permute(2, 0, 1), normal(29, 2, 3, 4)),
        unary("permute there and on", x -> x.permute(0, 2, 1, 3), normal(30, 2, 3, 2, 2)),
        unary("transposed", Variable::transposed, normal(31, 2, 3, 4)),
        unary("chunk", x -> mixed(x.chunk(3)), normal(32, 2, 2, 6)),
        unary("one variable used twice", x -> x.times(x).plus(x), normal(33, 2, 3)),
        unary("a curve of many steps", x -> x.softmax().matmul(x.transposed()), normal(34, 3, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void the_gradient_is_what_finite_differences_measure(
      String name, Function<List<Variable>, Variable> operation, INDArray[] inputs) {
    Gradients.check(operation, inputs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 5000}) // 5000: a row longer than a block
  void gradients_of_a_layer_norm_are_its_formula(int width) {
    INDArray x = normal(1, 2, 150, width).mul(3).add(2);
    INDArray gain = normal(2, width);
    INDArray dy = normal(4, 2, 150, width);
    Variable in = Variable.parameter(x.castTo(DataType.FLOAT));
    Variable stretch = Variable.parameter(gain.castTo(DataType.FLOAT));
    Variable shift = Variable.parameter(normal(3, width).castTo(DataType.FLOAT));
    Variable slope = Variable.constant(dy.castTo(DataType.FLOAT));
    in.layerNorm(stretch, shift, 1e-5).times(slope).sum().backward();

    INDArray mean = x.mean(true, 2);
    INDArray centred = x.sub(mean);
    INDArray scale = Transforms.pow(centred.mul(centred).mean(true, 2).add(1e-5), -0.5);
    INDArray normal = centred.mul(scale);
    INDArray by = dy.mul(gain.reshape(1, 1, width));
    INDArray wanted =
        by.sub(by.mean(true, 2)).sub(normal.mul(normal.mul(by).mean(true, 2))).mul(scale);
    assertThatTensor(in.gradient()).isCloseTo(wanted, 5e-5).everywhere();
    assertThatTensor(stretch.gradient()).isCloseTo(dy.mul(normal).sum(0, 1), 2e-3).everywhere();
    assertThatTensor(shift.gradient()).isCloseTo(dy.sum(0, 1), 2e-4).everywhere();
  }

  @Test
  void a_random_layer_is_even_between_its_limits() {
    double limit = Math.sqrt(6.0 / (40 + 60));
    INDArray weight = Linear.random(40, 60, 1).weight().value();
    assertThat(weight.maxNumber().doubleValue()).isBetween(0.99 * limit, limit);
    assertThat(weight.minNumber().doubleValue()).isBetween(-limit, -0.99 * limit);
    assertThat(weight.meanNumber().doubleValue()).isBetween(-0.02 * limit, 0.02 * limit);
    assertThat(Linear.random(40, 60, 2).weight().value()).isNotEqualTo(weight);
  }

  @Test
  void parameters_add_gradients_up_and_a_second_call_counts_nothing_twice() {
    Variable x = Variable.parameter(normal(1, 2, 3));
    Variable square = x.times(x);
    square.sum().backward();
    INDArray once = x.gradient().dup();
    square.sum().backward();
    assertThatTensor(x.gradient()).isCloseTo(once.mul(2), 1e-12).everywhere();
    x.clearGradient();
    square.times(3).sum().backward();
    assertThatTensor(x.gradient()).isCloseTo(once.mul(3), 1e-12).everywhere();
  }

  @Test
  void operations_leave_their_arguments_alone() {
    INDArray a = normal(1, 2, 3, 4);
    INDArray before = a.dup();
    Variable x = Variable.parameter(a);
    x.softmax().plus(x.layerNorm(ROW, ROW, 1)).times(2).where(KEEP).times(x).sum().backward();
    assertThatTensor(a).isCloseTo(before, 0).everywhere();
  }

  @Test
  void constants_collect_nothing_and_a_gradient_starts_as_zeros() {
    Variable constant = Variable.constant(normal(1, 2, 3));
    Variable parameter = Variable.parameter(normal(2, 2, 3));
    assertThatTensor(parameter.gradient()).isExactly(0).everywhere();
    constant.times(parameter).sum().backward();
    assertThatTensor(constant.gradient()).isExactly(0).everywhere();
    assertThat(parameter.hasGradient()).isTrue();
    Variable square = constant.times(constant);
    square.sum().backward();
    assertThat(square.hasGradient()).isFalse();
    assertThatTensor(parameter.gradient()).isCloseTo(constant.value(), 0).everywhere();
  }

  @Test
  void inference_records_nothing_and_ends_with_its_work_even_if_that_fails() {
    Variable x = Variable.parameter(normal(1, 2, 3));
    Variable read = Variable.inference(() -> x.times(x).softmax());
    assertThat(read.value()).isEqualTo(x.times(x).softmax().value());
    read.sum().backward();
    assertThatTensor(x.gradient()).isExactly(0).everywhere();
    refused(() -> Variable.inference(() -> x.chunk(2)), "parts");
    x.times(x).sum().backward();
    assertThatTensor(x.gradient()).isCloseTo(x.value().mul(2), 1e-12).everywhere();
  }

  @Test
  void where_selects_so_a_nan_that_is_not_kept_is_gone_from_values_and_gradients() {
    INDArray numbers = normal(1, 2, 3, 4);
    numbers.putScalar(new int[] {0, 1, 2}, Double.NaN);
    numbers.putScalar(new int[] {1, 0, 0}, Double.POSITIVE_INFINITY);
    Variable x = Variable.parameter(numbers);
    Variable kept = x.where(KEEP);
    kept.times(kept).sum().backward();
    assertThatTensor(kept.value()).isExactly(0).whereNotMask(KEEP);
    assertThatTensor(x.gradient()).isExactly(0).whereNotMask(KEEP);
    assertThatTensor(x.gradient()).isCloseTo(numbers.mul(2), 1e-12).whereMask(KEEP);
  }

  @Test
  void bad_input_is_named() {
    Variable x = Variable.parameter(normal(1, 2, 3, 4));
    refused(() -> x.where(KEEP.mul(2)), "keep", "2.0");
    refused(() -> x.where(KEEP.castTo(DataType.FLOAT).sub(1).div(0)), "keep", "NaN");
    refused(() -> x.where(KEEP.reshape(3, 2)), "keep", "[2, 3]", "[3, 2]");
    refused(() -> x.plus(Variable.constant(normal(2, 5))), "[5]", "[2, 3, 4]");
    refused(() -> x.matmul(Variable.constant(normal(2, 5, 4))), "[4, ", "[5, 4]");
    refused(() -> x.chunk(3), "parts", "divides", "[2, 3, 4]", "3");
    Variable table = Variable.parameter(normal(1, 5, 4));
    refused(() -> table.lookup(IDS.add(2)), "ids: 5 is not a row", "0 to 4");
    refused(() -> table.lookup(IDS.sub(1)), "ids: -1 is not a row", "0 to 4");
    refused(() -> table.lookup(Nd4j.empty(DataType.INT32)), "ids", "at least one");
    refused(() -> table.lookup(IDS, 99), "untaught", "99", "-1 to 4");
    refused(() -> x.add(Nd4j.zeros(DataType.DOUBLE, 2, 3, 4)), "part", "DOUBLE", "castTo");
    refused(() -> table.lookup(IDS.castTo(DataType.FLOAT)), "ids", "FLOAT", "castTo");
    stopped(x::backward, "sum()");
    refused(() -> Variable.constant(KEEP), "value", "FLOAT", "INT", "castTo");
    refused(() -> Variable.constant(KEEP.castTo(DataType.BOOL)), "value", "BOOL");
    refused(() -> Variable.constant(KEEP.castTo(DataType.FLOAT16)), "value", "HALF");
    refused(() -> Variable.constant(Nd4j.empty(DataType.FLOAT)), "value", "empty");
    refused(() -> Variable.constant(Nd4j.zeros(DataType.FLOAT, 0, 3)), "value", "empty [0, 3]");
    Variable number = x.sum();
    refused(() -> number.permute(0), "axes", "[0]");
    refused(() -> x.permute(0, 0, 1), "axes", "[0, 0, 1]", "[2, 3, 4]");
    refused(() -> x.permute(0, 1), "axes", "[0, 1]", "[2, 3, 4]");
    refused(number::transposed, "two axes");
    refused(() -> number.chunk(1), "parts");
    refused(number::softmax, "x", "[.., N]", "[]");
    refused(() -> number.matmul(number), "left", "[]");
    refused(() -> x.reshape(5, 5), "shape", "[5, 5]", "[2, 3, 4]");
    refused(() -> x.reshape(-6, -4), "shape", "[-6, -4]");
    refused(() -> x.reshape((1L << 61) + 3, 8), "shape", "[2305843009213693955, 8]"); // 2⁶⁴ + 24
    refused(() -> x.reshape(), "shape", "[]");
    refused(() -> x.lookup(IDS), "table", "[N, D]", "[2, 3, 4]"); // a forgotten reshape
    refused(() -> x.layerNorm(ROW.chunk(2).get(0), ROW, 1), "gain", "[4]", "[2]");
    refused(() -> x.layerNorm(ROW, ROW.reshape(1, 4), 1), "bias", "[1, 4]");
  }

  private static Variable cut(Variable x, Variable other) { // views all the way into the product
    return x.chunk(2).get(1).matmul(other).permute(0, 2, 1);
  }

  private static Variable mixed(List<Variable> parts) {
    return parts.get(0).times(parts.get(1)).plus(parts.get(2).times(0.5));
  }

  private interface Ternary {
    Variable of(Variable x, Variable second, Variable third);
  }

  private static Arguments ternary(String name, Ternary operation, INDArray b, INDArray c) {
    Function<List<Variable>, Variable> all = in -> operation.of(in.get(0), in.get(1), in.get(2));
    return Arguments.of(name, all, new INDArray[] {normal(42, 2, 3, 4), b, c});
  }

  private static Arguments unary(String name, Function<Variable, Variable> operation, INDArray x) {
    Function<List<Variable>, Variable> all = inputs -> operation.apply(inputs.get(0));
    return Arguments.of(name, all, new INDArray[] {x});
  }

  private static Arguments binary(
      String name, java.util.function.BinaryOperator<Variable> operation, INDArray a, INDArray b) {
    Function<List<Variable>, Variable> all =
        inputs -> operation.apply(inputs.get(0), inputs.get(1));
    return Arguments.of(name, all, new INDArray[] {a, b});
  }
}
