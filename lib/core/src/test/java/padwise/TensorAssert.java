package padwise;

import static padwise.math.Rows.read;

import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An assertion that knows tensors.
 *
 * <pre>{@code
 * assertThatTensor(output).isCloseTo(expected, 1e-5).whereMask(batch.attentionMask());
 * assertThatTensor(weights).isExactly(0).whereNotMask(realKeys);
 * }</pre>
 *
 * <p>A mask is laid onto the tensor from its first axis: {@code [B, T]} picks slots of {@code [B,
 * T, D]}, and {@code [B, 1, 1, T]} picks keys of {@code [B, H, T, T]}. It must pick something.
 */
public final class TensorAssert extends AbstractAssert<TensorAssert, INDArray> {

  private TensorAssert(@Nullable INDArray actual) {
    super(actual, TensorAssert.class);
  }

  /** Starts an assertion. */
  @CheckReturnValue
  public static TensorAssert assertThatTensor(@Nullable INDArray actual) {
    return new TensorAssert(actual);
  }

  /** Equal within a tolerance. A NaN is close to nothing, an ∞ to itself. */
  @CheckReturnValue
  public Where isCloseTo(INDArray expected, double tolerance) {
    hasShape(expected.shape());
    return new Where(
        read(expected),
        "be within " + tolerance + " of",
        (is, wanted) -> is.doubleValue() == wanted || Math.abs(is - wanted) <= tolerance);
  }

  /** Equal to one number, to the last bit but for the sign of 0. */
  @CheckReturnValue
  public Where isExactly(double expected) {
    isNotNull();
    double[] wanted = new double[(int) actual.length()];
    Arrays.fill(wanted, expected);
    return new Where(wanted, "be", (is, number) -> is.doubleValue() == number);
  }

  /** Not a number. */
  @CheckReturnValue
  public Where isNaN() {
    isNotNull();
    double[] nothing = new double[(int) actual.length()];
    Arrays.fill(nothing, Double.NaN);
    return new Where(nothing, "be", (is, number) -> is.isNaN());
  }

  /** Has these sizes. */
  public TensorAssert hasShape(long... shape) {
    isNotNull();
    if (!Arrays.equals(actual.shape(), shape)) {
      failWithMessage(
          "expected shape %s but was %s", Arrays.toString(shape), Arrays.toString(actual.shape()));
    }
    return this;
  }

  /** The elements that an assertion is about: say it, or nothing is asserted. */
  public final class Where {
    private final double[] wanted;
    private final String relation;
    private final BiPredicate<Double, Double> right;

    private Where(double[] wanted, String relation, BiPredicate<Double, Double> right) {
      this.wanted = wanted;
      this.relation = relation;
      this.right = right;
    }

    /** All elements. */
    public TensorAssert everywhere() {
      return check(element -> true);
    }

    /** The elements where the mask is 1. */
    public TensorAssert whereMask(INDArray mask) {
      return check(picked(mask, 1));
    }

    /** The elements where the mask is 0. */
    public TensorAssert whereNotMask(INDArray mask) {
      return check(picked(mask, 0));
    }

    private TensorAssert check(IntPredicate picks) {
      double[] numbers = read(actual);
      boolean any = false;
      for (int i = 0; i < numbers.length; i++) {
        any |= picks.test(i);
        if (picks.test(i) && !right.test(numbers[i], wanted[i])) {
          failWithMessage(
              "expected %s at %s to %s %s",
              numbers[i], Arrays.toString(place(i)), relation, wanted[i]);
        }
      }
      if (!any) {
        failWithMessage("the mask picks no element of %s", Arrays.toString(actual.shape()));
      }
      return TensorAssert.this;
    }
  }

  private IntPredicate picked(INDArray mask, double value) {
    double[] picks = read(mask);
    return element -> {
      int[] place = place(element);
      int at = 0;
      for (int axis = 0; axis < mask.rank(); axis++) {
        at = at * (int) mask.size(axis) + (mask.size(axis) == 1 ? 0 : place[axis]);
      }
      return picks[at] == value;
    };
  }

  private int[] place(int element) {
    int[] place = new int[actual.rank()];
    for (int axis = actual.rank() - 1, rest = element; axis >= 0; axis--) {
      place[axis] = rest % (int) actual.size(axis);
      rest /= (int) actual.size(axis);
    }
    return place;
  }
}
