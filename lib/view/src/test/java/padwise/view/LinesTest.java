package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinesTest {

  private static final Lines EMPTY = Lines.of("t", "step", "loss");
  private static final List<Integer> MANY = IntStream.range(0, 600).boxed().toList();

  @Test
  void words_give_each_lines_first_lowest_highest_and_last_value() {
    Figure figure =
        Lines.of("Training", "step", "loss")
            .with("masked", List.of(1, 2, 3, 4), List.of(2.5, 0.25, 3, 1.5))
            .level("chance", 0.69)
            .figure();
    assertThat(figure.alt())
        .isEqualTo(
            "Training (loss by step): line chart. masked: 4 points, first 2.50 at 1, lowest 0.25 at"
                + " 2, highest 3.00 at 3, last 1.50 at 4; chance: level at 0.69.");
    assertThat(figure.caption())
        .isEqualTo("Training (loss by step). masked: from 2.50 to 1.50; chance: level at 0.69.");
  }

  @Test
  void of_values_that_are_written_alike_the_words_name_the_first() {
    Lines level = EMPTY.with("a", List.of(1, 2, 3), List.of(1e-9, 2e-9, 0)).level("b", 5.5);
    assertThat(level.figure().alt())
        .contains("lowest 0.00 at 1, highest 0.00 at 1, last 0.00 at 3");
  }

  @Test
  void larger_values_are_higher_and_larger_xs_further_right_in_proportion() {
    double low = middle(0.25);
    double high = middle(0.75);
    double top = middle(1);
    assertThat((low - high) / (high - top)).isBetween(1.95, 2.05);
    Rectangle all = line(0, EMPTY.with("a", MANY, scaled(1)));
    Lines early = EMPTY.with("a", MANY, scaled(1)).with("b", List.of(0, 299.5), List.of(0, 0.5));
    Rectangle half = line(1, early);
    assertThat(half.getMinX()).isBetween(all.getMinX() - 6, all.getMinX() + 3);
    assertThat(half.getMaxX()).isBetween(all.getCenterX() - 3, all.getCenterX() + 6);
    assertThat(half.getMinY()).isBetween(all.getCenterY() - 6, all.getCenterY() + 3);
  }

  @Test
  void a_scale_starts_at_0_and_has_ticks_at_both_ends() {
    Lines lines = EMPTY.with("a", List.of(0, 1, 2), List.of(3, 2, 2.5));
    BufferedImage image = lines.level("t", 3).level("b", 0).figure().image();
    for (int level : List.of(1, 2)) {
      Rectangle dotted = Pictures.around(left(image), Lines.COLORS.get(level));
      int y = (int) dotted.getCenterY();
      assertThat(Pictures.ink(image, 36, y - 8, dotted.x - 46, 16)).isPositive();
    }
  }

  @Test
  void ticks_across_have_room_between_them_even_for_evenly_spaced_points() {
    for (int points : List.of(2, 3, 10, 300, 2000)) {
      List<Integer> xs = IntStream.rangeClosed(1, points).boxed().toList();
      Lines lines = EMPTY.with("a", xs, xs.stream().map(x -> x - 1).toList());
      BufferedImage image = lines.figure().image();
      int below = (int) line(0, lines).getMaxY() + 8;
      List<Integer> gaps = new ArrayList<>();
      int last = -1000;
      for (int x = 60; x < image.getWidth(); x++) {
        if (Pictures.ink(image, x, below, 1, 24) > 0) {
          gaps.add(x - last);
          last = x;
        }
      }
      assertThat(gaps).as("%d points", points).filteredOn(gap -> gap > 12).hasSizeBetween(3, 12);
      assertThat(gaps).filteredOn(gap -> gap > 12).allSatisfy(g -> assertThat(g).isGreaterThan(20));
    }
  }

  @Test
  @Timeout(20) // counted in ones, a scale to 1e20 never ends
  void a_run_that_diverged_is_drawn_like_any_other() {
    Lines run = EMPTY.with("run", List.of(0, 1, 2), List.of(2.1, 1e20, 3));
    assertThat(run.figure().alt()).contains("highest 1.00e+20 at 1, last 3.00");
    Rectangle line = line(0, run);
    assertThat(line.getHeight()).isGreaterThan(250);
    EMPTY.with("far", List.of(2.1, 1e20), List.of(1, 2)).figure();
    EMPTY.with("near", List.of(1e-20, 1e-19), List.of(1e-30, 2e-30)).figure();
    refused(
        () -> EMPTY.with("a", List.of(1e17, 1e17 + 16), List.of(1, 2)),
        "xs of a",
        "count from the first");
  }

  @Test
  void every_line_is_told_by_markers_of_its_own_few_even_among_hundreds_of_points() {
    assertThat(Lines.COLORS)
        .allSatisfy(color -> assertThat(Pictures.contrast(color, Color.WHITE)).isGreaterThan(4.5));
    assertThat(Lines.MARKERS).hasSameSizeAs(Lines.COLORS).doesNotHaveDuplicates();
    Lines few = EMPTY.with("a", List.of(0, 1, 2), List.of(0, 1, 0));
    Rectangle around = line(0, few);
    BufferedImage image = few.figure().image();
    for (double x : List.of(around.getMinX() + 5, around.getCenterX(), around.getMaxX() - 5)) {
      double y = x == around.getCenterX() ? around.getMinY() + 5 : around.getMaxY() - 5;
      assertThat(colored(image, (int) x, (int) y)).isGreaterThan(40);
    }
    BufferedImage flat = EMPTY.with("a", MANY, Collections.nCopies(600, 0.5)).figure().image();
    Rectangle line = Pictures.around(left(flat), Lines.COLORS.get(0));
    int above = line.y + 2; // where markers are, and the line is not
    long starts =
        IntStream.range(line.x, (int) line.getMaxX())
            .filter(x -> isBlue(flat, x, above) && !isBlue(flat, x - 1, above))
            .count();
    assertThat(starts).isBetween(20L, 24L);
  }

  @Test
  void bad_input_is_named_with_what_was_expected() {
    List<Integer> xs = List.of(0, 1);
    refused(() -> EMPTY.with("a", List.of(1), List.of(1)), "xs of a", "2 to 2000", "were 1 and 1");
    refused(() -> EMPTY.with("a", xs, List.of(1)), "xs of a", "a y for each, but were 2 and 1");
    refused(() -> EMPTY.with("a", List.of(1, 1), xs), "ascending", "1.0 comes after 1.0");
    refused(() -> EMPTY.with("a", xs, List.of(1, Double.NaN)), "ys of a", "finite", "NaN");
    refused(() -> EMPTY.with("a", xs, nothing()), "ys of a", "no null");
    refused(() -> EMPTY.with("a", Collections.nCopies(2001, 1), xs), "2000", "were 2001 and 2");
    refused(() -> EMPTY.level("chance", Double.NaN), "height of chance", "NaN");
    refused(() -> EMPTY.with("a", xs, xs).level("a", 1), "name", "[a, a]");
    refused(() -> EMPTY.level("chance", 1).figure(), "at least one", "with(name, xs, ys)");
    refused(() -> EMPTY.with("a", xs, List.of(1, -1.5)), "ys of a", "from 0 to", "-1.5");
    refused(() -> EMPTY.level("chance", -1), "chance", "from 0 to", "-1");
    refused(() -> EMPTY.with("a", List.of(0, Double.MIN_VALUE), xs), "far enough apart");
    List<Double> ends = List.of(1.0, 2.0);
    refused(() -> new Lines.Line("a", ends, List.of(1.0, Double.NaN)), "ys of a", "NaN");
    refused(() -> new Lines.Line("a", ends, List.of(1.0)), "a y for each, but were 2 and 1");
    refused(() -> new Lines.Line("a", List.of(), List.of()), "2 to 2000", "were 0 and 0");
    refused(() -> new Lines("t", "a", "u", nothing()), "lines", "no null");
    refused(() -> EMPTY.with(nothing(), xs, xs), "name", "null");
    assertThat(EMPTY.with("", xs, xs).figure().alt()).contains("2 points");
    Lines many = EMPTY;
    for (int i = 0; i < 6; i++) {
      many = many.level("" + i, i);
    }
    Lines six = many;
    refused(() -> six.level("one more", 6), "at most 6 but was 7");
  }

  private static List<Double> scaled(double factor) {
    return MANY.stream().map(x -> factor * x / 599).toList();
  }

  /** The number of pixels around a place that have the colour of line 0. */
  private static int colored(BufferedImage image, int x, int y) {
    return colored(image, 0, new Rectangle(x - 5, y - 5, 11, 11));
  }

  private static int colored(BufferedImage image, int line, Rectangle part) {
    Rectangle inside = part.intersection(new Rectangle(image.getWidth(), image.getHeight()));
    int color = Lines.COLORS.get(line).getRGB();
    return (int)
        IntStream.range(0, inside.width * inside.height)
            .filter(
                i ->
                    image.getRGB(inside.x + i % inside.width, inside.y + i / inside.width) == color)
            .count();
  }

  private static boolean isBlue(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) == Lines.COLORS.get(0).getRGB();
  }

  private static double middle(double height) {
    BufferedImage image = EMPTY.with("a", MANY, scaled(1)).level("b", height).figure().image();
    return Pictures.around(left(image), Lines.COLORS.get(1)).getCenterY();
  }

  private static Rectangle line(int number, Lines lines) {
    return Pictures.around(left(lines.figure().image()), Lines.COLORS.get(number));
  }

  /** The picture without the legend, whose names are short. */
  private static BufferedImage left(BufferedImage image) {
    return image.getSubimage(0, 0, image.getWidth() - 62, image.getHeight());
  }
}
