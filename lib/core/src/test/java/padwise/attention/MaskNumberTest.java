package padwise.attention;

import static java.lang.Double.NEGATIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import padwise.math.FloatFormat;

/** A mask has a type: claim 28. */
@Tag("claim-28")
class MaskNumberTest {

  private final List<MaskNumber> table = MaskNumber.table(3);

  @Test
  void a_hidden_key_gets_no_weight_in_any_type() {
    assertThat(table).hasSize(9).allMatch(row -> row.weight() == 0);
    assertThat(MaskNumber.table(-3)).allMatch(row -> row.weight() == 0);
  }

  @Test
  void the_lowest_number_swallows_a_score_and_two_of_them_are_minus_infinity() {
    for (FloatFormat format : FloatFormat.values()) {
      MaskNumber row = row("0 and lowest", format);
      assertThat(row.hidden()).isEqualTo(format.lowest());
      assertThat(row.score()).isEqualTo(format.lowest());
      assertThat(row.twice()).isEqualTo(NEGATIVE_INFINITY);
      assertThat(row.deadRow()).isEqualTo(0.25); // everybody, alike
      assertThat(row.deadRowTwice()).isNaN();
    }
  }

  @Test
  void minus_infinity_hides_whatever_the_score_and_a_dead_row_is_nan() {
    for (FloatFormat format : FloatFormat.values()) {
      for (String mask : List.of("bool", "0 and −∞")) {
        MaskNumber row = row(mask, format);
        assertThat(row.score()).isEqualTo(NEGATIVE_INFINITY);
        assertThat(row.twice()).isEqualTo(NEGATIVE_INFINITY);
        assertThat(row.deadRow()).isNaN();
      }
    }
  }

  @Test
  void a_negative_score_added_to_the_lowest_number_overflows_only_where_it_is_large_enough() {
    assertThat(score(-16)).isEqualTo(NEGATIVE_INFINITY); // half of what float16 counts in there
    assertThat(score(-15)).isEqualTo(-65504);
    assertThat(score(16)).isEqualTo(-65472); // the next one, since 65488 lies between two
    refused(() -> MaskNumber.table(1e6), "score", "1000000.0");
    refused(() -> MaskNumber.table(Double.NaN), "score", "NaN");
  }

  private static double score(double given) {
    return MaskNumber.table(given).stream()
        .filter(row -> row.mask().contains("lowest") && row.format() == FloatFormat.FLOAT16)
        .findFirst()
        .orElseThrow()
        .score();
  }

  private MaskNumber row(String mask, FloatFormat format) {
    return table.stream()
        .filter(row -> row.mask().equals(mask) && row.format() == format)
        .findFirst()
        .orElseThrow();
  }
}
