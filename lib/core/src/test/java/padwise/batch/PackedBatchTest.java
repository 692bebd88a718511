package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

class PackedBatchTest {

  @Test
  @Tag("claim-6")
  void each_sentence_goes_into_the_first_row_that_has_room() {
    PackedBatch packed = PackedBatch.of(List.of(of(3), of(4), of(2), of(5), of(1), of(0)), 6);
    INDArray expected =
        Nd4j.createFromArray(
            new int[][] {{1, 1, 1, 2, 2, 3}, {1, 1, 1, 1, 0, 0}, {1, 1, 1, 1, 1, 0}});
    assertThat(packed.sentences()).isEqualTo(expected);
    assertThat(packed.positions())
        .isEqualTo(
            Nd4j.createFromArray(
                new int[][] {{0, 1, 2, 0, 1, 0}, {0, 1, 2, 3, 0, 0}, {0, 1, 2, 3, 4, 0}}));
    assertThat(packed.rows().paddedShare()).isEqualTo(3 / 18.0);
    assertThat(packed.rows().tokens().get(0))
        .containsExactly("3.0", "3.1", "3.2", "2.0", "2.1", "1.0");
  }

  @Test
  void rows_are_read_one_after_the_other_and_the_order_says_which_sentence_comes_when() {
    PackedBatch packed = PackedBatch.of(List.of(of(6), of(5), of(0), of(2)), 8);
    assertThat(packed.order()).containsExactly(0, 3, 1); // the one of no tokens is never read
    assertThat(packed.boundaries()).isEqualTo(Boundaries.of(6, 2, 5));
    List<int[]> slots = RealTokens.of(packed.sentences()).slots();
    for (int i = 0; i < 3; i++) {
      String first = packed.rows().tokens().get(slots.get(i)[0] / 8).get(slots.get(i)[0] % 8);
      assertThat(first).isEqualTo(List.of("6.0", "2.0", "5.0").get(i));
    }
  }

  @Test
  @Tag("claim-22")
  void a_flat_row_has_no_padding_and_running_sums_of_lengths() {
    PackedBatch flat = PackedBatch.flat(List.of(of(8), of(5), of(1)));
    assertThat(flat.rows().size()).isEqualTo(1);
    assertThat(flat.rows().paddedShare()).isZero();
    assertThat(flat.boundaries().sums()).containsExactly(0, 8, 13, 14);
    assertThat(flat.boundaries().pairs()).isEqualTo(64 + 25 + 1);
    assertThat(flat.order()).containsExactly(0, 1, 2);
    assertThat(flat.positions().toIntMatrix()[0])
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 0);
  }

  @Test
  void boundaries_never_fall() {
    assertThat(Boundaries.of(3, 0, 2).sums()).containsExactly(0, 3, 3, 5);
    assertThat(Boundaries.of(3, 0, 2).lengths()).containsExactly(3, 0, 2);
    assertThat(Boundaries.of(50_000, 50_000).pairs()).isEqualTo(5_000_000_000L);
    refused(() -> Boundaries.of(8, -2), "lengths", "[8, -2]");
    refused(() -> Boundaries.of(Integer.MAX_VALUE, 2), "lengths", "2,147,483,647");
    refused(() -> new Boundaries(List.of(1, 2)), "sums", "[1, 2]");
    refused(() -> new Boundaries(List.of(0, 3, 2)), "never fall", "[0, 3, 2]");
    refused(() -> new Boundaries(List.of(0)), "sums", "[0]");
  }

  @Test
  void a_sentence_longer_than_the_row_is_truncated() {
    Encoding cat = WordPieceTokenizer.bert().encode("The cat sat on the mat");
    PackedBatch packed = PackedBatch.of(List.of(cat), 5);
    assertThat(packed.rows().tokens())
        .containsExactly(List.of("[CLS]", "the", "cat", "sat", "[SEP]"));
  }

  @Test
  void what_cannot_be_packed_is_named() {
    refused(() -> PackedBatch.of(List.of(), 8), "encodings", "at least one");
    refused(() -> PackedBatch.of(List.of(of(2)), 0), "at least 1", "0");
    Encoding padded =
        new Encoding(List.of("a", "[PAD]"), List.of(7, 0), List.of(1, 0), List.of(0, 0));
    refused(() -> PackedBatch.of(List.of(padded), 8), "sentences", "before anything pads them");
    PackedBatch packed = PackedBatch.of(List.of(of(2)), 3);
    PaddedBatch rows = packed.rows();
    INDArray own = packed.sentences();
    INDArray places = packed.positions();
    INDArray flat = own.reshape(3);
    List<Integer> two = List.of(0, 1);
    refused(() -> new PackedBatch(rows, flat, places, List.of(0)), "sentences", "[1, 3]");
    refused(() -> new PackedBatch(rows, own, flat, List.of(0)), "positions", "[1, 3]");
    refused(() -> new PackedBatch(rows, places, places, List.of(0)), "sentences");
    refused(() -> new PackedBatch(rows, own, places, two), "order", "1 sentences", "[0, 1]");
    refused(() -> new PackedBatch(rows, own, places, List.of(-7)), "order", "[-7]");
    refused(() -> PackedBatch.flat(List.of(of(0))), "encodings", "empty");
    refused(() -> PackedBatch.of(List.of(of(2)), Integer.MAX_VALUE), "length", "GB of memory");
  }

  /** A sentence of this many tokens, named after their number and place. */
  private static Encoding of(int length) {
    return Ragged.encoding(
        IntStream.range(0, length).mapToObj(token -> length + "." + token).toList(),
        Collections.nCopies(length, 7));
  }
}
