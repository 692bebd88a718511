package padwise.view;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The scale at the left of a chart, from 0 up, and how its values are written.
 *
 * @param top where it ends
 * @param decimals of every value
 */
record Upward(double top, int decimals) {

  /**
   * A scale for these values.
   *
   * @param unit what they are; a share ("share of slots") is drawn against 0 to 1
   * @param values none below 0
   */
  static Upward of(String unit, double... values) {
    double highest = Arrays.stream(values).max().orElse(0);
    boolean share = highest <= 1 && unit.startsWith("share");
    double top = share || highest == 0 ? 1 : round(highest);
    return new Upward(top, Numbers.decimals(values));
  }

  String text(double value) {
    return Numbers.fixed(value, decimals);
  }

  void style(AxesChartStyler styler) {
    styler
        .setYAxisMin(0.0)
        .setYAxisMax(top)
        .setYAxisTickMarkSpacingHint(70)
        .setYAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick, top / 4))
        .setPlotGridVerticalLinesVisible(false)
        .setPlotContentSize(0.996); // a tick at the very end would have no label
  }

  /** The next round number. */
  private static double round(double value) {
    double step = Math.pow(10, Math.floor(Math.log10(value)));
    return step
        * IntStream.of(1, 2, 3, 4, 5, 6, 8).filter(n -> n * step >= value).findFirst().orElse(10);
  }
}
