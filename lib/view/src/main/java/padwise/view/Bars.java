package padwise.view;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.ChartTheme;
import padwise.math.Preconditions;

/**
 * A small bar chart: one bar a label, from zero up, its value above it.
 *
 * @param unit what the values are; a share ("share of slots") is drawn against 0 to 1
 * @param values finite and at least 0, one for each label
 * @param across the words below the labels; may be empty
 * @param emphasised the label of a bar that is much darker than the others; empty for none
 */
public record Bars(
    String title,
    String unit,
    List<String> labels,
    List<? extends Number> values,
    String across,
    String emphasised)
    implements Chart {

  private static final Color BLUE = new Color(0x3b79c9);
  private static final Color DARK = new Color(0x002d5e);

  public Bars {
    Preconditions.given("title, unit, labels, values", title, unit, labels, values);
    Preconditions.given("across, emphasised", across, emphasised);
    Preconditions.inRange("labels", labels.size(), 1, Heatmap.MOST);
    Preconditions.require(
        labels.size() == values.size(),
        "values: expected one for each of the %s labels but were %s",
        labels.size(),
        values.size());
    labels = List.copyOf(labels);
    values = Scale.check("values", values, 0);
    Preconditions.require(
        emphasised.isEmpty() || labels.contains(emphasised),
        "emphasised: expected one of %s but was %s",
        labels,
        emphasised);
  }

  /** A chart of these values. */
  public static Bars of(
      String title, String unit, List<String> labels, List<? extends Number> values) {
    return new Bars(title, unit, labels, values, "", "");
  }

  /** The same with words below the labels: what tells one bar from the next. */
  public Bars across(String words) {
    return new Bars(title, unit, labels, values, words, emphasised);
  }

  /** The same with one bar much darker than the others. */
  public Bars emphasising(String label) {
    return new Bars(title, unit, labels, values, across, label);
  }

  /** The picture; its words repeat the values. */
  @Override
  public Figure figure() {
    Scale scale = Scale.of(unit, values.stream().mapToDouble(Number::doubleValue).toArray());
    String list =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i) + ": " + text(scale, i))
            .collect(Collectors.joining("; "));
    String what = unit.isEmpty() ? title : title + " (" + unit + ")";
    CategoryChart chart = chart(scale);
    return new Figure(
        Figure.titled(
            title, Scale.WIDTH, Scale.HEIGHT, g -> chart.paint(g, Scale.WIDTH, Scale.HEIGHT)),
        what + ": bar chart. " + list + ".",
        what + ". " + list + ".");
  }

  private String text(Scale scale, int bar) {
    return Numbers.fixed(values.get(bar).doubleValue(), scale.decimals());
  }

  private CategoryChart chart(Scale scale) {
    Axis names = Axis.of(across, labels);
    List<Double> heights = values.stream().map(v -> v.doubleValue() / scale.unit()).toList();
    List<Double> dark =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i).equals(emphasised) ? heights.get(i) : 0)
            .toList();
    double top = scale.top() / scale.unit();
    CategoryChart chart = new CategoryChart(Scale.WIDTH, Scale.HEIGHT, ChartTheme.XChart);
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(unit);
    chart.addSeries("values", names.labels(), heights).setFillColor(BLUE);
    chart.addSeries("emphasised", names.labels(), dark).setFillColor(DARK);
    chart.addSeries("ticks", List.of("0", "1", "2"), Scale.uneven(0, top)).setEnabled(false);
    for (int i = 0; i < labels.size(); i++) {
      chart.addAnnotation(
          new AnnotationText(text(scale, i), i + 0.5, heights.get(i) + top / 25, false));
    }
    boolean level = names.widest() + 6 <= 720 / labels.size();
    scale
        .style(chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.7))
        .setXAxisLabelRotation(level ? 0 : 90)
        .setXAxisLabelAlignmentVertical(level ? TextAlignment.Centre : TextAlignment.Right)
        .setXAxisMaxLabelCount(labels.size() + 1) // else it leaves some out
        .setYAxisMax(1.08 * top) // room for the value above the highest bar
        .setLegendVisible(false);
    return chart;
  }

  /**
   * The scale at the left of bars and lines, from 0 up to its top, and the look of the whole chart.
   * XChart is given each value divided by a unit, a power of ten: it would count up to 1e20 in
   * ones. Every value in words has as many decimals.
   */
  record Scale(double top, double unit, int decimals) {

    static final int WIDTH = 860;
    static final int HEIGHT = 400;

    static final double LARGEST = 1e300;
    static final double SMALLEST = 1e-300;

    /** A scale for values of a kind; a share ("share of slots") is drawn against 0 to 1. */
    static Scale of(String what, double... values) {
      double highest = Arrays.stream(values).max().orElse(0);
      boolean share = highest <= 1 && what.startsWith("share");
      double top = share || highest < SMALLEST ? 1 : round(highest);
      return new Scale(top, unit(top), Numbers.decimals(values));
    }

    /** The largest power of ten up to a value. */
    static double unit(double value) {
      return Math.pow(10, Math.floor(Math.log10(value)));
    }

    /** Numbers that have a place on a scale which begins at the lowest. */
    static List<Double> check(String name, List<? extends Number> values, double lowest) {
      Preconditions.require(
          values != null && values.stream().noneMatch(Objects::isNull),
          "%s: expected no null",
          name);
      List<Double> numbers = values.stream().map(Number::doubleValue).toList();
      for (double number : numbers) {
        Preconditions.require(
            number >= lowest && number <= LARGEST,
            "%s: expected finite numbers from %s to 1e300 but found %s",
            name,
            Numbers.text(lowest),
            number);
      }
      return numbers;
    }

    /** Points that XChart alone sees: without them it has ticks at evenly spaced ones only. */
    static List<Double> uneven(double from, double to) {
      return List.of(from, from + 0.3 * (to - from), to);
    }

    /** XChart's own look, with large black words, and a scale from 0 to the top. */
    AxesChartStyler style(AxesChartStyler styler) {
      styler
          .setYAxisMin(0.0)
          .setYAxisMax(top / unit)
          .setYAxisTickMarkSpacingHint(70)
          .setYAxisTickLabelsFormattingFunction(tick -> Numbers.onScale(tick * unit, top / 4))
          .setAxisTickLabelsFont(Figure.TICK)
          .setAxisTickLabelsColor(Color.BLACK)
          .setAxisTitleFont(Figure.AXIS)
          .setPlotContentSize(0.97) // a tick at the very end would have no label
          .setAnnotationTextFont(Figure.CELL)
          .setLegendFont(Figure.AXIS)
          .setLegendBorderColor(Color.WHITE)
          .setChartBackgroundColor(Color.WHITE);
      return styler;
    }

    /** The next round number. */
    private static double round(double value) {
      double step = unit(value);
      return step
          * IntStream.of(1, 2, 3, 4, 5, 6, 8).filter(n -> n * step >= value).findFirst().orElse(10);
    }
  }
}
