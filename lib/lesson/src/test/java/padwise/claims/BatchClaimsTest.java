package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.batch.PaddedBatch;
import padwise.batch.PaddedVectors;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.grad.Variable;
import padwise.model.Embeddings;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

/** Padded batches and the way in: claims 3, 4 and 5, on the running example. */
class BatchClaimsTest {

  private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.bert();
  private static final List<Encoding> SENTENCES =
      Stream.of("The cat sat on the mat", "Birds sing loudly").map(TOKENIZER::encode).toList();

  @ParameterizedTest
  @Tag("claim-3")
  @EnumSource
  void the_mask_has_exactly_the_shape_of_the_ids_and_a_one_for_each_real_token(Side side) {
    PaddedBatch batch = Padding.toMaxLength(10).on(side).apply(SENTENCES);
    assertThatTensor(batch.attentionMask()).hasShape(batch.inputIds().shape());
    assertThatTensor(batch.tokenTypeIds()).hasShape(batch.inputIds().shape());
    for (int b = 0; b < 2; b++) {
      for (int slot = 0; slot < 10; slot++) {
        boolean real = !batch.tokens().get(b).get(slot).equals("[PAD]");
        assertThat(batch.attentionMask().getInt(b, slot)).isEqualTo(real ? 1 : 0);
        assertThat(batch.inputIds().getInt(b, slot) != 0).isEqualTo(real);
      }
    }
    assertThat(batch.attentionMask().sum(1)).isEqualTo(lengths(8, 5));
  }

  @ParameterizedTest
  @Tag("claim-4")
  @EnumSource
  void eight_and_five_tokens_become_two_rows_of_eight_with_three_pad_rows(Side side) {
    INDArray cat = Ragged.normal(new Random(1), 8, 12);
    INDArray birds = Ragged.normal(new Random(2), 5, 12);
    PaddedVectors padded = Padding.toLongest().on(side).stack(List.of(cat, birds));
    int start = side == Side.LEFT ? 3 : 0;
    assertThatTensor(padded.values()).hasShape(2, 8, 12);
    assertThatTensor(padded.values()).isExactly(0).whereNotMask(padded.attentionMask());
    assertThat(padded.attentionMask().sum(1)).isEqualTo(lengths(8, 5));
    assertThat(padded.values().get(NDArrayIndex.point(0))).isEqualTo(cat);
    INDArray kept =
        padded.values().get(NDArrayIndex.point(1), NDArrayIndex.interval(start, start + 5));
    assertThat(kept.dup('c')).isEqualTo(birds);
  }

  @Test
  @Tag("claim-4")
  void a_max_length_is_a_maximum_and_sep_survives_it() {
    PaddedBatch batch = Padding.toMaxLength(6).apply(SENTENCES);
    assertThat(batch.tokens().get(0)).containsExactly("[CLS]", "the", "cat", "sat", "on", "[SEP]");
    assertThat(batch.attentionMask().sum(1)).isEqualTo(lengths(6, 5));
  }

  @Test
  @Tag("claim-5")
  void pads_row_starts_as_zeros_and_learns_nothing_while_its_input_is_not_zero() {
    PaddedBatch batch = Padding.toLongest().apply(SENTENCES);
    Embeddings embeddings = Embeddings.random(30_522, 16, 12, 3);
    Embeddings.Embedded embedded = embeddings.forward(batch);
    INDArray mask = batch.attentionMask();
    assertThatTensor(embedded.token().value()).isExactly(0).whereNotMask(mask);
    double smallest = embedded.output().value().norm2(2).minNumber().doubleValue();
    assertThat(smallest).isGreaterThan(0.1); // of all slots, padded ones too
    Variable output = embedded.output();
    output.times(Variable.constant(Ragged.normal(new Random(5), 2, 8, 12))).sum().backward();
    INDArray gradient = embeddings.token().gradient();
    assertThat(gradient.getRow(0).norm2Number().doubleValue()).isZero();
    assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(0.1);
  }

  private static INDArray lengths(int... lengths) {
    return Nd4j.createFromArray(lengths).castTo(org.nd4j.linalg.api.buffer.DataType.INT32);
  }
}
