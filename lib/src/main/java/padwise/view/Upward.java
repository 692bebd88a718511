package padwise.view;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The scale at the left of a chart, and how its values are written.
 *
 * @param bottom where it starts
 * @param top where it ends
 * @param decimals of every value
 */
record Upward(double bottom, double top, int decimals) {

  /**
   * A scale for these values.
   *
   * @param unit what they are; a share ("share of slots") is drawn against 0 to 1
   * @param bottom where it starts, not above any value
   */
  static Upward of(String unit, double bottom, double... values) {
    double span = Arrays.stream(values).max().orElse(bottom) - bottom;
    boolean share = bottom == 0 && span <= 1 && unit.startsWith("share");
    double top = bottom + (share || span == 0 ? 1 : round(span));
    return new Upward(bottom, top, Numbers.decimals(values));
  }

  String text(double value) {
    return Numbers.fixed(value, decimals);
  }

  /** The value at a part of the way up, 0 to 1. */
  double at(double part) {
    return bottom + part * (top - bottom);
  }

  void style(AxesChartStyler styler) {
    double span = top - bottom;
    styler
        .setYAxisMin(bottom)
        .setYAxisMax(top)
        .setYAxisTickMarkSpacingHint(70)
        .setYAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick, span / 4))
        .setPlotGridVerticalLinesVisible(false)
        .setPlotContentSize(0.996); // a tick at the very end would have no label
  }

  /** The next round number. */
  private static double round(double span) {
    double step = Math.pow(10, Math.floor(Math.log10(span)));
    return step
        * IntStream.of(1, 2, 3, 4, 5, 6, 8).filter(n -> n * step >= span).findFirst().orElse(10);
  }
}
