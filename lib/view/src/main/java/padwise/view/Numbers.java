package padwise.view;

import java.util.Arrays;
import java.util.Locale;

/** Numbers as a reader sees them, the same on every machine: a plain 0 is exactly zero. */
public final class Numbers {

  private static final double TOO_LONG = 1e10;

  private Numbers() {}

  /** Whole numbers as they are, others with four decimals; what would round to 0 shows as ≈0. */
  public static String text(double value) {
    if (Math.abs(value) < 0.00005 && value != 0) {
      return "≈0";
    }
    return Math.abs(value) < TOO_LONG ? decimals(value, 4) : huge(value);
  }

  /** Two decimals, but none for a whole number: 0 is exactly zero, 0.00 is small. */
  static String inCell(double value) {
    return Math.abs(value) < 1000 ? decimals(value, 2) : text(value);
  }

  /** As many decimals as it takes to tell values one step apart; none for a whole number. */
  static String onScale(double value, double step) {
    return decimals(value, Math.max(0, 1 - (int) Math.floor(Math.log10(step))));
  }

  /** How many decimals write all of these alike: none if they are whole, at least two if not. */
  static int decimals(double... values) {
    double highest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    boolean whole = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    return whole ? 0 : Math.max(2, 2 - (int) Math.floor(Math.log10(highest)));
  }

  /** So many decimals, in a whole number too. */
  static String fixed(double value, int decimals) {
    String number = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return minus(number.matches("-[0.]+") ? number.substring(1) : number);
  }

  /** A share as whole percent; 0 % and 100 % are exact. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 1e-4 && percent < 0.5) {
      return "less than 1 %";
    }
    return percent > 99.5 && percent < 100 - 1e-4 ? "more than 99 %" : Math.round(percent) + " %";
  }

  private static String decimals(double value, int decimals) {
    return fixed(value, value == Math.rint(value) ? 0 : decimals);
  }

  private static String huge(double value) {
    return Double.isNaN(value)
        ? "NaN"
        : Double.isInfinite(value)
            ? (value > 0 ? "∞" : "−∞")
            : minus(String.format(Locale.ROOT, "%.3g", value));
  }

  private static String minus(String number) {
    return number.replaceFirst("^-", "−");
  }
}
