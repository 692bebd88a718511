package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/**
 * One heatmap, row 0 on top.
 *
 * @param title the words right above it; may be empty
 * @param values the cells, {@code [rows, columns]}
 * @param rows the left side
 * @param columns the bottom
 * @param cellWidth in pixels
 * @param cellHeight in pixels
 */
@SuppressWarnings("ArrayRecordComponent")
record Panel(
    String title, double[][] values, Axis rows, Axis columns, int cellWidth, int cellHeight) {

  /** The width of a cell, so that {@code count} of them fill a slide and every label fits. */
  static int side(int count) {
    return Math.max(18, Math.min(720, Math.max(320, 80 * count)) / count);
  }

  /** What the hatching and the grey cells mean, where there are any. */
  String legend() {
    boolean pads = !rows.pads().isEmpty() || !columns.pads().isEmpty();
    boolean grey =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(v -> !Double.isFinite(v));
    return (pads ? " Hatched, " + Axis.PAD_MARK + ": padding." : "")
        + (grey ? " Grey: NaN (×) or infinite (–)." : "");
  }

  /** The chart as a picture, and where its cells are on it. */
  record Drawn(BufferedImage image, Rectangle2D cells) {}

  /** Draws the chart so large that every cell has its size. */
  Drawn draw(Scale scale) {
    int width = columns.size() * cellWidth;
    int height = rows.size() * cellHeight;
    Rectangle2D tried =
        paint(
            scale, new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), width + 200, height + 200);
    int wholeWidth = (int) Math.ceil(200 + 2 * width - tried.getWidth());
    int wholeHeight = (int) Math.ceil(200 + 2 * height - tried.getHeight());
    BufferedImage image = new BufferedImage(wholeWidth, wholeHeight, BufferedImage.TYPE_INT_RGB);
    return new Drawn(image, paint(scale, image, wholeWidth, wholeHeight));
  }

  private Rectangle2D paint(Scale scale, BufferedImage image, int width, int height) {
    HeatMapChart chart = chart(scale, width, height);
    Cells cells = new Cells(this, scale);
    chart.addAnnotation(cells);
    Graphics2D g = Card.graphics(image);
    chart.paint(g, width, height);
    g.dispose();
    return cells.getBounds();
  }

  private HeatMapChart chart(Scale scale, int width, int height) {
    HeatMapChart chart = new HeatMapChart(width, height, ChartTheme.XChart);
    chart.setTitle(title);
    chart.setXAxisTitle(columns.title());
    chart.setYAxisTitle(rows.title());
    List<Number[]> triples = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values[row][column];
        triples.add(
            new Number[] {
              column, rows.size() - 1 - row, Double.isFinite(value) ? value : scale.min()
            });
      }
    }
    List<String> upwards = new ArrayList<>(rows.labels());
    Collections.reverse(upwards);
    chart.addSeries("values", columns.labels(), upwards, triples);
    style(chart, scale);
    return chart;
  }

  private void style(HeatMapChart chart, Scale scale) {
    boolean flat = columns.labels().stream().allMatch(l -> l.length() * 10 + 8 <= cellWidth);
    HeatMapStyler styler = chart.getStyler();
    styler
        .setMin(scale.min())
        .setMax(scale.max())
        .setRangeColors(scale.ramp().toArray(Color[]::new));
    styler
        .setPlotMargin(0)
        .setAxisTicksLineVisible(false)
        .setAxisTickMarkLength(5)
        .setAxisTickMarksColor(Color.GRAY)
        .setAxisTickPadding(8)
        .setAxisTickLabelsFont(Fonts.TICK)
        .setAxisTickLabelsColor(Color.BLACK)
        .setAxisTitleFont(Fonts.AXIS)
        .setAxisTitlePadding(12)
        .setXAxisMaxLabelCount(columns.size() + 1)
        .setXAxisTickMarkSpacingHint(1)
        .setYAxisTickMarkSpacingHint(1)
        .setXAxisLabelRotation(flat ? 0 : 90)
        .setXAxisLabelAlignmentVertical(TextAlignment.Right)
        .setYAxisLabelAlignment(TextAlignment.Right)
        .setXAxisTicksVisible(!columns.title().isEmpty())
        .setYAxisTicksVisible(!rows.title().isEmpty())
        .setPlotGridLinesVisible(false)
        .setPlotContentSize(1)
        .setPlotBorderVisible(false)
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(Fonts.AXIS)
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(8)
        .setChartPadding(14);
  }
}
