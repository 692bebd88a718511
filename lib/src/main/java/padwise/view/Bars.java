package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import padwise.math.Given;

/**
 * A small bar chart: one bar a label, from zero up, its value above it.
 *
 * @param title what the chart shows
 * @param unit what the values are; a share ("share of slots") is drawn against 0 to 1
 * @param labels what the bars are
 * @param values finite and at least 0, one for each label
 * @param across the words below the labels; may be empty
 * @param emphasised the label of a bar that is framed, its value in bold; empty for none
 */
public record Bars(
    String title,
    String unit,
    List<String> labels,
    List<? extends Number> values,
    String across,
    String emphasised) {

  private static final Rectangle PLOT = new Rectangle(96, 80, 740, 300);
  private static final int TICKS = 4;
  private static final Color BLUE = new Color(0x3b79c9);
  private static final Color GRID = new Color(0xd0d0d0);

  /** Checks that there is one number from 0 up for each label. */
  public Bars {
    Given.that(
        !labels.isEmpty() && labels.size() == values.size(),
        "values: expected one for each of the %s labels but were %s",
        labels.size(),
        values.size());
    Given.that(
        values.stream().allMatch(v -> v.doubleValue() >= 0 && Double.isFinite(v.doubleValue())),
        "values: expected finite numbers from 0 up but was %s",
        values);
    Given.that(
        emphasised.isEmpty() || labels.contains(emphasised),
        "emphasised: expected one of %s but was %s",
        labels,
        emphasised);
  }

  /** A chart of these values. */
  public static Bars of(
      String title, String unit, List<String> labels, List<? extends Number> values) {
    return new Bars(title, unit, labels, values, "", "");
  }

  /** The same with words below the labels: what tells one bar from the next. */
  public Bars across(String words) {
    return new Bars(title, unit, labels, values, words, emphasised);
  }

  /** The same with one bar framed, its value in bold. */
  public Bars emphasising(String label) {
    return new Bars(title, unit, labels, values, across, label);
  }

  /** The picture; its words repeat the values. */
  public Figure figure() {
    String list =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i) + ": " + text(i))
            .collect(Collectors.joining("; "));
    String what = unit.isEmpty() ? title : title + " (" + unit + ")";
    return new Figure(draw(), what + ": bar chart. " + list + ".", what + ". " + list + ".");
  }

  /** All values have the same number of decimals. */
  private String text(int bar) {
    boolean whole = values.stream().allMatch(v -> v.doubleValue() == Math.rint(v.doubleValue()));
    int decimals = whole ? 0 : Math.max(2, 2 - (int) Math.floor(Math.log10(highest())));
    return Numbers.fixed(values.get(bar).doubleValue(), decimals);
  }

  private double highest() {
    return values.stream().mapToDouble(Number::doubleValue).max().orElse(0);
  }

  /** Where the scale ends: 1 for shares, else the next round number. */
  private double top() {
    double highest = highest();
    if (highest == 0 || (unit.startsWith("share") && highest <= 1)) {
      return 1;
    }
    double step = Math.pow(10, Math.floor(Math.log10(highest)));
    return step
        * IntStream.of(1, 2, 4, 6, 8).filter(n -> n * step >= highest).findFirst().orElse(10);
  }

  private BufferedImage draw() {
    Axis names = Axis.of(across, labels);
    int place = PLOT.width / labels.size();
    int below = PLOT.y + PLOT.height + 8;
    int words = Card.labelHeight(names, place) + (across.isEmpty() ? 0 : 26);
    BufferedImage card = Card.blank(PLOT.x + PLOT.width + 24, below + words + 14);
    Graphics2D g = Card.pen(card);
    Card.title(g, title, card.getWidth());
    grid(g);
    for (int i = 0; i < labels.size(); i++) {
      int height = (int) Math.round(PLOT.height * values.get(i).doubleValue() / top());
      int left = PLOT.x + i * place + place * 3 / 20;
      bar(g, new Rectangle(left, below - 8 - height, place * 7 / 10, height), i);
    }
    Card.labels(g, names, PLOT.x, below, place);
    g.setFont(Card.AXIS);
    Card.centred(g, across, (int) PLOT.getCenterX(), below + words - 2);
    return card;
  }

  private void grid(Graphics2D g) {
    g.setFont(Card.TICK);
    for (int tick = 0; tick <= TICKS; tick++) {
      int y = PLOT.y + PLOT.height - PLOT.height * tick / TICKS;
      String number = Numbers.onScale(top() * tick / TICKS, top() / TICKS);
      g.setColor(GRID);
      g.drawLine(PLOT.x, y, PLOT.x + PLOT.width, y);
      g.setColor(Color.BLACK);
      g.drawString(number, PLOT.x - 8 - g.getFontMetrics().stringWidth(number), y + 6);
    }
    g.setFont(Card.AXIS);
    int length = g.getFontMetrics().stringWidth(unit);
    Card.upwards(g, unit, 26, (int) PLOT.getCenterY() + length / 2);
  }

  private void bar(Graphics2D g, Rectangle bar, int index) {
    boolean framed = labels.get(index).equals(emphasised);
    g.setColor(BLUE);
    g.fill(bar);
    g.setColor(Color.BLACK);
    if (framed) {
      g.setStroke(new BasicStroke(3));
      g.draw(bar);
    }
    g.setFont(Card.CELL.deriveFont(framed ? Font.BOLD : Font.PLAIN));
    Card.centred(g, text(index), (int) bar.getCenterX(), bar.y - 8);
  }
}
