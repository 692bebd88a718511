package padwise.view;

import java.util.Locale;

/** Numbers as a reader sees them, the same on every machine: a plain 0 is exactly zero. */
final class Numbers {

  private static final double TOO_LONG = 1e10;

  private Numbers() {}

  /** Whole numbers as they are, others with four decimals; what would round to 0 shows as ≈0. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    if (Math.abs(value) >= TOO_LONG) {
      return minus(String.format(Locale.ROOT, "%.3g", value));
    }
    if (value == Math.rint(value)) {
      return minus(Long.toString((long) value));
    }
    return Math.abs(value) < 0.00005 ? "≈0" : minus(String.format(Locale.ROOT, "%.4f", value));
  }

  /** Two decimals, but none for an exact 0 or 1. */
  static String inCell(double value) {
    return Double.isFinite(value) && value != Math.rint(value) && Math.abs(value) < 1000
        ? minus(String.format(Locale.ROOT, "%.2f", value))
        : text(value);
  }

  /** A share as whole percent; 0 % and 100 % are exact. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 1e-4 && percent < 0.5) {
      return "less than 1 %";
    }
    return percent > 99.5 && percent < 100 - 1e-4 ? "more than 99 %" : Math.round(percent) + " %";
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }
}
