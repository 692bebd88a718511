package padwise.lesson.heldout;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Some wrong answers to {@code cosine}, by misconception. */
public final class Cosine {
  private Cosine() {}

  // forgets the first length
  public static Double by_the_second_length(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue() / b.norm2Number().doubleValue();
  }

  // the angle itself, in radians
  public static Double the_angle(INDArray a, INDArray b) {
    double dot = a.mul(b).sumNumber().doubleValue();
    double cosine = dot / (a.norm2Number().doubleValue() * b.norm2Number().doubleValue());
    return Math.acos(Math.max(-1, Math.min(1, cosine)));
  }

  // adds the lengths
  public static Double by_the_sum_of_lengths(INDArray a, INDArray b) {
    double dot = a.mul(b).sumNumber().doubleValue();
    return dot / (a.norm2Number().doubleValue() + b.norm2Number().doubleValue());
  }

  // sums of absolute values in place of lengths
  public static Double by_the_wrong_norm(INDArray a, INDArray b) {
    double dot = a.mul(b).sumNumber().doubleValue();
    return dot / (a.norm1Number().doubleValue() * b.norm1Number().doubleValue());
  }

  // Euclid's distance
  public static Double how_far_apart(INDArray a, INDArray b) {
    return a.distance2(b);
  }
}
