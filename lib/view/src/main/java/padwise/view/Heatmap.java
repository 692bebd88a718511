package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;

/**
 * One matrix of coloured cells with its labels, row 0 on top; several stand under one title.
 *
 * @param values a row may be short: what it lacks is not drawn
 * @param cell the size of one, in pixels
 */
@SuppressWarnings("ArrayRecordComponent")
record Heatmap(
    String title, double[][] values, Axis rows, Axis columns, Dimension cell, ColorScale scale) {

  /** The height of all cells of a picture at most, so that a screen has room for its labels. */
  static final int TALL = 576;

  /** The ground of a cell that is not a number, and of an infinite one. */
  static final Color NAN = new Color(0xe4e4e4);

  static final Color INFINITE = new Color(0x4a4a4a);

  private static final Color LINE = new Color(0xd0d0d0);
  private static final Color BORDER = new Color(0xb0480c);
  static final int MOST = 128;
  private static final int MOST_WITH_NUMBERS = 12;
  private static final int WIDE = 700;
  private static final int HATCH_STEP = 9;
  private static final int GAP = 10;

  /** Fits the title: what can't be drawn is spelled out, and what is too long is cut. */
  Heatmap {
    title = Figure.fitted(Figure.AXIS, Figure.drawable(title), WIDE);
  }

  /** The cells of {@code [rows, columns]}, both at most 128. */
  static double[][] read(String name, INDArray array, int rows, int columns) {
    Preconditions.require(
        array != null
            && !array.isEmpty()
            && Arrays.equals(array.shape(), new long[] {rows, columns}),
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

  /** A cell as large as a picture of one panel has room for, and square if that is. */
  static Dimension fitting(Axis rows, Axis columns) {
    int width = side(columns.size(), WIDE);
    return new Dimension(width, Math.min(width, side(rows.size(), TALL)));
  }

  /** A square cell, so that the longer side fits into {@code room}. */
  static Dimension square(Axis rows, Axis columns, int room) {
    int side = side(Math.max(rows.size(), columns.size()), room);
    return new Dimension(side, side);
  }

  /** The side of a cell, so that {@code count} of them fit into {@code room}. */
  private static int side(int count, int room) {
    return Math.max(18, Math.min(room, Math.max(280, 56 * count)) / count);
  }

  /**
   * Lays panels out, {@code across} in a row, each new scale with its bar; {@code what} says the
   * kind of picture and its axes, {@code finding} what there is to see.
   */
  static Figure figure(
      String title, String what, String finding, List<Heatmap> panels, int across) {
    List<Rectangle> places = new ArrayList<>();
    Rectangle all = new Rectangle();
    for (int i = 0; i < panels.size(); i++) {
      Dimension size = panels.get(i).size();
      Rectangle cells = panels.get(i).cells();
      int bar =
          hasBar(panels, i, across)
              ? cells.x + cells.width + 12 + panels.get(i).scale.barWidth()
              : 0;
      int left = i % across == 0 ? 0 : (int) places.get(i - 1).getMaxX();
      int top = i % across == 0 ? all.height : places.get(i - 1).y;
      places.add(new Rectangle(left, top, Math.max(size.width, bar), size.height));
      all.add(places.get(i));
    }
    String legend =
        panels.stream()
            .flatMap(panel -> Arrays.stream(panel.legend().split("(?<=\\.)")))
            .distinct()
            .collect(Collectors.joining());
    return new Figure(
        Figure.titled(title, all.width, all.height, g -> paint(g, panels, places, across)),
        "%s: %s, %s. %s".formatted(title, what, colors(panels), finding),
        title + ". " + finding + legend);
  }

  /** Tells if a bar stands beside a panel: where its scale ends, and was not explained above. */
  private static boolean hasBar(List<Heatmap> panels, int i, int across) {
    ColorScale scale = panels.get(i).scale;
    boolean isLast = i % across == across - 1 || i == panels.size() - 1;
    boolean isKnown = i >= across && scale.equals(panels.get(0).scale);
    return !isKnown && (isLast || !scale.equals(panels.get(i + 1).scale));
  }

  private static String colors(List<Heatmap> panels) {
    boolean isOne = panels.stream().map(Heatmap::scale).distinct().count() == 1;
    return panels.stream()
        .limit(isOne ? 1 : panels.size())
        .map(each -> (isOne ? "" : each.title + ": ") + each.scale.words())
        .collect(Collectors.joining("; "));
  }

  private static void paint(
      Graphics2D g, List<Heatmap> panels, List<Rectangle> places, int across) {
    AffineTransform origin = g.getTransform();
    for (int i = 0; i < panels.size(); i++) {
      g.translate(places.get(i).x, places.get(i).y);
      panels.get(i).paint(g);
      if (hasBar(panels, i, across)) {
        Rectangle cells = panels.get(i).cells();
        panels.get(i).scale.paint(g, cells.x + cells.width + 12, cells.y, cells.height);
      }
      g.setTransform(origin);
    }
  }

  /** The meaning of the marks in cells, where there are any. */
  String legend() {
    boolean pads = !rows.pads().isEmpty() || !columns.pads().isEmpty();
    return (pads ? " Hatched, " + Axis.PAD_MARK + ": padding." : "")
        + (any(Double::isNaN) ? isNumbered() ? " Grey: NaN." : " Grey, ×: NaN." : "")
        + (any(Double::isInfinite) ? " Dark grey: −∞ or ∞." : "")
        + (any(this::isDotted) ? " Dot: exactly 0." : "");
  }

  /** The place of the cells, if the panel stands at (0, 0). */
  Rectangle cells() {
    int left = rows.title().isEmpty() ? GAP : 34 + rows.widest() + 8;
    int top = title.isEmpty() ? 6 : 30;
    return new Rectangle(left, top, columns.size() * cell.width, rows.size() * cell.height);
  }

  /** The size of the whole panel. */
  Dimension size() {
    Rectangle cells = cells();
    int below = columns.title().isEmpty() ? GAP : labelsBelow() + 34;
    int titled = cells.x + Figure.width(Figure.AXIS, title) + GAP;
    int named = (int) cells.getCenterX() + Figure.width(Figure.AXIS, columns.title()) / 2;
    int width = Math.max(cells.x + cells.width + GAP, Math.max(titled, named));
    return new Dimension(width + GAP, cells.y + cells.height + below);
  }

  /** Draws the panel at (0, 0). */
  void paint(Graphics2D g) {
    Rectangle whole = cells();
    g.setColor(Color.BLACK);
    g.setFont(Figure.AXIS);
    g.drawString(title, whole.x, whole.y - 9);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < values[row].length; column++) {
        paint(g, place(whole, row, column), row, column);
      }
    }
    separate(g, whole);
    if (!rows.title().isEmpty()) {
      nameRows(g, whole);
    }
    if (!columns.title().isEmpty()) {
      nameColumns(g, whole);
    }
  }

  /** Lines between the sentences of a packed row. */
  private void separate(Graphics2D g, Rectangle whole) {
    g.setColor(BORDER);
    g.setStroke(new BasicStroke(3));
    for (int row : rows.borders()) {
      int y = place(whole, row, 0).y;
      g.drawLine(whole.x, y, whole.x + whole.width, y);
    }
    for (int column : columns.borders()) {
      int x = place(whole, 0, column).x;
      g.drawLine(x, whole.y, x, whole.y + whole.height);
    }
    g.setStroke(new BasicStroke(1));
  }

  private Rectangle place(Rectangle whole, int row, int column) {
    return new Rectangle(
        whole.x + column * cell.width, whole.y + row * cell.height, cell.width, cell.height);
  }

  private void paint(Graphics2D g, Rectangle place, int row, int column) {
    double value = values[row][column];
    Color ground =
        Double.isNaN(value) ? NAN : Double.isInfinite(value) ? INFINITE : scale.at(value);
    g.setColor(ground);
    g.fill(place);
    if (rows.pads().get(row) || columns.pads().get(column)) {
      hatch(g, place, HATCH_STEP);
    }
    g.setFont(Figure.CELL);
    if (isNumbered()) {
      write(g, place, scale.inCell(value), ground);
    } else if (Double.isNaN(value)) {
      g.setColor(Color.BLACK);
      Figure.centred(g, "×", (int) place.getCenterX(), (int) place.getCenterY() + 6);
    } else if (isDotted(value)) {
      g.setColor(Color.GRAY);
      g.fillOval((int) place.getCenterX() - 1, (int) place.getCenterY() - 1, 3, 3);
    }
    g.setStroke(new BasicStroke(1));
    g.setColor(LINE);
    g.draw(place);
  }

  /** Tells if the cells have room for their numbers. */
  private boolean isNumbered() {
    return cell.width >= 48 && cell.height >= 24 && columns.size() <= MOST_WITH_NUMBERS;
  }

  /** A dot, where no number can, tells exactly 0 from a share too small for a colour. */
  private boolean isDotted(double value) {
    return value == 0 && scale.steps() > 1 && !isNumbered() && cell.height >= 14;
  }

  private boolean any(DoublePredicate what) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(what);
  }

  private boolean isLevel() {
    return columns.widest() + 6 <= cell.width;
  }

  private int labelsBelow() {
    return isLevel() ? 22 : columns.widest() + 8;
  }

  private void nameRows(Graphics2D g, Rectangle whole) {
    for (int row = 0; row < rows.size(); row++) {
      int middle = whole.y + row * cell.height + cell.height / 2;
      name(g, rows, row, whole.x - 8 - rows.width(row), middle + 5);
    }
    g.setFont(Figure.AXIS);
    int middle = (int) whole.getCenterY();
    Figure.upwards(g, 22, middle, turned -> Figure.centred(turned, rows.title(), 0, 0));
  }

  private void nameColumns(Graphics2D g, Rectangle whole) {
    int below = whole.y + whole.height;
    for (int column = 0; column < columns.size(); column++) {
      int middle = whole.x + column * cell.width + cell.width / 2;
      int width = columns.width(column);
      int place = column;
      if (isLevel()) {
        name(g, columns, column, middle - width / 2, below + 18);
      } else {
        int bottom = below + 8 + width;
        Figure.upwards(g, middle + 5, bottom, turned -> name(turned, columns, place, 0, 0));
      }
    }
    g.setFont(Figure.AXIS);
    Figure.centred(g, columns.title(), (int) whole.getCenterX(), below + labelsBelow() + 22);
  }

  /** Writes a label, with a hatched square before it if it is padding. */
  private static void name(Graphics2D g, Axis axis, int place, int x, int baseline) {
    g.setColor(Color.BLACK);
    g.setFont(Figure.TICK);
    int left = x + (axis.pads().get(place) ? Axis.SQUARE + 3 : 0);
    g.drawString(axis.labels().get(place), left, baseline);
    if (axis.pads().get(place)) {
      var square = new Rectangle(x, baseline - Axis.SQUARE, Axis.SQUARE, Axis.SQUARE);
      hatch(g, square, 4);
      g.setColor(Color.BLACK);
      g.draw(square);
    }
  }

  /** Dark lines with light edges: visible on every colour of the scale. */
  private static void hatch(Graphics2D g, Rectangle cell, int step) {
    Shape before = g.getClip();
    g.clip(cell);
    g.setStroke(new BasicStroke(1));
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    int phase = Math.floorMod(cell.x + cell.y, step);
    for (int x = cell.x - phase; x < cell.x + cell.width + cell.height; x += step) {
      g.setColor(new Color(255, 255, 255, 150));
      g.drawLine(x + 2, cell.y, x + 2 - cell.height, cell.y + cell.height);
      g.setColor(new Color(70, 70, 70, 120));
      g.drawLine(x, cell.y, x - cell.height, cell.y + cell.height);
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setClip(before);
  }

  private static void write(Graphics2D g, Rectangle cell, String text, Color ground) {
    int width = Math.min(g.getFontMetrics().stringWidth(text) + 6, cell.width);
    int middle = (int) cell.getCenterY();
    g.setColor(ground);
    g.fillRect((int) cell.getCenterX() - width / 2, middle - 10, width, 20);
    g.setColor(ColorScale.inkOn(ground));
    Figure.centred(g, text, (int) cell.getCenterX(), middle + 6);
  }
}
