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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BarsTest {

  private static final Color BLUE = new Color(0x3b79c9);

  @Test
  void bars_repeat_their_values_in_words() {
    Bars bars = Bars.of("Share", "percent", List.of("no mask", "mask"), List.of(31.25, 0));
    Figure figure = bars.figure();
    assertThat(figure.alt()).isEqualTo("Share (percent): bar chart. no mask: 31.25; mask: 0.00.");
    assertThat(figure.caption()).isEqualTo("Share (percent). no mask: 31.25; mask: 0.00.");
    assertThat(blue(bars)[0]).isLessThan(430);
    assertThat(Bars.of("n", "", List.of("a", "b"), List.of(3, 12)).figure().alt())
        .endsWith("a: 3; b: 12.");
    refused(() -> Bars.of("t", "", List.of("a"), List.of(Double.NaN)), "finite");
    refused(() -> Bars.of("t", "", List.of("a"), List.of()), "values: expected");
    refused(() -> Bars.of("t", "", List.of("a"), nothing()), "values", "null");
    refused(() -> Bars.of(nothing(), "", List.of("a"), List.of(1)), "title", "null");
    List<String> labels = new ArrayList<>(List.of("a", "b"));
    Bars kept = Bars.of("n", "", labels, List.of(3, 12));
    labels.clear();
    assertThat(kept.figure().alt()).endsWith("a: 3; b: 12.");
    List<Integer> many = Collections.nCopies(10_000, 1);
    refused(
        () -> Bars.of("t", "", many.stream().map(n -> "a").toList(), many), "1 to 128", "10000");
  }

  @Test
  void shares_stand_against_a_scale_to_1_and_other_bars_against_a_round_number() {
    double share = blue(Bars.of("t", "share of slots", List.of("a"), List.of(0.5)))[2];
    assertThat(blue(Bars.of("t", "share of slots", List.of("a"), List.of(1)))[2])
        .isBetween(1.98 * share, 2.02 * share);
    assertThat(blue(Bars.of("t", "slots", List.of("a"), List.of(0.5)))[2])
        .isGreaterThan(1.5 * share);
  }

  @Test
  void a_scale_starts_at_a_tick_0_and_ends_at_one_even_for_evenly_spaced_values() {
    for (List<Double> values :
        List.of(List.of(1.0), List.of(0.5, 1.0), List.of(1.0, 0.75, 0.5), List.of(2e-5, 4e-5))) {
      List<String> labels = List.of("a", "b", "c").subList(0, values.size());
      BufferedImage image = Bars.of("t", "loss", labels, values).figure().image();
      Rectangle bars = Pictures.around(image, BLUE);
      assertThat(Pictures.ink(image, 36, (int) bars.getMaxY() - 8, bars.x - 36, 16)).isPositive();
      assertThat(Pictures.ink(image, 36, bars.y - 8, bars.x - 36, 16)).isPositive();
    }
  }

  @Test
  void one_bar_can_stand_out_without_colour() {
    Bars bars = Bars.of("t", "loss", List.of("a", "b"), List.of(2.5, 2.25)).across("way");
    BufferedImage marked = bars.emphasising("b").figure().image();
    Color dark = new Color(0x002d5e);
    assertThat(Pictures.around(marked, dark).x).isGreaterThan((int) blue(bars.emphasising("b"))[0]);
    assertThat(Pictures.middle(bars.figure().image(), dark)[2]).isZero();
    assertThat(Pictures.contrast(BLUE, dark)).isGreaterThan(3);
    refused(() -> bars.emphasising("c"), "one of [a, b] but was c");
  }

  @Test
  @Timeout(20) // counted in ones, a scale to 5e21 never ends
  void huge_and_tiny_values_are_drawn_like_any_other() {
    for (double factor : new double[] {1, Math.exp(50), 1e300, 1e-12, 1e-305}) {
      Bars bars = Bars.of("t", "loss", List.of("a", "b"), List.of(factor, factor / 2));
      assertThat(bars.figure().image().getWidth()).isPositive();
    }
    assertThat(Bars.of("t", "loss", List.of("a"), List.of(Math.exp(50))).figure().alt())
        .endsWith("a: 5.18e+21.");
    refused(() -> Bars.of("t", "", List.of("a"), List.of(1.1e300)), "1e300");
  }

  private static double[] blue(Bars bars) {
    return Pictures.middle(bars.figure().image(), BLUE);
  }
}
