package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.DoublePredicate;

/**
 * One matrix of coloured cells with its labels, row 0 on top.
 *
 * @param values a row may be short: what it lacks is not drawn
 * @param cell the size of one, in pixels
 * @param over draws over the cells, which fill the rectangle
 */
@SuppressWarnings("ArrayRecordComponent")
record Subplot(
    String title,
    double[][] values,
    Axis rows,
    Axis columns,
    Dimension cell,
    ColorScale scale,
    BiConsumer<Graphics2D, Rectangle> over) {

  /** The height of all cells of a picture at most, so that a screen has room for its labels. */
  static final int TALL = 576;

  /** Their width at most. */
  static final int WIDE = 700;

  /** The side of the square that marks a padded label. */
  static final int SQUARE = 11;

  /** The ground of a cell that is not a number, and of an infinite one. */
  static final Color NAN = new Color(0xe4e4e4);

  static final Color INFINITE = new Color(0x4a4a4a);

  private static final Color LINE = new Color(0xd0d0d0);
  private static final Font NAME = Canvas.AXIS;
  private static final int MOST_WITH_NUMBERS = 12;
  private static final int HATCH_STEP = 9;
  private static final int GAP = 10;

  Subplot(String title, double[][] values, Axis rows, Axis columns, Dimension cell, ColorScale s) {
    this(title, values, rows, columns, cell, s, (g, cells) -> {});
  }

  /** A cell as large as a picture of one panel has room for, and square if that is. */
  static Dimension fitting(Axis rows, Axis columns) {
    int width = side(columns.size(), WIDE);
    return new Dimension(width, Math.min(width, side(rows.size(), TALL)));
  }

  /** The side of a cell, so that {@code count} of them fit into {@code room}. */
  static int side(int count, int room) {
    return Math.max(18, Math.min(room, Math.max(280, 56 * count)) / count);
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
    int below = columns.title().isEmpty() ? GAP : (isLevel() ? 22 : columns.widest() + 8) + 34;
    int titled = cells.x + Canvas.width(NAME, Canvas.drawable(title));
    int right = Math.max(cells.x + cells.width, titled) + 2 * GAP;
    int words = columns.title().isEmpty() ? 0 : Canvas.width(NAME, columns.title());
    int overhang = Math.max(0, (words - cells.width) / 2);
    return new Dimension(
        Math.max(right, cells.x + cells.width + overhang + GAP), cells.y + cells.height + below);
  }

  /** Draws the panel at (0, 0). */
  void paint(Graphics2D g) {
    Rectangle whole = cells();
    g.setColor(Color.BLACK);
    g.setFont(NAME);
    g.drawString(Canvas.drawable(title), whole.x, whole.y - 9);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < values[row].length; column++) {
        paint(g, place(whole, row, column), row, column);
      }
    }
    over.accept(g, whole);
    nameRows(g, whole);
    nameColumns(g, whole);
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
      hatch(g, place);
    }
    if (isNumbered()) {
      write(g, place, scale.inCell(value), ground);
    } else if (Double.isNaN(value)) {
      cross(g, place);
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

  private void nameRows(Graphics2D g, Rectangle whole) {
    if (rows.title().isEmpty()) {
      return;
    }
    for (int row = 0; row < rows.size(); row++) {
      int middle = whole.y + row * cell.height + cell.height / 2;
      name(g, rows, row, whole.x - 8 - rows.width(row), middle + 5);
    }
    g.setFont(NAME);
    Canvas.upwards(
        g, 22, whole.y + whole.height / 2, turned -> Canvas.centred(turned, rows.title(), 0, 0));
  }

  private void nameColumns(Graphics2D g, Rectangle whole) {
    if (columns.title().isEmpty()) {
      return;
    }
    int below = whole.y + whole.height;
    for (int column = 0; column < columns.size(); column++) {
      int middle = whole.x + column * cell.width + cell.width / 2;
      int width = columns.width(column);
      int place = column;
      if (isLevel()) {
        name(g, columns, column, middle - width / 2, below + 18);
      } else {
        Canvas.upwards(
            g, middle + 5, below + 8 + width, turned -> name(turned, columns, place, 0, 0));
      }
    }
    g.setFont(NAME);
    int baseline = below + (isLevel() ? 22 : columns.widest() + 8) + 22;
    Canvas.centred(g, columns.title(), (int) whole.getCenterX(), baseline);
  }

  /** Writes a label, with a hatched square before it if it is padding. */
  private static void name(Graphics2D g, Axis axis, int place, int x, int baseline) {
    g.setColor(Color.BLACK);
    g.setFont(Canvas.TICK);
    int square = axis.pads().get(place) ? SQUARE + 3 : 0;
    g.drawString(axis.labels().get(place), x + square, baseline);
    if (square > 0) {
      g.setStroke(new BasicStroke(1));
      g.drawRect(x, baseline - SQUARE, SQUARE, SQUARE);
      for (int step = 3; step < 2 * SQUARE; step += 4) {
        int from = Math.max(0, step - SQUARE);
        int to = Math.min(step, SQUARE);
        g.drawLine(x + from, baseline - (step - from), x + to, baseline - (step - to));
      }
    }
  }

  /** Dark lines with light edges: visible on every colour of the scale. */
  static void hatch(Graphics2D g, Rectangle cell) {
    Shape before = g.getClip();
    g.clip(cell);
    g.setStroke(new BasicStroke(1));
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    int phase = (cell.x + cell.y) % HATCH_STEP;
    for (int x = cell.x - phase; x < cell.x + cell.width + cell.height; x += HATCH_STEP) {
      g.setColor(new Color(255, 255, 255, 150));
      g.drawLine(x + 2, cell.y, x + 2 - cell.height, cell.y + cell.height);
      g.setColor(new Color(70, 70, 70, 120));
      g.drawLine(x, cell.y, x - cell.height, cell.y + cell.height);
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setClip(before);
  }

  private static void write(Graphics2D g, Rectangle cell, String text, Color ground) {
    g.setFont(Canvas.CELL);
    int width = Math.min(g.getFontMetrics().stringWidth(text) + 6, cell.width);
    int middle = (int) cell.getCenterY();
    g.setColor(ground);
    g.fillRect((int) cell.getCenterX() - width / 2, middle - 10, width, 20);
    g.setColor(ColorScale.inkOn(ground));
    Canvas.centred(g, text, (int) cell.getCenterX(), middle + 6);
  }

  private static void cross(Graphics2D g, Rectangle cell) {
    int x = (int) cell.getCenterX();
    int y = (int) cell.getCenterY();
    int across = cell.width / 4;
    int down = cell.height / 4;
    g.setColor(Color.DARK_GRAY);
    g.setStroke(new BasicStroke(2));
    g.drawLine(x - across, y - down, x + across, y + down);
    g.drawLine(x - across, y + down, x + across, y - down);
  }
}
