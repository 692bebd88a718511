package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/** A small bar chart: one bar a label, from zero up, its value above it. */
public final class Bars {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;

  private Bars() {}

  /** Draws the values; the caption repeats them. */
  public static Figure of(String title, List<String> labels, List<? extends Number> values) {
    return of(title, "", labels, values);
  }

  /**
   * Draws the values against a titled axis.
   *
   * @param unit what the values are, such as "share of attention on padding"
   * @param values finite and at least 0, one for each label
   */
  public static Figure of(
      String title, String unit, List<String> labels, List<? extends Number> values) {
    Matrix.require(
        !labels.isEmpty() && labels.size() == values.size(),
        "values: expected one for each of the %d labels but were %d"
            .formatted(labels.size(), values.size()));
    for (Number value : values) {
      Matrix.require(
          Double.isFinite(value.doubleValue()) && value.doubleValue() >= 0,
          "values: expected finite numbers from 0 up but one is " + value);
    }
    String list =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i) + " " + Numbers.inCell(values.get(i).doubleValue()))
            .collect(Collectors.joining(", "));
    String what = unit.isEmpty() ? title : title + " (" + unit + ")";
    return new Figure(draw(title, unit, labels, values), what + ": bar chart. " + list + ".", what);
  }

  private static BufferedImage draw(
      String title, String unit, List<String> labels, List<? extends Number> values) {
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT, ChartTheme.XChart);
    chart.setYAxisTitle(unit);
    chart
        .addSeries("values", Axis.of("", labels, new BitSet()).labels(), values)
        .setFillColor(new Color(0x3b79c9));
    double highest = values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
    style(chart.getStyler(), labels, highest > 0 ? highest * 1.15 : 1);
    BufferedImage image = Card.blank(WIDTH, HEIGHT + Card.TITLE_ROOM);
    Graphics2D g = Card.titled(image, title);
    g.translate(0, Card.TITLE_ROOM);
    chart.paint(g, WIDTH, HEIGHT);
    g.dispose();
    return image;
  }

  private static void style(CategoryStyler styler, List<String> labels, double top) {
    int longest = labels.stream().mapToInt(String::length).max().orElse(0);
    styler.setAvailableSpaceFill(0.7).setLabelsVisible(true).setLabelsPosition(1.06);
    styler.setLabelsFont(Fonts.CELL).setLabelsFontColor(Color.BLACK);
    styler
        .setAxisTickLabelsFont(Fonts.TICK)
        .setAxisTickLabelsColor(Color.BLACK)
        .setAxisTitleFont(Fonts.AXIS)
        .setXAxisMaxLabelCount(labels.size() + 1)
        .setXAxisLabelRotation(longest * 10 + 8 > 720 / labels.size() ? 90 : 0)
        .setYAxisMin(0.0)
        .setYAxisMax(top)
        .setPlotMargin(0)
        .setPlotGridVerticalLinesVisible(false);
    styler.setDecimalPattern("0.###").setLocale(Locale.ROOT);
    styler
        .setPlotContentSize(1)
        .setPlotBorderVisible(false)
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartPadding(14);
  }
}
