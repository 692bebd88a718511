package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import padwise.math.Preconditions;
import padwise.view.Bars.Scale;

/**
 * A small line chart: up to six lines, each with markers of its own beside its name, so that nobody
 * needs the colours to tell them apart.
 *
 * <p>{@code Lines.of("Loss", "step", "loss").with("masked", steps, losses).level("chance", 0.69)}
 *
 * @param across what runs to the right, such as "step"
 * @param up what the lines measure; a share ("share of slots") is drawn against 0 to 1
 * @param lines in the order they were given, none below 0
 */
public record Lines(String title, String across, String up, List<Line> lines) implements Chart {

  /** Dark enough on white for words too, one for each line. */
  static final List<Color> COLORS =
      Stream.of(0x0b5198, 0xb0480c, 0x00735c, 0x8a3b8f, 0x262626, 0x7a6200)
          .map(Color::new)
          .toList();

  static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  private static final int MOST_POINTS = 2000;
  private static final int MOST_MARKERS = 24;
  private static final int LONGEST_NAME = 240;
  private static final double CLOSEST = 1e-6;

  /** A y for each x, ascending; or a level line, one y and no x, all the way across. */
  public record Line(String name, List<Double> xs, List<Double> ys) {

    public Line {
      Preconditions.given("name", name);
      xs = Scale.check("xs of " + name, xs, -Scale.LARGEST);
      ys = Scale.check("ys of " + name, ys, 0);
      int points = xs.size();
      Preconditions.require(
          points == 0
              ? ys.size() == 1
              : points >= 2 && points <= MOST_POINTS && points == ys.size(),
          "xs of %s: expected 2 to %s, and a y for each, but were %s and %s; show one number as a level, and every n-th of many",
          name,
          MOST_POINTS,
          points,
          ys.size());
      for (int i = 1; i < points; i++) {
        double largest = Math.max(Math.abs(xs.get(0)), Math.abs(xs.get(points - 1)));
        double far = Math.max(CLOSEST * largest, Scale.SMALLEST);
        Preconditions.require(
            xs.get(i - 1) < xs.get(i) && xs.get(points - 1) - xs.get(0) >= far,
            "xs of %s: expected ascending numbers, far enough apart to draw, but %s comes after %s; sort the points by x, and count from the first",
            name,
            xs.get(i),
            xs.get(i - 1));
      }
    }

    boolean isLevel() {
      return xs.isEmpty();
    }

    /**
     * First, lowest, highest and last value; a level line has one. Of values that are written alike
     * the first counts: which of them is higher may be a rounding error of one processor.
     */
    private String alt(int xDecimals, int yDecimals) {
      List<String> written = ys.stream().map(y -> Numbers.fixed(y, yDecimals)).toList();
      IntFunction<String> point =
          i -> written.get(i) + " at " + Numbers.fixed(xs.get(i), xDecimals);
      Function<Double, String> firstOf =
          y -> point.apply(written.indexOf(Numbers.fixed(y, yDecimals)));
      return isLevel()
          ? caption(yDecimals)
          : "%s: %s points, first %s, lowest %s, highest %s, last %s"
              .formatted(
                  name,
                  ys.size(),
                  point.apply(0),
                  firstOf.apply(Collections.min(ys)),
                  firstOf.apply(Collections.max(ys)),
                  point.apply(ys.size() - 1));
    }

    private String caption(int decimals) {
      return isLevel()
          ? "%s: level at %s".formatted(name, y(0, decimals))
          : "%s: from %s to %s".formatted(name, y(0, decimals), y(ys.size() - 1, decimals));
    }

    private String y(int i, int decimals) {
      return Numbers.fixed(ys.get(i), decimals);
    }
  }

  public Lines {
    Preconditions.given("title, across, up", title, across, up);
    Preconditions.require(
        lines != null && lines.stream().noneMatch(Objects::isNull), "lines: expected no null");
    lines = List.copyOf(lines);
    Preconditions.require(
        lines.size() <= COLORS.size(),
        "lines: expected at most %s but was %s; use two charts",
        COLORS.size(),
        lines.size());
    Preconditions.require(
        lines.stream().map(Line::name).distinct().count() == lines.size(),
        "name: expected another for each line but was %s",
        lines.stream().map(Line::name).toList());
  }

  /** A chart without a line yet; its scale starts at 0. */
  public static Lines of(String title, String across, String up) {
    return new Lines(title, across, up, List.of());
  }

  /** The same with a line of 2 to 2,000 points: finite xs, ascending, and finite ys from 0 up. */
  public Lines with(String name, List<? extends Number> xs, List<? extends Number> ys) {
    return and(
        new Line(
            name,
            Scale.check("xs of " + name, xs, -Scale.LARGEST),
            Scale.check("ys of " + name, ys, 0)));
  }

  /** The same with a dashed line at one height, all the way across, such as a baseline. */
  public Lines level(String name, double height) {
    return and(new Line(name, List.of(), Scale.check("height of " + name, List.of(height), 0)));
  }

  /**
   * The picture; its words give each line's first, lowest, highest and last value. Levels alone are
   * none.
   */
  @Override
  public Figure figure() {
    Preconditions.require(
        lines.stream().anyMatch(line -> !line.isLevel()),
        "lines: expected at least one but was %s; add it with with(name, xs, ys)",
        lines.size());
    int xDecimals = Numbers.decimals(all(Line::xs).toArray());
    int yDecimals = Numbers.decimals(all(Line::ys).toArray());
    String what = "%s (%s by %s)".formatted(title, up, across);
    XYChart chart = chart();
    return new Figure(
        Figure.titled(
            title, Scale.WIDTH, Scale.HEIGHT, g -> chart.paint(g, Scale.WIDTH, Scale.HEIGHT)),
        what + ": line chart. " + listed(line -> line.alt(xDecimals, yDecimals)),
        what + ". " + listed(line -> line.caption(yDecimals)));
  }

  private String listed(Function<Line, String> words) {
    return lines.stream().map(words).collect(Collectors.joining("; ", "", "."));
  }

  private XYChart chart() {
    DoubleSummaryStatistics x = all(Line::xs).summaryStatistics();
    double largest = Math.max(Math.abs(x.getMin()), Math.abs(x.getMax()));
    double unit = largest >= 0.1 && largest < 1e6 ? 1 : Scale.unit(largest);
    Scale scale = Scale.of(up, all(Line::ys).toArray());
    XYChart chart = new XYChart(Scale.WIDTH, Scale.HEIGHT, ChartTheme.XChart);
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(up);
    List<Double> ends = List.of(x.getMin() / unit, x.getMax() / unit);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      List<Double> ys = scaled(line.ys(), scale.unit());
      if (line.isLevel()) {
        add(chart, i, ends, Collections.nCopies(2, ys.get(0)), SeriesLines.DASH_DASH);
      } else {
        add(chart, i, scaled(line.xs(), unit), ys, SeriesLines.SOLID);
      }
    }
    List<Double> ticks = Scale.uneven(0, scale.top() / scale.unit());
    chart.addSeries("ticks", Scale.uneven(ends.get(0), ends.get(1)), ticks).setEnabled(false);
    double step = (x.getMax() - x.getMin()) / 4;
    chart.getStyler().setMarkerSize(9);
    scale
        .style(chart.getStyler())
        .setXAxisTickMarkSpacingHint(110)
        .setXAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick * unit, step));
    return chart;
  }

  /** XChart draws a marker at each point or none; hundreds of points have a few among them. */
  private void add(XYChart chart, int i, List<Double> xs, List<Double> ys, BasicStroke stroke) {
    String name = Figure.fitted(Figure.AXIS, Axis.named(lines.get(i).name()), LONGEST_NAME);
    boolean isLevel = lines.get(i).isLevel();
    XYSeries line = chart.addSeries("line " + i, xs, ys);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(COLORS.get(i)).setLineStyle(stroke).setLineWidth(2.5f);
    line.setLabel(name).setShowInLegend(isLevel);
    if (!isLevel) {
      int every = (xs.size() + MOST_MARKERS - 1) / MOST_MARKERS;
      int[] marked = IntStream.range(0, xs.size()).filter(p -> p % every == i % every).toArray();
      XYSeries markers = chart.addSeries("markers " + i, at(xs, marked), at(ys, marked));
      markers.setMarker(MARKERS.get(i)).setMarkerColor(COLORS.get(i));
      markers.setLineStyle(SeriesLines.NONE).setLabel(name);
    }
  }

  private static List<Double> at(List<Double> values, int[] places) {
    return IntStream.of(places).mapToObj(values::get).toList();
  }

  private static List<Double> scaled(List<Double> values, double unit) {
    return values.stream().map(value -> value / unit).toList();
  }

  /** All xs or ys of all lines. */
  private DoubleStream all(Function<Line, List<Double>> part) {
    return lines.stream().map(part).flatMap(List::stream).mapToDouble(value -> value);
  }

  private Lines and(Line line) {
    List<Line> more = Stream.concat(lines.stream(), Stream.of(line)).toList();
    return new Lines(title, across, up, more);
  }
}
