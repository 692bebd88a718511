package padwise.lesson.answers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One right answer and some wrong ones to {@code cosine}, by misconception. */
public final class Cosine {
  private Cosine() {}

  // normalises first
  public static Double right(INDArray a, INDArray b) {
    INDArray one = a.div(a.norm2Number());
    INDArray other = b.div(b.norm2Number());
    return one.mul(other).sumNumber().doubleValue();
  }

  // forgets the second length
  public static Double by_the_first_length(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue() / a.norm2Number().doubleValue();
  }

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
}
