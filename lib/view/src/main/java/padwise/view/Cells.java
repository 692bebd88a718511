package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;

/** What a chart of colours leaves out: numbers, hatching over pads, values that are no numbers. */
record Cells(Panel panel, Scale scale) {

  /** The ground of a cell without a colour. */
  static final Color NOT_FINITE = new Color(0xe4e4e4);

  private static final Color LINE = new Color(0xd0d0d0);
  private static final int MOST_WITH_NUMBERS = 12;
  private static final int HATCH_STEP = 9;

  /** Whether the cells have room for their numbers. */
  static boolean numbered(Panel panel) {
    return panel.cellWidth() >= 48
        && panel.cellHeight() >= 24
        && panel.columns().size() <= MOST_WITH_NUMBERS;
  }

  void paint(Graphics2D g, Rectangle whole) {
    for (int row = 0; row < panel.rows().size(); row++) {
      for (int column = 0; column < panel.columns().size(); column++) {
        int x = whole.x + column * panel.cellWidth();
        int y = whole.y + row * panel.cellHeight();
        Rectangle cell = new Rectangle(x, y, panel.cellWidth(), panel.cellHeight());
        if (panel.rows().pads().get(row) || panel.columns().pads().get(column)) {
          hatch(g, cell);
        }
        mark(g, cell, panel.values()[row][column]);
      }
    }
  }

  private void mark(Graphics2D g, Rectangle cell, double value) {
    if (numbered(panel)) {
      write(g, cell, Numbers.inCell(value), Double.isFinite(value) ? scale.at(value) : NOT_FINITE);
    } else if (!Double.isFinite(value)) {
      cross(g, cell, value);
    }
    g.setStroke(new BasicStroke(1));
    g.setColor(LINE);
    g.draw(cell);
  }

  /** Dark lines with light edges: visible on every colour of the scale. */
  private static void hatch(Graphics2D g, Rectangle cell) {
    Shape before = g.getClip();
    g.clip(cell);
    g.setStroke(new BasicStroke(1.3f));
    int phase = (cell.x + cell.y) % HATCH_STEP;
    for (int x = cell.x - phase; x < cell.x + cell.width + cell.height; x += HATCH_STEP) {
      g.setColor(new Color(255, 255, 255, 150));
      g.drawLine(x + 2, cell.y, x + 2 - cell.height, cell.y + cell.height);
      g.setColor(new Color(70, 70, 70, 120));
      g.drawLine(x, cell.y, x - cell.height, cell.y + cell.height);
    }
    g.setClip(before);
  }

  private static void write(Graphics2D g, Rectangle cell, String text, Color ground) {
    g.setFont(Card.CELL);
    int width = Math.min(g.getFontMetrics().stringWidth(text) + 6, cell.width);
    int middle = (int) cell.getCenterY();
    g.setColor(ground);
    g.fillRect((int) cell.getCenterX() - width / 2, middle - 10, width, 20);
    g.setColor(Scale.inkOn(ground));
    Card.centred(g, text, (int) cell.getCenterX(), middle + 6);
  }

  /** A cross for NaN, a bar for an infinity, where a number would not fit. */
  private static void cross(Graphics2D g, Rectangle cell, double value) {
    int x = (int) cell.getCenterX();
    int y = (int) cell.getCenterY();
    int reach = cell.width / 4;
    int tilt = Double.isNaN(value) ? cell.height / 4 : 0;
    g.setColor(Color.DARK_GRAY);
    g.setStroke(new BasicStroke(2));
    g.drawLine(x - reach, y - tilt, x + reach, y + tilt);
    g.drawLine(x - reach, y + tilt, x + reach, y - tilt);
  }
}
