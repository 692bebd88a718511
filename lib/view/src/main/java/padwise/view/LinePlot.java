package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import padwise.view.Lines.Line;

/**
 * Draws lines. XChart draws the scales and the markers. Its dashes start anew at each point, so
 * that hundreds of points would make every line solid: the lines are drawn here, each in one go.
 */
record LinePlot(Lines chart, DoubleSummaryStatistics x) {

  /** How many points a line may have and still show each as a marker. */
  static final int FEW = 24;

  private static final Color LEADER = new Color(0x8a8a8a);
  private static final int LONGEST_NAME = 270;
  private static final int NAME_HEIGHT = 21;
  private static final int GAP = 26;

  LinePlot(Lines chart) {
    this(chart, chart.all(Line::xs).summaryStatistics());
  }

  void draw(Graphics2D g) {
    g.setFont(Card.AXIS);
    List<Line> lines = chart.lines();
    List<String> names = lines.stream().map(l -> Card.fitted(g, l.name(), LONGEST_NAME)).toList();
    int room = names.stream().mapToInt(g.getFontMetrics()::stringWidth).max().orElse(0);
    int width = Card.CHART_WIDTH - room - GAP;
    XYChart scales = scales(width);
    scales.paint(g, width, Card.CHART_HEIGHT);
    g.setFont(Card.AXIS);
    double[] ends =
        lines.stream().mapToDouble(line -> path(scales, line).getCurrentPoint().getY()).toArray();
    double[] places = spread(ends, NAME_HEIGHT, scales.getScreenYFromChart(0));
    double right = scales.getScreenXFromChart(x.getMax()) + GAP;
    for (int i = 0; i < ends.length; i++) {
      Path2D path = path(scales, lines.get(i));
      lead(g, path, right - 4, places[i]);
      Ink ink = Ink.ALL.get(i);
      g.setColor(ink.color());
      g.drawString(names.get(i), (int) right, (int) places[i] + 5);
      g.setStroke(lines.get(i).isLevel() ? ink.dotted().stroke() : ink.stroke());
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
    XYChart scales = new XYChart(width, Card.CHART_HEIGHT, ChartTheme.XChart);
    scales.setXAxisTitle(chart.across());
    scales.setYAxisTitle(chart.up());
    for (int i = 0; i < chart.lines().size(); i++) {
      Line line = chart.lines().get(i);
      if (!line.isLevel()) {
        Ink ink = Ink.ALL.get(i);
        XYSeries series = scales.addSeries("" + i, line.xs(), line.ys());
        series.setMarkerColor(ink.color()).setLineStyle(SeriesLines.NONE);
        series.setMarker(line.xs().size() <= FEW ? ink.marker() : SeriesMarkers.NONE);
      }
    }
    Upward upward = Upward.of(chart.up(), chart.all(Line::ys).toArray());
    addTicks(scales, upward);
    style(scales.getStyler(), upward, width);
    return scales;
  }

  /** Without these, XChart has ticks at evenly spaced points only, such as 1, 16, 31. */
  private void addTicks(XYChart scales, Upward upward) {
    double[] uneven = {0, 0.3, 1};
    double[] xs = Arrays.stream(uneven).map(part -> x.getMin() + part * span()).toArray();
    double[] ys = Arrays.stream(uneven).map(part -> part * upward.top()).toArray();
    scales.addSeries("ticks", xs, ys).setEnabled(false);
  }

  private void style(XYStyler styler, Upward upward, int width) {
    Card.style(styler, Axis.of("", List.of()), width, width);
    upward.style(styler);
    styler.setMarkerSize(9).setPlotContentSize(0.97); // markers at the edges are whole
    styler
        .setXAxisTickMarkSpacingHint(110)
        .setXAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick, span() / 4));
  }

  private double span() {
    return x.getMax() - x.getMin();
  }

  private Path2D path(XYChart scales, Line line) {
    List<Double> xs = line.isLevel() ? List.of(x.getMin(), x.getMax()) : line.xs();
    Path2D path = new Path2D.Double();
    for (int i = 0; i < xs.size(); i++) {
      double across = scales.getScreenXFromChart(xs.get(i));
      double up = scales.getScreenYFromChart(line.ys().get(line.isLevel() ? 0 : i));
      if (i == 0) {
        path.moveTo(across, up);
      } else {
        path.lineTo(across, up);
      }
    }
    return path;
  }

  /** Leads from the end of a line to its name. */
  private static void lead(Graphics2D g, Path2D path, double right, double height) {
    g.setColor(LEADER);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(path.getCurrentPoint(), new Point2D.Double(right, height)));
  }
}
