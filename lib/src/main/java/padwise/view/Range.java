package padwise.view;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the values of an array lie.
 *
 * @param min the smallest finite value, NaN if there is none
 * @param max the largest finite value, NaN if there is none
 * @param nans how many are NaN
 * @param infinities how many are ∞ or −∞
 */
record Range(double min, double max, long nans, long infinities) {

  static Range of(INDArray array) {
    return of(array.castTo(DataType.DOUBLE).dup().data().asDouble());
  }

  static Range of(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    long nans = Arrays.stream(values).filter(Double::isNaN).count();
    return new Range(
        Arrays.stream(finite).min().orElse(Double.NaN),
        Arrays.stream(finite).max().orElse(Double.NaN),
        nans,
        values.length - finite.length - nans);
  }

  /** The largest distance from zero, 1 if there is nothing but zeros. */
  double limit() {
    double limit = Math.max(Math.abs(min), Math.abs(max));
    return limit > 0 ? limit : 1;
  }

  @Override
  public String toString() {
    String finite =
        Double.isNaN(min)
            ? "no finite value"
            : min == max
                ? "all " + Numbers.text(min)
                : "values from " + Numbers.text(min) + " to " + Numbers.text(max);
    return finite + count(nans, "NaN") + count(infinities, "infinite");
  }

  private static String count(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }
}
