package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

class CostTest {

  private static final List<Encoding> SENTENCES =
      Stream.of("The cat sat on the mat", "Birds sing loudly", "Sing")
          .map(WordPieceTokenizer.bert()::encode)
          .toList(); // 8, 5 and 3 tokens

  @ParameterizedTest
  @Tag("claim-6")
  @CsvSource({"1,1,2,1", "2,8,12,3", "3,5,4,2", "1,16,6,1"})
  void the_formula_is_the_number_of_multiply_adds_of_each_product(
      int rows, int length, int width, int heads) {
    Cost row = Cost.ofRow(length, width);
    long slots = (long) rows * length;
    long bySlot = slots * width * (3L * width) + slots * width * width; // Q, K, V and output
    bySlot += slots * width * (4L * width) + slots * (4L * width) * width; // feed-forward
    long scores = (long) length * (width / heads) * length; // [T, Dh] × [Dh, T]
    long mixing = (long) length * length * (width / heads); // [T, T] × [T, Dh]
    long byPair = (long) rows * heads * (scores + mixing);
    Cost all = Stream.generate(() -> row).limit(rows).reduce(Cost::plus).orElseThrow();
    assertThat(all).isEqualTo(new Cost(slots, slots, bySlot, byPair));
    assertThat(all.total()).isEqualTo(bySlot + byPair);
  }

  @Test
  @Tag("claim-6")
  void a_padded_slot_costs_what_a_real_one_costs() {
    Cost padded = Cost.of(Padding.toMaxLength(16).apply(SENTENCES), 12);
    assertThat(padded.realTokens()).isEqualTo(16);
    assertThat(padded.slots()).isEqualTo(48);
    assertThat(padded.paddedShare()).isCloseTo(2 / 3.0, within(1e-12));
    Cost full = Cost.ofRow(16, 12);
    assertThat(padded.bySlot()).isEqualTo(3 * full.bySlot());
    assertThat(padded.byPair()).isEqualTo(3 * full.byPair());
  }

  @Test
  @Tag("claim-6")
  void a_row_twice_as_long_has_twice_the_slots_and_four_times_the_pairs() {
    Cost one = Cost.ofRow(20, 12);
    Cost two = Cost.ofRow(40, 12);
    assertThat(two.bySlot()).isEqualTo(2 * one.bySlot());
    assertThat(two.byPair()).isEqualTo(4 * one.byPair());
  }

  @ParameterizedTest
  @Tag("claim-6")
  @CsvSource({"1", "12", "64", "384", "768"})
  void pairs_cost_as_much_as_slots_at_six_times_the_width_and_more_beyond(int width) {
    Cost there = Cost.ofRow(6 * width, width);
    assertThat(there.byPair()).isEqualTo(there.bySlot());
    Cost beyond = Cost.ofRow(6 * width + 1, width);
    assertThat(beyond.byPair()).isGreaterThan(beyond.bySlot());
  }

  @Test
  void batches_add_up() {
    List<PaddedBatch> batches = Buckets.inOrder(SENTENCES, 2).padded(Padding.toLongest());
    assertThat(Cost.of(batches, 12))
        .isEqualTo(Cost.of(batches.get(0), 12).plus(Cost.of(batches.get(1), 12)))
        .extracting(Cost::slots, Cost::realTokens)
        .containsExactly(19L, 16L);
  }

  @Test
  void bad_input_is_named_with_what_was_expected() {
    refused(() -> Cost.ofRow(0, 12), "length", "at least 1", "0");
    refused(() -> Cost.ofRow(8, 0), "width", "at least 1", "0");
    refused(() -> Cost.ofRow(Integer.MAX_VALUE, 64), "length", "2147483647", "9e18");
    refused(() -> Cost.ofRow(10, Integer.MAX_VALUE), "width", "2147483647", "9e18");
    Cost largest = new Cost(1, 1, Long.MAX_VALUE, 0);
    refused(() -> largest.plus(largest), "cost", "9e18", "smaller");
    refused(() -> new Cost(0, 0, 0, 0), "slots", "0");
    refused(() -> new Cost(1, 2, 0, 0), "real tokens", "2");
  }
}
