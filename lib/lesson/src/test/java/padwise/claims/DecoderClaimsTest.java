package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.grad.Variable;
import padwise.model.Embeddings;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

/** Encoder and decoder: claim 12, on sentences of 8 and 5 tokens. */
@Tag("claim-12")
class DecoderClaimsTest {

  private static final INDArray RIGHT = mask(1, 1, 1, 1, 1, 0, 0, 0);
  private static final INDArray LEFT = mask(0, 0, 0, 1, 1, 1, 1, 1);
  private static final AttentionMask CAUSAL = AttentionMask.causal(8);

  private final INDArray x = Ragged.normal(new Random(1), 1, 8, 12);
  private final MultiHeadAttention attention = MultiHeadAttention.random(12, 3, 2);
  private final Embeddings embeddings = Embeddings.random(30_522, 16, 12, 3);
  private final Encoding cat = WordPieceTokenizer.bert().encode("The cat sat on the mat");
  private final Encoding birds = WordPieceTokenizer.bert().encode("Birds sing loudly");

  @Test
  void a_query_sees_itself_and_what_is_before_it_and_nothing_after() {
    assertThatTensor(CAUSAL.allowed()).hasShape(1, 1, 8, 8);
    INDArray weights = attend(CAUSAL).heads(0); // [3, 8, 8]
    for (int i = 0; i < 192; i++) {
      int query = i / 8 % 8;
      int key = i % 8;
      assertThat(CAUSAL.allowed().getInt(0, 0, query, key)).isEqualTo(key <= query ? 1 : 0);
      assertThat(weights.getDouble(i / 64, query, key) > 0).isEqualTo(key <= query);
    }
    assertThatTensor(weights.sum(2)).isCloseTo(Nd4j.ones(3, 8), 1e-6).everywhere();
  }

  @Test
  void what_comes_later_changes_a_token_of_an_encoder_and_none_of_a_decoder() {
    INDArray changed = x.dup();
    changed.get(NDArrayIndex.point(0), NDArrayIndex.point(5)).assign(7);
    INDArray before = mask(1, 1, 1, 1, 1, 0, 0, 0);
    INDArray decoded = attend(attention, changed, CAUSAL).values().value();
    assertThatTensor(decoded).isCloseTo(attend(CAUSAL).values().value(), 0).whereMask(before);
    INDArray encoded = attend(attention, changed, AttentionMask.none()).values().value();
    INDArray difference = encoded.sub(attend(AttentionMask.none()).values().value());
    for (int slot = 0; slot < 8; slot++) {
      assertThat(difference.slice(0).getRow(slot).amaxNumber().doubleValue()).isGreaterThan(0.01);
    }
  }

  @Test
  void padding_on_the_right_needs_no_padding_mask_as_real_queries_never_look_ahead() {
    INDArray causal = attend(CAUSAL).values().value();
    INDArray both = attend(CAUSAL.and(AttentionMask.padding(RIGHT))).values().value();
    assertThatTensor(causal).isCloseTo(both, 0).whereMask(RIGHT);
    assertThat(causal).isNotEqualTo(both); // the padded queries do differ
  }

  @Test
  void padding_on_the_left_needs_one_as_it_comes_before_everybody() {
    Attended causal = attend(CAUSAL);
    Attended both = attend(CAUSAL.and(AttentionMask.padding(LEFT)));
    assertThat(causal.shareOnPadding(0, LEFT)).isGreaterThan(0.2);
    assertThat(both.shareOnPadding(0, LEFT)).isZero();
    INDArray difference = causal.values().value().sub(both.values().value());
    for (int slot = 3; slot < 8; slot++) {
      assertThat(difference.slice(0).getRow(slot).amaxNumber().doubleValue()).isGreaterThan(0.01);
    }
  }

  @Test
  void padded_queries_on_the_left_see_nobody_and_spoil_nothing() {
    AttentionMask both = CAUSAL.and(AttentionMask.padding(LEFT));
    Variable input = Variable.parameter(x);
    Attended attended = attention.forward(input, both);
    INDArray queries = LEFT.reshape(1, 1, 8, 1);
    assertThatTensor(Nd4j.nn().softmax(both.bias(), 3)).isNaN().whereNotMask(queries);
    assertThatTensor(attended.weights().value()).isExactly(0).whereNotMask(queries);
    assertThatTensor(attended.values().value()).isExactly(0).whereNotMask(LEFT); // biases are 0
    attended.values().times(attended.values()).sum().backward();
    assertThatTensor(input.gradient()).isExactly(0).whereNotMask(LEFT);
    assertThat(input.gradient().norm2Number().doubleValue()).isPositive().isFinite();
  }

  @Test
  void positions_count_real_tokens_on_either_side() {
    List<Encoding> three = List.of(cat, birds, WordPieceTokenizer.bert().encode(""));
    for (Side side : Side.values()) {
      PaddedBatch batch = Padding.toMaxLength(9).on(side).apply(three);
      for (int row = 0; row < 3; row++) {
        int count = 0;
        for (int slot = 0; slot < 9; slot++) {
          boolean real = batch.attentionMask().getInt(row, slot) == 1;
          assertThat(batch.positions().getInt(row, slot)).isEqualTo(real ? count++ : 0);
        }
      }
    }
  }

  @Test
  void on_the_left_slots_as_positions_change_a_sentence_and_shifted_positions_do_not() {
    PaddedBatch alone = Padding.toLongest().apply(List.of(birds));
    PaddedBatch left = Padding.toLongest().on(Side.LEFT).apply(List.of(cat, birds));
    INDArray expected = decode(embeddings.forward(alone), CAUSAL_5).slice(0); // [5, 12]
    AttentionMask mask = CAUSAL.and(AttentionMask.padding(left.attentionMask()));
    INDArray shifted = decode(embeddings.forward(left, left.positions()), mask);
    INDArray slots = decode(embeddings.forward(left), mask);
    assertThatTensor(lastFive(shifted)).isCloseTo(expected, 1e-5).everywhere();
    assertThat(lastFive(slots).sub(expected).amaxNumber().doubleValue()).isGreaterThan(0.1);
  }

  @Test
  void in_a_packed_row_masks_and_positions_restart_with_each_sentence() {
    PackedBatch packed = PackedBatch.of(List.of(cat, birds), 14);
    AttentionMask mask = AttentionMask.sentences(packed.sentences()).and(AttentionMask.causal(14));
    for (int i = 0; i < 196; i++) {
      int query = i / 14;
      int key = i % 14;
      int[] sentence = {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0};
      boolean same = sentence[query] == sentence[key] && sentence[key] != 0;
      assertThat(mask.allowed().getInt(0, 0, query, key)).isEqualTo(same && key <= query ? 1 : 0);
    }
    PaddedBatch alone = Padding.toLongest().apply(List.of(birds));
    INDArray expected = decode(embeddings.forward(alone), CAUSAL_5).slice(0);
    INDArray together = decode(embeddings.forward(packed.rows(), packed.positions()), mask);
    assertThatTensor(together.slice(0).get(NDArrayIndex.interval(8, 13)).dup())
        .isCloseTo(expected, 1e-5)
        .everywhere();
  }

  @Test
  void a_packed_row_without_its_own_mask_or_positions_leaks_and_looks_fine() {
    PackedBatch packed = PackedBatch.of(List.of(cat, birds), 13);
    PackedBatch other =
        PackedBatch.of(List.of(WordPieceTokenizer.bert().encode("A dog lay on a rug"), birds), 13);
    AttentionMask leaky =
        AttentionMask.padding(packed.rows().attentionMask()).and(AttentionMask.causal(13));
    INDArray one = lastFive(decode(embeddings.forward(packed.rows(), packed.positions()), leaky));
    INDArray two = lastFive(decode(embeddings.forward(other.rows(), other.positions()), leaky));
    assertThat(one.sub(two).amaxNumber().doubleValue()).isBetween(0.01, 5.0); // wrong, not wild
    INDArray alone =
        decode(
            embeddings.forward(packed.rows()),
            AttentionMask.sentences(packed.sentences()).and(AttentionMask.causal(13)));
    INDArray right =
        decode(
            embeddings.forward(packed.rows(), packed.positions()),
            AttentionMask.sentences(packed.sentences()).and(AttentionMask.causal(13)));
    assertThat(lastFive(alone).sub(lastFive(right)).amaxNumber().doubleValue()).isGreaterThan(0.1);
  }

  private static final AttentionMask CAUSAL_5 = AttentionMask.causal(5);

  private Attended attend(AttentionMask mask) {
    return attend(attention, x, mask);
  }

  private static Attended attend(MultiHeadAttention attention, INDArray x, AttentionMask mask) {
    return attention.forward(Variable.constant(x), mask);
  }

  private INDArray decode(Embeddings.Embedded embedded, AttentionMask mask) {
    return attention.forward(embedded.output(), mask).values().value();
  }

  private static INDArray lastFive(INDArray output) { // of the last row
    INDArray row = output.slice(output.size(0) - 1);
    return row.get(NDArrayIndex.interval(row.size(0) - 5, row.size(0)), NDArrayIndex.all()).dup();
  }

  private static INDArray mask(int... row) {
    return Nd4j.createFromArray(new int[][] {row});
  }
}
