package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;

/** One heatmap of cells {@code [rows, columns]} with its labels, row 0 on top; sizes in pixels. */
@SuppressWarnings("ArrayRecordComponent")
record Panel(
    String title, double[][] values, Axis rows, Axis columns, int cellWidth, int cellHeight) {

  /** The chart as a picture, and where its cells are on it. */
  record Drawn(BufferedImage image, Rectangle cells) {}

  private static final int TRIAL = 200;

  /** How tall the cells of a picture may be in all, so that a screen has room for its labels. */
  static final int TALL = 576;

  /** How wide they may be in all. */
  static final int WIDE = 700;

  /** The side of a cell, so that {@code count} of them fit into {@code room}. */
  static int side(int count, int room) {
    return Math.max(18, Math.min(room, Math.max(280, 56 * count)) / count);
  }

  /** What the hatching and the grey cells mean, where there are any. */
  String legend() {
    boolean pads = !rows.pads().isEmpty() || !columns.pads().isEmpty();
    boolean grey =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(v -> !Double.isFinite(v));
    String marks = Cells.numbered(this) ? "NaN or infinite" : "NaN (×) or infinite (–)";
    return (pads ? " Hatched, " + Axis.PAD_MARK + ": padding." : "")
        + (grey ? " Grey: " + marks + "." : "");
  }

  /**
   * Draws the chart around cells of whole pixels. XChart is given the size of the whole picture and
   * finds room for the cells, so a trial shows how much of it the words take.
   */
  Drawn draw(Scale scale) {
    int width = columns.size() * cellWidth;
    int height = rows.size() * cellHeight;
    HeatMapChart chart = chart(scale);
    chart.paint(Card.pen(Card.blank(1, 1)), width + TRIAL, height + TRIAL);
    Rectangle2D plot = plot(chart);
    int extraWidth = (int) Math.ceil(width - plot.getWidth());
    int extraHeight = (int) Math.ceil(height - plot.getHeight());
    BufferedImage image = Card.blank(width + TRIAL + extraWidth, height + TRIAL + extraHeight);
    Rectangle cells = new Rectangle((int) plot.getX(), (int) plot.getY(), width, height);
    Graphics2D fitted = Card.pen(image);
    fitted.translate(cells.x, cells.y);
    fitted.scale(width / (plot.getWidth() + extraWidth), height / (plot.getHeight() + extraHeight));
    fitted.translate(-plot.getX(), -plot.getY());
    chart.paint(fitted, image.getWidth(), image.getHeight());
    new Cells(this, scale).paint(Card.pen(image), cells);
    return new Drawn(image, cells);
  }

  private Rectangle2D plot(HeatMapChart chart) {
    double x = chart.getScreenXFromChart(0);
    double y = chart.getScreenYFromChart(rows.size());
    return new Rectangle2D.Double(
        x, y, chart.getScreenXFromChart(columns.size()) - x, chart.getScreenYFromChart(0) - y);
  }

  private HeatMapChart chart(Scale scale) {
    HeatMapChart chart = new HeatMapChart(TRIAL, TRIAL, ChartTheme.XChart);
    chart.setTitle(title);
    chart.setXAxisTitle(columns.title());
    chart.setYAxisTitle(rows.title());
    List<String> upwards = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int row = rows.size() - 1; row >= 0; row--) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values[row][column];
        cells.add(Double.isFinite(value) ? new Number[] {column, upwards.size(), value} : null);
      }
      upwards.add(rows.labels().get(row));
    }
    chart.addSeries("values", columns.labels(), upwards, cells);
    style(chart.getStyler(), scale);
    return chart;
  }

  private void style(HeatMapStyler styler, Scale scale) {
    styler.setRangeColors(scale.ramp().toArray(Color[]::new));
    styler.setMin(scale.min()).setMax(scale.max()).setPlotBackgroundColor(Cells.NOT_FINITE);
    Card.style(styler, columns, cellWidth, Math.max(rows.size(), columns.size()));
    styler
        .setXAxisMin(0.0)
        .setXAxisMax((double) columns.size())
        .setYAxisMin(0.0)
        .setYAxisMax((double) rows.size())
        .setXAxisTickMarkSpacingHint(1)
        .setYAxisTickMarkSpacingHint(1)
        .setPlotGridLinesVisible(false)
        .setXAxisTicksVisible(!columns.title().isEmpty())
        .setYAxisTicksVisible(!rows.title().isEmpty())
        .setPlotContentSize(1);
  }
}
