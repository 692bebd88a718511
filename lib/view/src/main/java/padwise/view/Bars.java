package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import padwise.math.Preconditions;

/**
 * A small bar chart: one bar a label, from zero up, its value above it.
 *
 * @param title what the chart shows
 * @param unit what the values are; a share ("share of slots") is drawn against 0 to 1
 * @param labels what the bars are
 * @param values finite and at least 0, one for each label
 * @param across the words below the labels; may be empty
 * @param emphasised the label of a bar that is framed, its value in bold; empty for none
 */
public record Bars(
    String title,
    String unit,
    List<String> labels,
    List<? extends Number> values,
    String across,
    String emphasised)
    implements Chart {

  private static final double FILL = 0.7;
  private static final Color BLUE = new Color(0x3b79c9);

  /** Checks that there is one number from 0 up for each label. */
  public Bars {
    Preconditions.require(
        !labels.isEmpty() && labels.size() == values.size(),
        "values: expected one for each of the %s labels but were %s",
        labels.size(),
        values.size());
    values.forEach(value -> ValueAxis.check("values", value.doubleValue()));
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

  /** The same with one bar framed, its value in bold. */
  public Bars emphasising(String label) {
    return new Bars(title, unit, labels, values, across, label);
  }

  /** The picture; its words repeat the values. */
  @Override
  public Figure figure() {
    String list =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i) + ": " + text(i))
            .collect(Collectors.joining("; "));
    String what = unit.isEmpty() ? title : title + " (" + unit + ")";
    return new Figure(
        Canvas.titled(title, Canvas.CHART_WIDTH, Canvas.CHART_HEIGHT, this::draw),
        what + ": bar chart. " + list + ".",
        what + ". " + list + ".");
  }

  private String text(int bar) {
    return axis().text(values.get(bar).doubleValue());
  }

  private ValueAxis axis() {
    return ValueAxis.of(unit, values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  private void draw(Graphics2D g) {
    CategoryChart chart = chart();
    chart.paint(g, Canvas.CHART_WIDTH, Canvas.CHART_HEIGHT);
    for (int i = 0; i < labels.size(); i++) {
      mark(g, chart, i);
    }
  }

  private CategoryChart chart() {
    Axis names = Axis.of(across, labels);
    CategoryChart chart =
        new CategoryChart(Canvas.CHART_WIDTH, Canvas.CHART_HEIGHT, ChartTheme.XChart);
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(unit);
    chart.addSeries("values", names.labels(), heights()).setFillColor(BLUE);
    ValueAxis axis = axis();
    double top = axis.top() / axis.unit();
    // Without these, XChart puts ticks at evenly spaced values only, and none at 0.
    chart.addSeries("ticks", List.of("0", "1", "2"), List.of(0.0, top, top / 2)).setEnabled(false);
    CategoryStyler styler = chart.getStyler();
    axis.style(styler, names, 720 / labels.size(), labels.size());
    styler.setOverlapped(true).setAvailableSpaceFill(FILL);
    return chart;
  }

  private List<Double> heights() {
    double unit = axis().unit();
    return values.stream().map(value -> value.doubleValue() / unit).toList();
  }

  /** Writes the value of a bar; XChart's labels share one font, and its bars have no frames. */
  private void mark(Graphics2D g, CategoryChart chart, int bar) {
    double place = chart.getScreenXFromChart(1) - chart.getScreenXFromChart(0);
    double left = chart.getScreenXFromChart(bar) + place * (1 - FILL) / 2;
    double top = chart.getScreenYFromChart(heights().get(bar));
    boolean framed = labels.get(bar).equals(emphasised);
    g.setColor(Color.BLACK);
    g.setFont(Canvas.CELL.deriveFont(framed ? Font.BOLD : Font.PLAIN));
    Canvas.centred(g, text(bar), (int) (left + place * FILL / 2), (int) top - 8);
    if (framed) {
      g.setStroke(new BasicStroke(3));
      g.draw(new Rectangle2D.Double(left, top, place * FILL, chart.getScreenYFromChart(0) - top));
    }
  }
}
