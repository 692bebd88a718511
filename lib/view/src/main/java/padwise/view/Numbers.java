package padwise.view;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** Numbers as a reader sees them, the same on every machine: a plain 0 is exactly zero. */
public final class Numbers {

  private static final double TOO_LONG = 1e10;
  private static final int MOST_DECIMALS = 8;

  private Numbers() {}

  /** Whole numbers as they are, others with four decimals; what would round to 0 shows as ≈0. */
  public static String text(double value) {
    if (Math.abs(value) < 0.00005 && value != 0) {
      return "≈0";
    }
    return decimals(value, 4);
  }

  /** Two decimals, but none for a whole number: 0 is exactly zero, ≈0 is there but small. */
  static String inCell(double value) {
    return Math.abs(value) < 0.005 && value != 0 ? "≈0" : decimals(value, 2);
  }

  /**
   * A change in as many signs as a small cell has room for: ≈0 up to a tolerance, then one digit
   * and its power of ten, from 0.01 on two decimals, from 100 on none.
   */
  static String change(double value, double tolerance) {
    if (value == 0 || !Double.isFinite(value)) {
      return text(value);
    }
    String large = decimals(value, value < 100 ? 2 : 0);
    return value <= tolerance ? "≈0" : value >= 0.01 ? large : powers(value, 0);
  }

  /** As many decimals as it takes to tell values one step apart; none for a whole number. */
  static String onScale(double value, double step) {
    int places = Math.max(0, 1 - (int) Math.floor(Math.log10(step)));
    return Math.abs(value) >= TOO_LONG || places > MOST_DECIMALS
        ? powers(value, 1)
        : decimals(value, places);
  }

  /** Decimals that write all of these alike: none if they are whole, at least two if not. */
  static int decimals(double... values) {
    double highest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    boolean whole = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    return whole ? 0 : Math.max(2, 2 - (int) Math.floor(Math.log10(highest)));
  }

  /** So many decimals, in a whole number too. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return minus(String.valueOf(value)).replace("Infinity", "∞");
    }
    if (Math.abs(value) >= TOO_LONG || decimals > MOST_DECIMALS) {
      return powers(value, 2);
    }
    String number = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return minus(number.matches("-[0.]+") ? number.substring(1) : number);
  }

  /** A share as whole percent; 0 % and 100 % are exact. */
  static String percent(double share) {
    boolean isLittle = share > 1e-6 && share < 0.005;
    boolean isMost = share > 0.995 && share < 1 - 1e-6;
    String percent = Double.isNaN(share) ? "NaN" : Math.round(share * 100) + " %";
    return isLittle ? "less than 1 %" : isMost ? "more than 99 %" : percent;
  }

  private static String decimals(double value, int decimals) {
    return fixed(value, value == Math.rint(value) ? 0 : decimals);
  }

  private static String powers(double value, int decimals) {
    return value == 0
        ? "0"
        : minus(String.format(Locale.ROOT, "%." + decimals + "e", value))
            .replaceFirst("e([-+])0", "e$1");
  }

  private static String minus(String number) {
    return number.replaceFirst("^-", "−");
  }

  /** The reach of numbers: the finite ones, how many are NaN, how many are ∞ or −∞. */
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
      String low = text(finite.getMin());
      String high = text(finite.getMax());
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
}
