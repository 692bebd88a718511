package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A colour for each value from min to max, light to dark, told apart in print and by every eye.
 *
 * @param steps how many a bar beside the picture marks
 * @param powers whether min and max are powers of ten, so that each tenfold takes the same room
 */
record ColorScale(double min, double max, List<Color> ramp, int steps, boolean powers) {

  private static final int BAR_WIDTH = 22;
  private static final int LONGEST_BAR = 480;
  private static final List<Color> BLUES =
      colors(0xfafafa, 0xaecfff, 0x71a3ed, 0x3b79c9, 0x0b5198, 0x002d5e);
  private static final List<Color> ORANGES =
      colors(0xfafafa, 0xfcc7a4, 0xe69a66, 0xc57233, 0x9c510d, 0x6d3808);

  /** Near-white at 0, dark blue at 1. */
  static ColorScale from0to1(int steps) {
    return new ColorScale(0, 1, BLUES, steps, false);
  }

  /** Orange below zero, near-white at zero, blue above. */
  static ColorScale around0(double limit) {
    List<Color> both = new ArrayList<>(ORANGES.subList(1, ORANGES.size()));
    Collections.reverse(both);
    both.addAll(BLUES);
    return new ColorScale(-limit, limit, both, 4, false);
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

  /** The two ends in words. */
  String words() {
    return "colour from %s to %s".formatted(end(0), end(1));
  }

  private String end(double share) {
    return powers ? onBar(share) : Numbers.text(value(share));
  }

  private String onBar(double share) {
    return powers
        ? Numbers.change(value(share), 0)
        : Numbers.onScale(value(share), (max - min) / steps);
  }

  /** The room for the bar and the words beside it, in pixels. */
  int barWidth() {
    int words =
        IntStream.rangeClosed(0, steps)
            .map(i -> Figure.width(Figure.CELL, onBar((double) i / steps)))
            .max()
            .orElse(0);
    return BAR_WIDTH + 9 + words + 12;
  }

  /** Draws the bar that explains the colours, with as many marks as its height has room for. */
  void paint(Graphics2D g, int x, int y, int room) {
    int height = Math.min(room, LONGEST_BAR);
    for (int i = 0; i < height; i++) {
      double share = 1 - (double) i / (height - 1);
      g.setColor(at(value(steps == 1 ? Math.rint(share) : share)));
      g.fillRect(x, y + i, BAR_WIDTH, 1);
    }
    g.setFont(Figure.CELL);
    int marks = height < 80 ? 1 : height < 180 ? Math.min(2, steps) : steps;
    for (int i = 0; i <= marks; i++) {
      int mark = y + height * i / marks;
      g.setColor(Color.GRAY);
      g.drawLine(x + BAR_WIDTH, mark, x + BAR_WIDTH + 4, mark);
      g.setColor(Color.BLACK);
      g.drawString(onBar(1 - (double) i / marks), x + BAR_WIDTH + 9, mark + 6);
    }
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
