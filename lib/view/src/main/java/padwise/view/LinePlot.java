package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import padwise.view.Lines.Line;

/**
 * Draws lines. XChart draws the scales and the markers. Its dashes start anew at each point, so
 * that hundreds of points would make every line solid: the lines are drawn here, each in one go.
 */
record LinePlot(Lines chart, DoubleSummaryStatistics x, double xUnit, ValueAxis y) {

  /** The most points of a line that still shows each as a marker. */
  static final int FEW = 24;

  private static final Color LEADER = new Color(0x8a8a8a);
  private static final int LONGEST_NAME = 270;
  private static final int NAME_HEIGHT = 21;
  private static final int GAP = 26;

  LinePlot(Lines chart) {
    this(
        chart,
        chart.all(Line::xs).summaryStatistics(),
        unit(chart.all(Line::xs).map(Math::abs).max().orElse(1)),
        ValueAxis.of(chart.up(), chart.all(Line::ys).toArray()));
  }

  /** Steps and lengths are drawn as they are, so that XChart puts its ticks at round numbers. */
  private static double unit(double largest) {
    return largest >= 0.1 && largest < 1e6 ? 1 : ValueAxis.unit(largest);
  }

  void draw(Graphics2D g) {
    g.setFont(Canvas.AXIS);
    List<Line> lines = chart.lines();
    List<String> names =
        lines.stream()
            .map(line -> Canvas.fitted(g, Canvas.drawable(line.name()), LONGEST_NAME))
            .toList();
    int room = names.stream().mapToInt(g.getFontMetrics()::stringWidth).max().orElse(0);
    int width = Canvas.CHART_WIDTH - room - GAP;
    XYChart scales = scales(width);
    scales.paint(g, width, Canvas.CHART_HEIGHT);
    g.setFont(Canvas.AXIS);
    double[] ends =
        lines.stream().mapToDouble(line -> path(scales, line).getCurrentPoint().getY()).toArray();
    double[] places = spread(ends, NAME_HEIGHT, scales.getScreenYFromChart(0));
    double right = scales.getScreenXFromChart(x.getMax() / xUnit) + GAP;
    for (int i = 0; i < ends.length; i++) {
      Path2D path = path(scales, lines.get(i));
      lead(g, path, right - 4, places[i]);
      LineStyle style = LineStyle.ALL.get(i);
      g.setColor(style.color());
      g.drawString(names.get(i), (int) right, (int) places[i] + 5);
      g.setStroke(lines.get(i).isLevel() ? style.dotted().stroke() : style.stroke());
      g.draw(path);
    }
  }

  /** Heights at least {@code gap} apart and at most {@code lowest}, near the wanted ones. */
  static double[] spread(double[] wanted, double gap, double lowest) {
    List<Integer> downwards =
        IntStream.range(0, wanted.length)
            .boxed()
            .sorted(Comparator.comparing(i -> wanted[i]))
            .toList();
    double[] places = wanted.clone();
    double free = Double.NEGATIVE_INFINITY;
    for (int i : downwards) {
      places[i] = Math.max(places[i], free);
      free = places[i] + gap;
    }
    double limit = lowest;
    for (int n = places.length - 1; n >= 0; n--) {
      int i = downwards.get(n);
      places[i] = Math.min(places[i], limit);
      limit = places[i] - gap;
    }
    return places;
  }

  private XYChart scales(int width) {
    XYChart scales = new XYChart(width, Canvas.CHART_HEIGHT, ChartTheme.XChart);
    scales.setXAxisTitle(chart.across());
    scales.setYAxisTitle(chart.up());
    for (int i = 0; i < chart.lines().size(); i++) {
      Line line = chart.lines().get(i);
      if (!line.isLevel()) {
        LineStyle style = LineStyle.ALL.get(i);
        XYSeries series =
            scales.addSeries("" + i, scaled(line.xs(), xUnit), scaled(line.ys(), y.unit()));
        series.setMarkerColor(style.color()).setLineStyle(SeriesLines.NONE);
        series.setMarker(line.xs().size() <= FEW ? style.marker() : SeriesMarkers.NONE);
      }
    }
    addTicks(scales);
    XYStyler styler = scales.getStyler();
    y.style(styler, Axis.of("", List.of()), width, width);
    styler.setMarkerSize(9).setPlotContentSize(0.97); // markers at the edges are whole
    styler
        .setXAxisTickMarkSpacingHint(110)
        .setXAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick * xUnit, span() / 4));
    return scales;
  }

  private static List<Double> scaled(List<Double> values, double unit) {
    return values.stream().map(value -> value / unit).toList();
  }

  /** Without these, XChart has ticks at evenly spaced points only, such as 1, 16, 31. */
  private void addTicks(XYChart scales) {
    List<Double> uneven = List.of(0.0, 0.3, 1.0);
    List<Double> xs = uneven.stream().map(part -> (x.getMin() + part * span()) / xUnit).toList();
    List<Double> ys = uneven.stream().map(part -> part * y.top() / y.unit()).toList();
    scales.addSeries("ticks", xs, ys).setEnabled(false);
  }

  private double span() {
    return x.getMax() - x.getMin();
  }

  private Path2D path(XYChart scales, Line line) {
    List<Double> xs = line.isLevel() ? List.of(x.getMin(), x.getMax()) : line.xs();
    Path2D path = new Path2D.Double();
    for (int i = 0; i < xs.size(); i++) {
      double across = scales.getScreenXFromChart(xs.get(i) / xUnit);
      double up = scales.getScreenYFromChart(line.ys().get(line.isLevel() ? 0 : i) / y.unit());
      if (i == 0) {
        path.moveTo(across, up);
      } else {
        path.lineTo(across, up);
      }
    }
    return path;
  }

  /**
   * The look of one line of several, so that nobody needs the colours to tell them apart.
   *
   * @param color dark enough on white for words too
   * @param marker at each point, where points are few
   * @param stroke solid, or dashed in its own way
   */
  record LineStyle(Color color, Marker marker, BasicStroke stroke) {

    /** One for each line that a chart may have. */
    static final List<LineStyle> ALL =
        List.of(
            new LineStyle(new Color(0x0b5198), SeriesMarkers.CIRCLE, dashes()),
            new LineStyle(new Color(0xb0480c), SeriesMarkers.SQUARE, dashes(14, 6)),
            new LineStyle(new Color(0x00735c), SeriesMarkers.DIAMOND, dashes(14, 5, 3, 5)),
            new LineStyle(new Color(0x8a3b8f), SeriesMarkers.TRIANGLE_UP, dashes(6, 4)),
            new LineStyle(new Color(0x262626), SeriesMarkers.TRIANGLE_DOWN, dashes(24, 8)),
            new LineStyle(new Color(0x7a6200), SeriesMarkers.CROSS, dashes(14, 4, 3, 4, 3, 4)));

    /** The same as a dotted line. */
    LineStyle dotted() {
      return new LineStyle(color, marker, dashes(2.5f, 5));
    }

    private static BasicStroke dashes(float... lengths) {
      float[] dashes = lengths.length == 0 ? null : lengths;
      return new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }
  }

  /** Leads from the end of a line to its name. */
  private static void lead(Graphics2D g, Path2D path, double right, double height) {
    g.setColor(LEADER);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(path.getCurrentPoint(), new Point2D.Double(right, height)));
  }
}
