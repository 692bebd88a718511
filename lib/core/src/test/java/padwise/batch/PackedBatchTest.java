package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

  @ParameterizedTest
  @Tag("claim-6")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void every_token_of_every_sentence_is_there_once_in_its_order(long seed) {
    Random random = new Random(seed);
    List<Encoding> sentences = random.ints(30, 0, 12).mapToObj(PackedBatchTest::of).toList();
    PackedBatch packed = PackedBatch.of(sentences, 12);
    List<String> found = new ArrayList<>();
    for (int row = 0; row < packed.rows().size(); row++) {
      for (int slot = 0; slot < 12; slot++) {
        String token = packed.rows().tokens().get(row).get(slot);
        boolean real = packed.sentences().getInt(row, slot) > 0;
        assertThat(packed.rows().attentionMask().getInt(row, slot)).isEqualTo(real ? 1 : 0);
        assertThat(token.endsWith("." + packed.positions().getInt(row, slot))).isEqualTo(real);
        if (real) {
          found.add(token);
        }
      }
    }
    List<String> wanted =
        new ArrayList<>(sentences.stream().flatMap(s -> s.tokens().stream()).toList());
    Collections.sort(wanted);
    Collections.sort(found);
    assertThat(found).isEqualTo(wanted);
    assertThat(packed.rows().paddedShare())
        .isLessThan(Padding.toLongest().apply(sentences).paddedShare());
  }

  @Test
  void a_sentence_longer_than_the_row_is_truncated() {
    Encoding cat = WordPieceTokenizer.bert().encode("The cat sat on the mat");
    PackedBatch packed = PackedBatch.of(List.of(cat), 5);
    assertThat(packed.rows().tokens())
        .containsExactly(List.of("[CLS]", "the", "cat", "sat", "[SEP]"));
  }

  @Test
  @SuppressWarnings("NullAway")
  void what_cannot_be_packed_is_named() {
    refused(() -> PackedBatch.of(List.of(), 8), "encodings", "at least one sentence");
    refused(() -> PackedBatch.of(null, 8), "encodings", "null");
    refused(() -> PackedBatch.of(List.of(of(2)), 0), "at least 1", "0");
    Encoding padded =
        new Encoding(List.of("a", "[PAD]"), List.of(7, 0), List.of(1, 0), List.of(0, 0));
    refused(() -> PackedBatch.of(List.of(padded), 8), "sentences", "before anything pads them");
    PackedBatch packed = PackedBatch.of(List.of(of(2)), 3);
    INDArray flat = packed.sentences().reshape(3);
    refused(() -> new PackedBatch(null, flat, flat), "rows", "null");
    refused(() -> new PackedBatch(packed.rows(), flat, packed.positions()), "sentences", "[1, 3]");
    refused(() -> new PackedBatch(packed.rows(), packed.sentences(), flat), "positions", "[1, 3]");
    refused(
        () -> new PackedBatch(packed.rows(), packed.positions(), packed.positions()), "sentences");
  }

  /** A sentence of this many tokens, named after their number and place. */
  private static Encoding of(int length) {
    List<String> tokens = new ArrayList<>();
    for (int token = 0; token < length; token++) {
      tokens.add(length + "." + token);
    }
    List<Integer> zeros = Collections.nCopies(length, 0);
    return new Encoding(
        tokens, Collections.nCopies(length, 7), Collections.nCopies(length, 1), zeros);
  }
}
