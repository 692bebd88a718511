package padwise.math;

/** A floating-point format: which numbers it has, and to which of them any number is rounded. */
public enum FloatFormat {
  /** 24 binary digits, up to 3.4e38: IEEE 754 single. */
  FLOAT32(24, 127),
  /** 11 binary digits, up to 65504: IEEE 754 half. */
  FLOAT16(11, 15),
  /** 8 binary digits, up to 3.4e38: the upper half of a float32. */
  BFLOAT16(8, 127);

  private final int digits;
  private final int largestExponent;

  FloatFormat(int digits, int largestExponent) {
    this.digits = digits;
    this.largestExponent = largestExponent;
  }

  /** The lowest finite number, PyTorch's {@code finfo.min}. */
  public double lowest() {
    return -Math.scalb(2 - Math.scalb(1.0, 1 - digits), largestExponent);
  }

  /** The nearest number of this format, as hardware rounds: ties to even, ±∞ beyond the largest. */
  public double round(double x) {
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    int exponent = Math.max(Math.getExponent(x), 1 - largestExponent);
    double unit = Math.scalb(1.0, exponent - digits + 1); // from one number to the next
    double rounded = Math.rint(x / unit) * unit;
    return Math.abs(rounded) > -lowest() ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
  }
}
