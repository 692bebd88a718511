package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Variable;
import padwise.math.Rows;

/**
 * Compares gradients with finite differences. Results are floats, so steps are large and
 * differences of fourth order: two pairs of points cancel what a curve adds to one pair.
 */
public final class Gradients {

  private static final double STEP = 0.02;
  private static final double RELATIVE = 1e-3;
  private static final double ROUNDING = 3e-4; // what differences of floats this close are off by

  private Gradients() {}

  /** An array of standard normal numbers. */
  public static INDArray normal(long seed, long... shape) {
    return Ragged.normal(new Random(seed), shape);
  }

  /**
   * Moves every number of every input a little and asks whether the result moves as the gradient
   * says. The result is multiplied by random numbers and added up first.
   */
  public static void check(Function<List<Variable>, Variable> operation, INDArray... inputs) {
    List<Variable> variables = Stream.of(inputs).map(Variable::parameter).toList();
    Variable result = operation.apply(variables);
    result.times(Variable.constant(slope(result))).sum().backward();
    for (int i = 0; i < inputs.length; i++) {
      INDArray gradient = variables.get(i).gradient();
      assertThat(gradient.shape()).isEqualTo(inputs[i].shape());
      double[] slopes = Rows.read(gradient);
      assertThat(Arrays.stream(slopes).anyMatch(s -> s != 0))
          .as("input %d moves nothing", i)
          .isTrue();
      for (int element = 0; element < slopes.length; element++) {
        double near = pair(operation, inputs, i, element, STEP);
        double far = pair(operation, inputs, i, element, 2 * STEP);
        double measured = (8 * near - far) / (12 * STEP);
        assertThat(slopes[element])
            .as("input %d, element %d", i, element)
            .isCloseTo(measured, within(RELATIVE * Math.abs(measured) + ROUNDING));
      }
    }
  }

  private static double pair(
      Function<List<Variable>, Variable> operation, INDArray[] inputs, int i, int at, double by) {
    return moved(operation, inputs, i, at, by) - moved(operation, inputs, i, at, -by);
  }

  private static double moved(
      Function<List<Variable>, Variable> operation, INDArray[] inputs, int i, int at, double by) {
    double[] values = Rows.read(inputs[i]);
    values[at] += by;
    List<Variable> variables = new ArrayList<>(Stream.of(inputs).map(Variable::constant).toList());
    variables.set(i, Variable.constant(Rows.write(values, inputs[i])));
    Variable result = operation.apply(variables);
    double[] numbers = Rows.read(result.value());
    double[] slopes = Rows.read(slope(result));
    double sum = 0; // in double: in float, the others' digits would drown the small difference
    for (int n = 0; n < numbers.length; n++) {
      sum += numbers[n] * slopes[n];
    }
    return sum;
  }

  private static INDArray slope(Variable result) {
    return normal(99, result.value().shape());
  }
}
