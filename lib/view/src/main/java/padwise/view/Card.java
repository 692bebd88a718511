package padwise.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;

/** A white card with a title, the same on a light and on a dark page, and ways to write on it. */
final class Card {

  /** The lines at the top that belong to the title. */
  static final int TITLE_ROOM = 44;

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  static final Font TICK = new Font(Font.MONOSPACED, Font.PLAIN, 16);
  static final Font CELL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  /** The size of a chart below its title. */
  static final int CHART_WIDTH = 860;

  static final int CHART_HEIGHT = 400;

  private static final int MARGIN = 16;
  private static final int PADDING = 14;

  private Card() {}

  static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  static Graphics2D pen(BufferedImage card) {
    Graphics2D g = card.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.BLACK);
    return g;
  }

  /** A card with this title and a chart drawn below it. */
  static BufferedImage titled(String title, Consumer<Graphics2D> chart) {
    int top = TITLE_ROOM + 8;
    BufferedImage card = blank(CHART_WIDTH, top + CHART_HEIGHT);
    Graphics2D g = pen(card);
    title(g, title, CHART_WIDTH);
    g.translate(0, top);
    chart.accept(g);
    return card;
  }

  /** Writes the title, in a smaller size or cut short if the card is narrow. */
  static void title(Graphics2D g, String title, int width) {
    int room = width - 2 * MARGIN;
    g.setFont(TITLE);
    if (g.getFontMetrics().stringWidth(title) > room) {
      g.setFont(TITLE.deriveFont(16f));
    }
    g.drawString(fitted(g, title, room), MARGIN, TITLE_ROOM - 14);
  }

  /** These words, cut short if they take more room. */
  static String fitted(Graphics2D g, String words, int room) {
    String shown = words;
    while (g.getFontMetrics().stringWidth(shown) > room && shown.length() > 2) {
      shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
    }
    return shown;
  }

  /** Writes words around {@code middle}. */
  static void centred(Graphics2D g, String words, int middle, int baseline) {
    g.drawString(words, middle - g.getFontMetrics().stringWidth(words) / 2, baseline);
  }

  /** The look of every chart: labels stand level below their places if all of them fit. */
  static void style(AxesChartStyler styler, Axis columns, int place, int mostLabels) {
    boolean level = columns.widest() + 6 <= place;
    styler
        .setXAxisLabelRotation(level ? 0 : 90)
        .setXAxisLabelAlignmentVertical(level ? TextAlignment.Centre : TextAlignment.Right)
        .setPlotMargin(0)
        .setAxisTicksLineVisible(false)
        .setAxisTicksMarksVisible(false)
        .setAxisTickPadding(10)
        .setAxisTickLabelsFont(TICK)
        .setAxisTickLabelsColor(Color.BLACK)
        .setAxisTitleFont(AXIS)
        .setAxisTitlePadding(12)
        .setXAxisMaxLabelCount(mostLabels + 1) // else it leaves some out, on both axes
        .setYAxisLabelAlignment(TextAlignment.Right)
        .setPlotBorderVisible(false)
        .setLegendVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(AXIS)
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(8)
        .setChartPadding(PADDING);
  }
}
