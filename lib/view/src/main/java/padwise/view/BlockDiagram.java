package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;

/**
 * The stages of a block as boxes from top to bottom, each with the shape of what comes out of it.
 *
 * <p>{@code BlockDiagram.of("One block", stages).mixing("scores", "softmax",
 * "mixed").around("scores", "residual")}
 *
 * @param mixing the stages in which slots see each other
 * @param jumps ways around: what goes into the first stage is added in the second
 */
public record BlockDiagram(String title, List<Box> stages, List<String> mixing, List<Jump> jumps)
    implements Chart {

  /** A stage, and the shape of its result. */
  public record Box(String name, String shape) {
    public Box {
      Preconditions.given("name, shape", name, shape);
    }
  }

  /** A residual connection. */
  public record Jump(String from, String to) {

    private String words() {
      return "before %s, added in %s".formatted(from, to);
    }
  }

  public BlockDiagram {
    Preconditions.given("title, stages", title, stages);
    Preconditions.require(
        mixing != null && jumps != null, "mixing, jumps: expected lists; BlockDiagram.of has both");
    stages = List.copyOf(stages);
  }

  private static final Color APART = new Color(0xe8f1fc);
  private static final Color TOGETHER = new Color(0xfcdcc7);
  private static final Font BOLD = Figure.AXIS.deriveFont(Font.BOLD);
  private static final int LEFT = 120;
  private static final int HEIGHT = 38;
  private static final int STEP = 62;
  private static final int LEAST_WIDTH = 240;
  private static final int MOST_WIDTH = 600;

  /** A diagram of what a block did, in the order of the map: each stage's name and its result. */
  public static BlockDiagram of(String title, Map<String, INDArray> stages) {
    Preconditions.given("stages", stages == null ? null : stages.values());
    Preconditions.given("stages", stages.keySet());
    Preconditions.inRange("stages", stages.size(), 1, Heatmap.MOST);
    List<Box> named =
        stages.entrySet().stream()
            .map(entry -> new Box(entry.getKey(), Arrays.toString(entry.getValue().shape())))
            .toList();
    return new BlockDiagram(title, named, List.of(), List.of());
  }

  /** The same with the stages marked in which slots see each other; others take them one by one. */
  public BlockDiagram mixing(String... names) {
    Preconditions.given("names", (Object) names);
    Stream.of(names).forEach(this::place);
    return new BlockDiagram(title, stages, List.of(names), jumps);
  }

  /** The same with a residual: what goes into {@code from} is added in {@code to}, later. */
  public BlockDiagram around(String from, String to) {
    Preconditions.require(
        place(from) < place(to), "to: expected a stage after %s but was %s", from, to);
    List<Jump> more = Stream.concat(jumps.stream(), Stream.of(new Jump(from, to))).toList();
    return new BlockDiagram(title, stages, mixing, more);
  }

  /** The picture; its words name the stages in order, with their shapes. */
  @Override
  public Figure figure() {
    String list = joined(", ", stages.stream().map(each -> each.name() + " " + each.shape()));
    String mixed = mixing.isEmpty() ? "" : " Between slots: " + String.join(", ", mixing) + ".";
    String ways = joined("; ", jumps.stream().map(Jump::words));
    String around = jumps.isEmpty() ? "" : " Ways around: " + ways + ".";
    String legend =
        mixing.isEmpty() ? "" : " Orange, bold: slots see each other; blue: each alone.";
    int shapes = widest(Figure.TICK, stages.stream().map(Box::shape));
    int height = stages.size() * STEP + 20;
    return new Figure(
        Figure.titled(title, LEFT + width() + 30 + shapes + 24, height, this::draw),
        "%s: diagram of %s stages from top to bottom. %s.%s%s"
            .formatted(title, stages.size(), list, mixed, around),
        title + ": " + stages.size() + " stages, and the shape after each." + legend);
  }

  private static String joined(String comma, Stream<String> words) {
    return words.collect(Collectors.joining(comma));
  }

  private int place(String name) {
    List<String> names = stages.stream().map(Box::name).toList();
    Preconditions.require(
        names.contains(name), "stage: expected one of %s but was %s", names, name);
    return names.indexOf(name);
  }

  private int width() {
    return Math.max(LEAST_WIDTH, widest(BOLD, stages.stream().map(BlockDiagram::name)) + 30);
  }

  private static int widest(Font font, Stream<String> words) {
    return words.mapToInt(each -> Figure.width(font, Figure.drawable(each))).max().orElse(0);
  }

  private void draw(Graphics2D g) {
    int middle = LEFT + width() / 2;
    for (int i = 0; i < stages.size(); i++) {
      int top = top(i);
      arrow(g, middle, top - (STEP - HEIGHT), middle, top);
      box(g, stages.get(i), top);
    }
    for (int i = 0; i < jumps.size(); i++) {
      jump(g, jumps.get(i), LEFT - 28 - 22 * (i % 4));
    }
  }

  private static String name(Box stage) {
    return Figure.fitted(BOLD, Figure.drawable(stage.name()), MOST_WIDTH);
  }

  private static int top(int stage) {
    return stage * STEP + STEP - HEIGHT;
  }

  private void box(Graphics2D g, Box stage, int top) {
    boolean together = mixing.contains(stage.name());
    g.setColor(together ? TOGETHER : APART);
    g.fillRoundRect(LEFT, top, width(), HEIGHT, 12, 12);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(together ? 2.5f : 1.2f));
    g.drawRoundRect(LEFT, top, width(), HEIGHT, 12, 12);
    g.setFont(together ? BOLD : Figure.AXIS);
    Figure.centred(g, name(stage), LEFT + width() / 2, top + 25);
    g.setFont(Figure.TICK);
    g.drawString(stage.shape(), LEFT + width() + 24, top + 25);
  }

  /** From above the first box, at the left of all between, into the second. */
  private void jump(Graphics2D g, Jump jump, int x) {
    int from = top(place(jump.from())) - (STEP - HEIGHT) / 2;
    int to = top(place(jump.to())) + HEIGHT / 2;
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2));
    g.drawLine(LEFT + width() / 2, from, x, from);
    g.drawLine(x, from, x, to);
    arrow(g, x, to, LEFT, to);
    g.setFont(BOLD);
    g.drawString("+", LEFT - 18, to - 5);
  }

  /** A line with a head, straight down or to the right. */
  private static void arrow(Graphics2D g, int x, int y, int toX, int toY) {
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2));
    g.drawLine(x, y, toX, toY);
    g.drawLine(toX, toY, toX - 5, toY - 5);
    g.drawLine(toX, toY, toX == x ? x + 5 : toX - 5, toX == x ? toY - 5 : toY + 5);
  }
}
