package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;

/** One heatmap of cells {@code [rows, columns]} with its labels, row 0 on top; sizes in pixels. */
@SuppressWarnings("ArrayRecordComponent")
record Panel(
    String title, double[][] values, Axis rows, Axis columns, int cellWidth, int cellHeight) {

  private static final int EDGE = 14;
  private static final int GAP = 8;
  private static final int LINE = 26;

  /** The width of a cell, so that {@code count} of them fill a slide and every label fits. */
  static int side(int count) {
    return Math.max(18, Math.min(720, Math.max(320, 80 * count)) / count);
  }

  int width() {
    Rectangle cells = cells();
    return cells.x + cells.width + EDGE;
  }

  int height() {
    Rectangle cells = cells();
    int words = columns.title().isEmpty() ? 0 : GAP + labelHeight() + LINE;
    return cells.y + cells.height + words + EDGE;
  }

  /** Where the cells are, without labels and titles. */
  Rectangle cells() {
    int left = EDGE + (rows.title().isEmpty() ? 0 : LINE + rows.widest() + GAP);
    int top = EDGE + (title.isEmpty() ? 0 : LINE);
    return new Rectangle(left, top, columns.size() * cellWidth, rows.size() * cellHeight);
  }

  /** What the hatching and the grey cells mean, where there are any. */
  String legend() {
    boolean pads = !rows.pads().isEmpty() || !columns.pads().isEmpty();
    boolean grey =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(v -> !Double.isFinite(v));
    return (pads ? " Hatched, " + Axis.PAD_MARK + ": padding." : "")
        + (grey ? " Grey: NaN (×) or infinite (–)." : "");
  }

  void paint(Graphics2D g, Scale scale) {
    new Cells(this, scale).paint(g);
    g.setColor(Color.BLACK);
    Rectangle cells = cells();
    g.setFont(Card.AXIS);
    Card.centred(g, title, (int) cells.getCenterX(), cells.y - GAP);
    if (!rows.title().isEmpty()) {
      paintRows(g, cells);
    }
    if (!columns.title().isEmpty()) {
      paintColumns(g, cells);
    }
  }

  private void paintRows(Graphics2D g, Rectangle cells) {
    g.setFont(Card.TICK);
    for (int row = 0; row < rows.size(); row++) {
      String label = rows.labels().get(row);
      int left = cells.x - GAP - g.getFontMetrics().stringWidth(label);
      g.drawString(label, left, cells.y + row * cellHeight + cellHeight / 2 + 6);
    }
    g.setFont(Card.AXIS);
    int length = g.getFontMetrics().stringWidth(rows.title());
    Card.upwards(g, rows.title(), EDGE + 12, (int) cells.getCenterY() + length / 2);
  }

  private void paintColumns(Graphics2D g, Rectangle cells) {
    g.setFont(Card.TICK);
    int below = cells.y + cells.height + GAP;
    Card.labels(g, columns, cells.x, below, cellWidth);
    g.setFont(Card.AXIS);
    Card.centred(g, columns.title(), (int) cells.getCenterX(), below + labelHeight() + LINE - 6);
  }

  private int labelHeight() {
    return Card.labelHeight(columns, cellWidth);
  }
}
