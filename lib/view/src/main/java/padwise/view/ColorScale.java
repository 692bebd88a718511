package padwise.view;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.util.Arrays;
import java.util.List;

/**
 * A colour for each value from min to max, light to dark, readable in print and for every kind of
 * colour vision.
 *
 * @param steps how many a bar beside the picture marks
 * @param powers whether min and max are powers of ten, so that each tenfold takes the same room
 */
record ColorScale(double min, double max, List<Color> ramp, int steps, boolean powers) {

  private static final List<Color> BLUES =
      colors(0xfafafa, 0xaecfff, 0x71a3ed, 0x3b79c9, 0x0b5198, 0x002d5e);
  private static final List<Color> ORANGES =
      colors(0xfafafa, 0xfcc7a4, 0xe69a66, 0xc57233, 0x9c510d, 0x6d3808);
  private static final List<Color> ORANGE_TO_BLUE =
      colors(
          0x6d3808, 0x9c510d, 0xc57233, 0xe69a66, 0xfcc7a4, 0xfafafa, 0xaecfff, 0x71a3ed, 0x3b79c9,
          0x0b5198, 0x002d5e);

  /** Near-white at 0, dark blue at 1. */
  static ColorScale from0to1(int steps) {
    return new ColorScale(0, 1, BLUES, steps, false);
  }

  /** Orange below zero, near-white at zero, blue above. */
  static ColorScale around0(double limit) {
    return new ColorScale(-limit, limit, ORANGE_TO_BLUE, 4, false);
  }

  /** Near-white up to a tolerance, dark orange at 1, each tenfold one step. */
  static ColorScale changes(double tolerance) {
    double lowest = Math.floor(Math.log10(tolerance));
    return new ColorScale(lowest, 0, ORANGES, (int) -lowest, true);
  }

  /** The colour of a finite value; one outside the scale takes the colour of its end. */
  Color at(double value) {
    double shown = powers ? Math.log10(value) : value; // −∞ for 0, which is below every scale
    double place = Math.min(1, Math.max(0, (shown - min) / (max - min))) * (ramp.size() - 1);
    int below = Math.min((int) place, ramp.size() - 2);
    return mix(ramp.get(below), ramp.get(below + 1), place - below);
  }

  /** The value at a share of the way from min to max. */
  double value(double share) {
    double value = min + share * (max - min);
    return powers ? Math.pow(10, value) : value;
  }

  /** A value as a cell shows it. */
  String inCell(double value) {
    return powers ? Numbers.change(value, value(0)) : Numbers.inCell(value);
  }

  /** The value at a share of the way as the bar shows it. */
  String onBar(double share) {
    return powers
        ? Numbers.change(value(share), 0)
        : Numbers.onScale(value(share), (max - min) / steps);
  }

  /** Black or white, whichever stands out more: at least 4.5 to 1 on any colour. */
  static Color inkOn(Color ground) {
    float[] c = ground.getColorComponents(ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB), null);
    double luminance = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    return luminance > 0.179 ? Color.BLACK : Color.WHITE;
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        (int) (a.getRed() + share * (b.getRed() - a.getRed())),
        (int) (a.getGreen() + share * (b.getGreen() - a.getGreen())),
        (int) (a.getBlue() + share * (b.getBlue() - a.getBlue())));
  }

  private static List<Color> colors(int... rgb) {
    return Arrays.stream(rgb).mapToObj(Color::new).toList();
  }
}
