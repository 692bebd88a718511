package padwise.view;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/** Where numbers lie: the finite ones, how many are NaN, how many are ∞ or −∞. */
record Range(DoubleSummaryStatistics finite, long nans, long infinities) {

  static Range of(double[]... rows) {
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    long nans = Arrays.stream(all).filter(Double::isNaN).count();
    DoubleSummaryStatistics finite =
        Arrays.stream(all).filter(Double::isFinite).summaryStatistics();
    return new Range(finite, nans, all.length - finite.getCount() - nans);
  }

  /** The largest distance from zero, 1 if there is nothing but zeros. */
  double limit() {
    double limit = Math.max(Math.abs(finite.getMin()), Math.abs(finite.getMax()));
    return limit > 0 && Double.isFinite(limit) ? limit : 1;
  }

  @Override
  public String toString() {
    String low = Numbers.text(finite.getMin());
    String high = Numbers.text(finite.getMax());
    String where =
        finite.getCount() == 0
            ? "no finite value"
            : finite.getMin() == finite.getMax()
                ? "all " + low
                : "values from " + low + " to " + high;
    return where + count(nans, "NaN") + count(infinities, "infinite");
  }

  private static String count(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }
}
