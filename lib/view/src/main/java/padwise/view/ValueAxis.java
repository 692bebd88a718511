package padwise.view;

import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import padwise.math.Preconditions;

/**
 * The scale at the left of bars and lines, from 0 up, and the look of the whole chart. XChart sees
 * values in a unit that makes them small: it would count up to 1e20 in ones.
 *
 * @param top where it ends
 * @param unit a power of ten; XChart is given each value divided by it
 * @param decimals of every value in words
 */
record ValueAxis(double top, double unit, int decimals) {

  private static final double LARGEST = 1e300;
  private static final double SMALLEST = 1e-300;
  private static final int PADDING = 14;

  /**
   * A scale for these values.
   *
   * @param what they are; a share ("share of slots") is drawn against 0 to 1
   */
  static ValueAxis of(String what, double... values) {
    double highest = Arrays.stream(values).max().orElse(0);
    boolean share = highest <= 1 && what.startsWith("share");
    double top = share || highest < SMALLEST ? 1 : round(highest);
    return new ValueAxis(top, unit(top), Numbers.decimals(values));
  }

  /** The largest power of ten up to a value. */
  static double unit(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }

  /** Refuses what has no place on a scale from 0 up. */
  static void check(String name, double value) {
    Preconditions.require(
        value >= 0 && value <= LARGEST,
        "%s: expected finite numbers from 0 up, where the scale starts, to 1e300 but found %s",
        name,
        value);
  }

  String text(double value) {
    return Numbers.fixed(value, decimals);
  }

  /** The look of every chart: labels stand level below their places if all of them fit. */
  void style(AxesChartStyler styler, Axis columns, int place, int mostLabels) {
    boolean level = columns.widest() + 6 <= place;
    styler
        .setYAxisMin(0.0)
        .setYAxisMax(top / unit)
        .setYAxisTickMarkSpacingHint(70)
        .setYAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick * unit, top / 4))
        .setXAxisLabelRotation(level ? 0 : 90)
        .setXAxisLabelAlignmentVertical(level ? TextAlignment.Centre : TextAlignment.Right)
        .setXAxisMaxLabelCount(mostLabels + 1) // else it leaves some out, on both axes
        .setYAxisLabelAlignment(TextAlignment.Right)
        .setPlotMargin(0)
        .setAxisTicksLineVisible(false)
        .setAxisTicksMarksVisible(false)
        .setAxisTickPadding(10)
        .setAxisTickLabelsFont(Canvas.TICK)
        .setAxisTickLabelsColor(Color.BLACK)
        .setAxisTitleFont(Canvas.AXIS)
        .setAxisTitlePadding(12)
        .setPlotGridVerticalLinesVisible(false)
        .setPlotContentSize(0.996) // a tick at the very end would have no label
        .setPlotBorderVisible(false)
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartPadding(PADDING);
  }

  /** The next round number. */
  private static double round(double value) {
    double step = unit(value);
    return step
        * IntStream.of(1, 2, 3, 4, 5, 6, 8).filter(n -> n * step >= value).findFirst().orElse(10);
  }
}
