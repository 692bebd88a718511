package padwise.view;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import padwise.math.Preconditions;

/**
 * A small line chart: up to six lines, each with its name at its end.
 *
 * <p>{@code Lines.of("Loss", "step", "loss").with("masked", steps, losses).level("chance", 0.69)}
 *
 * @param title what the chart shows
 * @param across what runs to the right, such as "step"
 * @param up what the lines measure; a share ("share of slots") is drawn against 0 to 1
 * @param lines in the order they were given, none below 0
 */
public record Lines(String title, String across, String up, List<Line> lines) implements Chart {

  private static final int MOST_LINES = 6;
  private static final int MOST_POINTS = 2000;
  private static final double CLOSEST = 1e-6;

  /**
   * A line.
   *
   * @param name what stands at its end
   * @param xs ascending; none for a level line, which goes all the way across
   * @param ys one for each x; one for a level line
   */
  public record Line(String name, List<Double> xs, List<Double> ys) {

    boolean isLevel() {
      return xs.isEmpty();
    }

    private void check() {
      int points = xs.size();
      Preconditions.require(
          points >= 2 && points <= MOST_POINTS,
          "xs of %s: expected 2 to %s but was %s; show one number as a level, and every n-th of many",
          name,
          MOST_POINTS,
          points);
      int heights = ys.size();
      Preconditions.require(
          points == heights, "ys of %s: expected %s, one an x, but was %s", name, points, heights);
      for (int i = 1; i < points; i++) {
        Preconditions.require(
            xs.get(i - 1) < xs.get(i),
            "xs of %s: expected ascending numbers but %s comes after %s; sort the points by x",
            name,
            xs.get(i),
            xs.get(i - 1));
      }
      double span = xs.get(points - 1) - xs.get(0);
      Preconditions.require(
          span >= CLOSEST * Math.max(Math.abs(xs.get(0)), Math.abs(xs.get(points - 1))),
          "xs of %s: expected numbers far enough apart to draw, but were %s to %s; count from the first",
          name,
          xs.get(0),
          xs.get(points - 1));
    }

    /** First, lowest, highest and last value; a level line has one. */
    private String alt(int xDecimals, int yDecimals) {
      if (isLevel()) {
        return caption(yDecimals);
      }
      IntFunction<String> point =
          i -> y(i, yDecimals) + " at " + Numbers.fixed(xs.get(i), xDecimals);
      return "%s: %s points, first %s, lowest %s, highest %s, last %s"
          .formatted(
              name,
              ys.size(),
              point.apply(0),
              point.apply(ys.indexOf(Collections.min(ys))),
              point.apply(ys.indexOf(Collections.max(ys))),
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

  /** Checks the lines' number; each line was checked when it was added. */
  public Lines {
    lines = List.copyOf(lines);
    Preconditions.require(
        lines.size() <= MOST_LINES,
        "lines: expected at most %s but was %s; use two charts",
        MOST_LINES,
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

  /**
   * The same with another line.
   *
   * @param xs 2 to 2,000 finite numbers, ascending
   * @param ys one for each, finite, from 0 up
   */
  public Lines with(String name, List<? extends Number> xs, List<? extends Number> ys) {
    Line line = new Line(name, finite("xs of " + name, xs), finite("ys of " + name, ys));
    line.check();
    return and(line);
  }

  /** The same with a dotted line at one height, all the way across, such as a baseline. */
  public Lines level(String name, double height) {
    return and(new Line(name, List.of(), finite("height of " + name, List.of(height))));
  }

  /**
   * The picture; its words give each line's first, lowest, highest and last value.
   *
   * @throws IllegalArgumentException if there is no line but levels
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
    String alt =
        lines.stream()
            .map(line -> line.alt(xDecimals, yDecimals))
            .collect(Collectors.joining("; "));
    String caption =
        lines.stream().map(line -> line.caption(yDecimals)).collect(Collectors.joining("; "));
    return new Figure(
        Canvas.titled(title, Canvas.CHART_WIDTH, Canvas.CHART_HEIGHT, new LinePlot(this)::draw),
        what + ": line chart. " + alt + ".",
        what + ". " + caption + ".");
  }

  /** All xs or ys of all lines. */
  DoubleStream all(Function<Line, List<Double>> part) {
    return lines.stream().map(part).flatMap(List::stream).mapToDouble(value -> value);
  }

  private Lines and(Line line) {
    line.ys().forEach(y -> ValueAxis.check("ys of " + line.name(), y));
    List<Line> more = Stream.concat(lines.stream(), Stream.of(line)).toList();
    return new Lines(title, across, up, more);
  }

  private static List<Double> finite(String name, List<? extends Number> values) {
    Preconditions.require(
        values != null && values.stream().noneMatch(Objects::isNull), "%s: expected no null", name);
    List<Double> numbers = values.stream().map(Number::doubleValue).toList();
    for (double number : numbers) {
      Preconditions.require(
          Double.isFinite(number), "%s: expected finite numbers but found %s", name, number);
    }
    return numbers;
  }
}
