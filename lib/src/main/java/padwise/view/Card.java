package padwise.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Panels in rows on a white card, with a title above and one colour bar for all of them. */
final class Card {

  private static final int MARGIN = 16;
  static final int TITLE_ROOM = 44;
  private static final int BAR_ROOM = 96;
  private static final int BAR_WIDTH = 22;
  private static final int LONGEST_BAR = 480;

  private Card() {}

  /** Lays the panels out from left to right, {@code across} in a row. */
  static BufferedImage of(String title, List<Panel> panels, int across, Scale scale) {
    List<Panel.Drawn> drawn = panels.stream().map(p -> p.draw(scale)).toList();
    int[] lefts = new int[across + 1];
    int[] tops = new int[(panels.size() + across - 1) / across + 1];
    tops[0] = TITLE_ROOM;
    for (int i = 0; i < drawn.size(); i++) {
      BufferedImage image = drawn.get(i).image();
      lefts[i % across + 1] = Math.max(lefts[i % across + 1], lefts[i % across] + image.getWidth());
      tops[i / across + 1] = Math.max(tops[i / across + 1], tops[i / across] + image.getHeight());
    }
    BufferedImage card = blank(lefts[across] + BAR_ROOM, tops[tops.length - 1]);
    Graphics2D g = titled(card, title);
    for (int i = 0; i < drawn.size(); i++) {
      g.drawImage(drawn.get(i).image(), lefts[i % across], tops[i / across], null);
    }
    Rectangle2D cells = drawn.get(0).cells();
    int height = (int) Math.min(cells.getHeight(), LONGEST_BAR);
    bar(g, new Rectangle(lefts[across], tops[0] + (int) cells.getY(), BAR_WIDTH, height), scale);
    g.dispose();
    return card;
  }

  private static void bar(Graphics2D g, Rectangle bar, Scale scale) {
    double range = scale.max() - scale.min();
    for (int i = 0; i < bar.height; i++) {
      g.setColor(scale.at(scale.max() - range * i / (bar.height - 1)));
      g.fillRect(bar.x, bar.y + i, bar.width, 1);
    }
    g.setColor(Color.GRAY);
    g.draw(bar);
    g.setColor(Color.BLACK);
    g.setFont(Fonts.CELL);
    int steps = bar.height < 80 ? 1 : bar.height < 180 ? Math.min(2, scale.steps()) : scale.steps();
    for (int i = 0; i <= steps; i++) {
      int tick = bar.y + bar.height * i / steps;
      g.drawLine(bar.x + bar.width, tick, bar.x + bar.width + 4, tick);
      g.drawString(
          Numbers.inCell(scale.max() - range * i / steps), bar.x + bar.width + 9, tick + 6);
    }
  }

  /** A white picture; heatmaps look the same on a light and on a dark page. */
  static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.BLACK);
    return g;
  }

  /** Writes the title into the first {@link #TITLE_ROOM} lines of the card. */
  static Graphics2D titled(BufferedImage card, String title) {
    Graphics2D g = graphics(card);
    g.setFont(Fonts.TITLE);
    g.drawString(fitted(title, g, card.getWidth() - 2 * MARGIN), MARGIN, TITLE_ROOM - 14);
    return g;
  }

  /** The title, in a smaller size or cut short if the card is narrow. */
  private static String fitted(String title, Graphics2D g, int room) {
    if (g.getFontMetrics().stringWidth(title) > room) {
      g.setFont(g.getFont().deriveFont(Font.BOLD, 16f));
    }
    String shown = title;
    while (g.getFontMetrics().stringWidth(shown) > room && shown.length() > 2) {
      shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
    }
    return shown;
  }
}
