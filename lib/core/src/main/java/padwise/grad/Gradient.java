package padwise.grad;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;
import padwise.math.Rows;

/** Gradients of many weights as one arrow, DOUBLE {@code [N]}: where a step goes, and how far. */
public record Gradient(INDArray numbers) {

  public Gradient {
    Preconditions.shapes("numbers DOUBLE [N]; Gradient.of(weights, backward)", numbers);
  }

  /**
   * Takes what {@code backward} hands to these weights, each once; then forgets their gradients.
   *
   * @param backward such as {@code () -> loss.mean().backward()}, or several, which add up
   */
  public static Gradient of(List<Variable> weights, Runnable backward) {
    Preconditions.given("weights, backward", weights, backward);
    List<Variable> distinct = weights.stream().distinct().toList();
    distinct.forEach(Variable::clearGradient);
    backward.run();
    double[] all =
        distinct.stream()
            .flatMapToDouble(weight -> Arrays.stream(Rows.read(weight.gradient())))
            .toArray();
    distinct.forEach(Variable::clearGradient);
    return new Gradient(Nd4j.createFromArray(all));
  }

  /** Both added up, as workers do with their parts. */
  public Gradient plus(Gradient other) {
    requireLike(other);
    return new Gradient(numbers.add(other.numbers));
  }

  /** The length: the root of its squares' sum. */
  public double length() {
    return Math.sqrt(DoubleStream.of(Rows.read(numbers)).map(x -> x * x).sum());
  }

  /** The angle to a gradient of the same weights, 0 to 180 degrees; zeros, NaN and ∞ have none. */
  public double angle(Gradient other) {
    requireLike(other);
    double ownLength = length();
    double otherLength = other.length();
    Preconditions.require(
        ownLength * otherLength > 0 && Double.isFinite(ownLength * otherLength),
        "other: a gradient of zeros, or with NaN or ∞, has no direction; did anything count?");
    double[] one = Rows.read(numbers);
    double[] two = Rows.read(other.numbers);
    double apart = 0; // between the tips, both at length 1: exact for small angles, as acos is not
    double around = 0; // the same to the other's opposite
    for (int i = 0; i < one.length; i++) {
      apart += Math.pow(one[i] / ownLength - two[i] / otherLength, 2);
      around += Math.pow(one[i] / ownLength + two[i] / otherLength, 2);
    }
    return Math.toDegrees(2 * Math.atan2(Math.sqrt(apart), Math.sqrt(around)));
  }

  private void requireLike(Gradient other) {
    Preconditions.require(
        other != null && numbers.length() == other.numbers.length(),
        "other: expected a gradient of the same %s numbers but was %s; take both from one model",
        numbers.length(),
        other == null ? null : other.numbers);
  }
}
