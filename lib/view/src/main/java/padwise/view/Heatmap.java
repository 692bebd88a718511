package padwise.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;

/** Panels in rows on one card, with one colour bar for all of them. */
final class Heatmap {

  private static final int MOST = 128;
  private static final int BAR_ROOM = 96;
  private static final int BAR_WIDTH = 22;
  private static final int LONGEST_BAR = 480;

  private Heatmap() {}

  /**
   * Lays the panels out from left to right, {@code across} in a row, and says what they show.
   *
   * @param what the kind of picture and its axes, for the alt text
   * @param finding what there is to see
   */
  static Figure of(
      String title, String what, String finding, List<Panel> panels, int across, Scale scale) {
    String alt =
        "%s: %s, colour from %s to %s. %s"
            .formatted(title, what, Numbers.text(scale.min()), Numbers.text(scale.max()), finding);
    String caption = title + ". " + finding + panels.get(0).legend();
    return new Figure(draw(title, panels, across, scale), alt, caption);
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

  private static BufferedImage draw(String title, List<Panel> panels, int across, Scale scale) {
    List<Panel.Drawn> drawn = panels.stream().map(panel -> panel.draw(scale)).toList();
    int[] lefts = new int[across + 1];
    int[] tops = new int[(panels.size() + across - 1) / across + 1];
    tops[0] = Card.TITLE_ROOM;
    for (int i = 0; i < panels.size(); i++) {
      int right = lefts[i % across] + drawn.get(i).image().getWidth();
      int bottom = tops[i / across] + drawn.get(i).image().getHeight();
      lefts[i % across + 1] = Math.max(lefts[i % across + 1], right);
      tops[i / across + 1] = Math.max(tops[i / across + 1], bottom);
    }
    BufferedImage card = Card.blank(lefts[across] + BAR_ROOM, tops[tops.length - 1]);
    Graphics2D g = Card.pen(card);
    Card.title(g, title, card.getWidth());
    for (int i = 0; i < panels.size(); i++) {
      g.drawImage(drawn.get(i).image(), lefts[i % across], tops[i / across], null);
    }
    Rectangle cells = drawn.get(0).cells();
    int length = Math.min(cells.height, LONGEST_BAR);
    bar(g, new Rectangle(lefts[across], tops[0] + cells.y, BAR_WIDTH, length), scale);
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
    g.setFont(Card.CELL);
    int steps = bar.height < 80 ? 1 : bar.height < 180 ? Math.min(2, scale.steps()) : scale.steps();
    for (int i = 0; i <= steps; i++) {
      int tick = bar.y + bar.height * i / steps;
      g.drawLine(bar.x + bar.width, tick, bar.x + bar.width + 4, tick);
      String value = Numbers.onScale(scale.max() - range * i / steps, range / steps);
      g.drawString(value, bar.x + bar.width + 9, tick + 6);
    }
  }
}
