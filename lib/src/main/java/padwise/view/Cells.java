package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * What a plain heatmap leaves out: numbers, hatching over pads, and values that are not numbers.
 */
final class Cells extends Annotation {

  private static final Color LINE = new Color(0xd0d0d0);
  private static final Color NOT_FINITE = new Color(0xe4e4e4);
  private static final int MOST_WITH_NUMBERS = 12;
  private static final int HATCH_STEP = 9;

  private final Panel panel;
  private final Scale scale;
  private final boolean numbers;

  Cells(Panel panel, Scale scale) {
    super(true);
    this.panel = panel;
    this.scale = scale;
    this.numbers = panel.cellWidth() >= 48 && panel.columns().size() <= MOST_WITH_NUMBERS;
  }

  @Override
  public void paint(Graphics2D g) {
    int x = getXAxisScreenValueForMin();
    int y = getYAxisScreenValueForMin();
    bounds =
        new Rectangle2D.Double(
            x, y, getXAxisScreenValueForMax() - x, getYAxisScreenValueForMax() - y);
    for (int row = 0; row < panel.rows().size(); row++) {
      for (int column = 0; column < panel.columns().size(); column++) {
        paintCell(g, row, column);
      }
    }
  }

  private void paintCell(Graphics2D g, int row, int column) {
    double width = bounds.getWidth() / panel.columns().size();
    double height = bounds.getHeight() / panel.rows().size();
    Rectangle2D cell =
        new Rectangle2D.Double(
            bounds.getX() + column * width, bounds.getY() + row * height, width, height);
    double value = panel.values()[row][column];
    Color ground = Double.isFinite(value) ? scale.at(value) : NOT_FINITE;
    g.setColor(ground);
    g.fill(cell);
    if (panel.rows().pads().get(row) || panel.columns().pads().get(column)) {
      hatch(g, cell);
    }
    if (numbers) {
      write(g, cell, Numbers.inCell(value), ground);
    } else if (!Double.isFinite(value)) {
      cross(g, cell, value);
    }
    g.setStroke(new BasicStroke(1));
    g.setColor(LINE);
    g.draw(cell);
  }

  /** Dark lines with light edges: visible on every colour of the scale. */
  private static void hatch(Graphics2D g, Rectangle2D cell) {
    Shape before = g.getClip();
    g.clip(cell);
    double reach = cell.getWidth() + cell.getHeight();
    double phase = (cell.getX() + cell.getY()) % HATCH_STEP;
    for (double d = -phase; d < reach; d += HATCH_STEP) {
      stroke(g, cell, d + 1.5, new Color(255, 255, 255, 150));
      stroke(g, cell, d, new Color(70, 70, 70, 120));
    }
    g.setClip(before);
  }

  private static void stroke(Graphics2D g, Rectangle2D cell, double d, Color color) {
    g.setColor(color);
    g.setStroke(new BasicStroke(1.3f));
    g.draw(
        new Line2D.Double(
            cell.getX() + d, cell.getY(), cell.getX() + d - cell.getHeight(), cell.getMaxY()));
  }

  private static void write(Graphics2D g, Rectangle2D cell, String text, Color ground) {
    g.setFont(Fonts.CELL);
    FontMetrics metrics = g.getFontMetrics();
    double width = metrics.stringWidth(text);
    double x = cell.getCenterX() - width / 2;
    double baseline = cell.getCenterY() + (metrics.getAscent() - metrics.getDescent()) / 2.0;
    g.setColor(ground);
    g.fill(new Rectangle2D.Double(x - 3, cell.getCenterY() - 10, width + 6, 20));
    g.setColor(Scale.inkOn(ground));
    g.drawString(text, (float) x, (float) baseline);
  }

  /** A cross for NaN, a bar for an infinity, where a number would not fit. */
  private static void cross(Graphics2D g, Rectangle2D cell, double value) {
    double tilt = Double.isNaN(value) ? cell.getHeight() / 4 : 0;
    double reach = cell.getWidth() / 4;
    g.setColor(Color.DARK_GRAY);
    g.setStroke(new BasicStroke(2));
    for (int sign = -1; sign <= 1; sign += 2) {
      g.draw(
          new Line2D.Double(
              cell.getCenterX() - reach,
              cell.getCenterY() - sign * tilt,
              cell.getCenterX() + reach,
              cell.getCenterY() + sign * tilt));
    }
  }
}
