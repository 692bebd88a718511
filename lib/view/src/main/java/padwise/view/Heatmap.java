package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;

/**
 * Panels in rows under one title. If all have one scale, one bar at the right explains it; else
 * each has a bar of its own.
 */
final class Heatmap {

  private static final int MOST = 128;
  private static final int BAR_ROOM = 96;
  private static final int BAR_WIDTH = 22;
  private static final int LONGEST_BAR = 480;

  private final List<Subplot> panels;
  private final int across;
  private final boolean oneBar;
  private final List<Rectangle> places = new ArrayList<>();

  private Heatmap(List<Subplot> panels, int across) {
    this.panels = panels;
    this.across = Math.min(across, panels.size());
    this.oneBar = panels.stream().map(Subplot::scale).distinct().count() == 1;
    place();
  }

  /**
   * Lays the panels out from left to right, {@code across} in a row, and says what they show.
   *
   * @param what the kind of picture and its axes, for the alt text
   * @param finding what there is to see
   */
  static Figure of(String title, String what, String finding, List<Subplot> panels, int across) {
    Heatmap heatmap = new Heatmap(panels, across);
    String alt = "%s: %s, %s. %s".formatted(title, what, heatmap.colors(), finding);
    String legend =
        panels.stream()
            .flatMap(panel -> Arrays.stream(panel.legend().split("(?<=\\.)")))
            .distinct()
            .collect(Collectors.joining());
    int width = heatmap.places.stream().mapToInt(p -> p.x + p.width).max().orElse(0);
    int height = heatmap.places.stream().mapToInt(p -> p.y + p.height).max().orElse(0);
    int room = heatmap.oneBar ? BAR_ROOM : 0;
    return new Figure(
        Canvas.titled(title, width + room, height, g -> heatmap.draw(g, width)),
        alt,
        title + ". " + finding + legend);
  }

  /** The cells of {@code [rows, columns]}, both at most 128. */
  static double[][] read(String name, INDArray array, int rows, int columns) {
    Preconditions.require(
        array != null && Arrays.equals(array.shape(), new long[] {rows, columns}),
        "%s: expected [%s, %s] as many as there are labels, but was %s",
        name,
        rows,
        columns,
        array);
    Preconditions.require(
        Math.max(rows, columns) <= MOST,
        "%s: a picture holds at most %s rows and columns but was %s; show a part",
        name,
        MOST,
        array);
    return array.castTo(DataType.DOUBLE).toDoubleMatrix();
  }

  private void place() {
    int[] widths = new int[across];
    for (int i = 0; i < panels.size(); i++) {
      int width = panels.get(i).size().width + (oneBar ? 0 : BAR_ROOM);
      widths[i % across] = Math.max(widths[i % across], width);
    }
    int top = 0;
    for (int from = 0; from < panels.size(); from += across) {
      List<Subplot> row = panels.subList(from, Math.min(panels.size(), from + across));
      int height = row.stream().map(Subplot::size).mapToInt(size -> size.height).max().orElse(0);
      int left = 0;
      for (int i = 0; i < row.size(); i++) {
        places.add(new Rectangle(left, top, widths[i], height));
        left += widths[i];
      }
      top += height;
    }
  }

  private String colors() {
    return panels.stream()
        .filter(panel -> !oneBar || panel.equals(panels.get(0)))
        .map(
            panel ->
                (oneBar ? "" : panel.title() + ": ")
                    + "colour from %s to %s"
                        .formatted(text(panel.scale(), 0), text(panel.scale(), 1)))
        .collect(Collectors.joining("; "));
  }

  private static String text(ColorScale scale, double share) {
    return scale.powers() ? scale.onBar(share) : Numbers.text(scale.value(share));
  }

  private void draw(Graphics2D g, int width) {
    AffineTransform origin = g.getTransform();
    for (int i = 0; i < panels.size(); i++) {
      g.translate(places.get(i).x, places.get(i).y);
      panels.get(i).paint(g);
      g.setTransform(origin);
      if (!oneBar || i == 0) {
        Rectangle cells = panels.get(i).cells();
        Dimension size = panels.get(i).size();
        int left =
            oneBar ? width : places.get(i).x + Math.min(size.width, cells.x + cells.width + 12);
        int length = Math.min(cells.height, LONGEST_BAR);
        bar(
            g,
            new Rectangle(left, places.get(i).y + cells.y, BAR_WIDTH, length),
            panels.get(i).scale());
      }
    }
  }

  private static void bar(Graphics2D g, Rectangle bar, ColorScale scale) {
    for (int i = 0; i < bar.height; i++) {
      double share = 1 - (double) i / (bar.height - 1);
      g.setColor(scale.at(scale.value(scale.steps() == 1 ? Math.rint(share) : share)));
      g.fillRect(bar.x, bar.y + i, bar.width, 1);
    }
    g.setStroke(new BasicStroke(1));
    g.setColor(Color.GRAY);
    g.draw(bar);
    g.setColor(Color.BLACK);
    g.setFont(Canvas.CELL);
    int steps = bar.height < 80 ? 1 : bar.height < 180 ? Math.min(2, scale.steps()) : scale.steps();
    for (int i = 0; i <= steps; i++) {
      int tick = bar.y + bar.height * i / steps;
      g.drawLine(bar.x + bar.width, tick, bar.x + bar.width + 4, tick);
      g.drawString(scale.onBar(1 - (double) i / steps), bar.x + bar.width + 9, tick + 6);
    }
  }
}
