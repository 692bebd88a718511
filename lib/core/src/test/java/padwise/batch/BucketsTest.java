package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import padwise.Ragged;
import padwise.text.Encoding;

class BucketsTest {

  @Test
  @Tag("claim-6")
  void sentences_of_similar_length_meet_and_each_batch_is_padded_to_its_own_longest() {
    Buckets buckets = Buckets.byLength(of(7, 2, 9, 3, 2), 2);
    assertThat(buckets.batches()).containsExactly(List.of(1, 4), List.of(3, 0), List.of(2));
    List<PaddedBatch> padded = buckets.padded(Padding.toLongest());
    assertThat(padded).extracting(PaddedBatch::length).containsExactly(2, 7, 9);
    assertThat(padded).extracting(PaddedBatch::size).containsExactly(2, 2, 1);
    assertThat(padded).extracting(PaddedBatch::realTokens).containsExactly(4L, 10L, 9L);
  }

  @Test
  void in_order_nothing_is_sorted() {
    Buckets buckets = Buckets.inOrder(of(7, 2, 9, 3, 2), 2);
    assertThat(buckets.batches()).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    assertThat(buckets.padded(Padding.toLongest()))
        .extracting(PaddedBatch::length)
        .containsExactly(7, 9, 2);
  }

  @Test
  @Tag("claim-6")
  void shuffling_changes_the_order_of_batches_by_seed_and_nothing_else() {
    Buckets buckets = Buckets.byLength(of(new Random(6).ints(40, 1, 30).toArray()), 4);
    Buckets shuffled = buckets.shuffled(1);
    assertThat(shuffled.batches()).containsExactlyInAnyOrderElementsOf(buckets.batches());
    assertThat(shuffled.batches()).isNotEqualTo(buckets.batches());
    assertThat(shuffled).isEqualTo(buckets.shuffled(1)).isNotEqualTo(buckets.shuffled(2));
    assertThat(slots(shuffled)).isEqualTo(slots(buckets));
    assertThat(shuffled.encodings().get(0).get(0))
        .isEqualTo(shuffled.sentences().get(shuffled.batches().get(0).get(0)));
  }

  @Test
  void bad_input_is_named_with_what_was_expected() {
    refused(() -> Buckets.byLength(List.of(), 2), "sentences", "at least one");
    refused(() -> Buckets.byLength(of(3), 0), "size", "at least 1", "0");
    List<Encoding> three = of(3, 4, 5);
    refused(() -> new Buckets(three, List.of(List.of(0, 1))), "0 to 2", "[[0, 1]]");
    refused(() -> new Buckets(three, List.of(List.of(0, 1, 1, 2))), "in one batch");
    refused(
        () -> new Buckets(three, List.of(List.of(0, 1, 2), List.of())),
        "batches",
        "at least one",
        "[]");
  }

  private static long slots(Buckets buckets) {
    return Cost.of(buckets.padded(Padding.toLongest()), 1).slots();
  }

  private static List<Encoding> of(int... lengths) {
    return IntStream.of(lengths)
        .mapToObj(length -> Ragged.encoding(Collections.nCopies(length, 1)))
        .toList();
  }
}
