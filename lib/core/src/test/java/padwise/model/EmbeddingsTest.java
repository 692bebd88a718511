package padwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

@Tag("claim-5")
class EmbeddingsTest {

  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();

  private final PaddedBatch batch =
      Padding.toLongest()
          .apply(List.of(BERT.encode("The cat sat on the mat"), BERT.encode("Birds sing loudly")));
  private final Embeddings embeddings = Embeddings.random(30_522, 16, 12, 3);

  @Test
  void pad_has_the_id_of_the_real_vocabulary() {
    assertThat(Vocabulary.bert().id(Vocabulary.PAD)).isEqualTo(Embeddings.PAD);
  }

  @Test
  void the_layer_norm_moves_even_an_all_zero_vector_to_its_bias() {
    INDArray bias = Nd4j.createFromArray(0.1f, -0.2f, 0.3f);
    LayerNorm norm =
        new LayerNorm(Variable.constant(Nd4j.createFromArray(2f, 3f, 4f)), Variable.constant(bias));
    assertThat(norm.forward(Variable.constant(Nd4j.zeros(1, 3))).value().getRow(0)).isEqualTo(bias);
  }

  @Test
  void more_real_tokens_than_positions_are_refused_with_the_cure_and_more_slots_are_not() {
    Embeddings small = Embeddings.random(30_522, 4, 12, 3);
    refused(() -> small.forward(batch), "8 slots", "truncatedTo(4)");
    PaddedBatch wide = Padding.toMaxLength(8).apply(List.of(BERT.encode("a")));
    assertThatTensor(small.forward(wide, wide.positions()).output().value()).hasShape(1, 8, 12);
  }

  @Test
  void an_id_or_a_type_outside_its_table_is_named_as_the_batch_names_it() {
    Embeddings few = Embeddings.random(5, 16, 12, 3);
    refused(() -> few.forward(batch), "inputIds: 101 is not a row of the table [5, 12]", "0 to 4");
    INDArray ids = batch.inputIds();
    PaddedBatch third =
        new PaddedBatch(batch.tokens(), ids, batch.attentionMask(), ids.mul(0).add(2));
    refused(() -> embeddings.forward(third), "tokenTypeIds: 2 is not a row", "0 to 1");
  }

  @Test
  void positions_of_your_own_pick_the_rows_and_those_of_the_slots_are_the_default() {
    INDArray places =
        Nd4j.createFromArray(new int[][] {{0, 1, 2, 3, 4, 5, 6, 7}, {9, 8, 0, 0, 3, 15, 1, 2}});
    Embeddings.Embedded moved = embeddings.forward(batch, places);
    for (int slot = 0; slot < 8; slot++) {
      INDArray row = moved.position().value().get(NDArrayIndex.point(1), NDArrayIndex.point(slot));
      assertThat(row.dup()).isEqualTo(embeddings.position().value().getRow(places.getInt(1, slot)));
    }
    INDArray first = embeddings.forward(batch).output().value();
    assertThat(moved.output().value().slice(0)).isEqualTo(first.slice(0));
    assertThat(moved.output().value().slice(1)).isNotEqualTo(first.slice(1));
  }

  @Test
  void positions_that_do_not_fit_are_refused_with_the_cure() {
    INDArray positions = batch.positions();
    refused(
        () -> embeddings.forward(batch, positions.reshape(8, 2)), "[8, 2]; take batch.positions()");
    refused(
        () -> embeddings.forward(batch, positions.mul(3)),
        "22 slots",
        "only 16 positions",
        "truncatedTo(16)");
    refused(() -> embeddings.forward(batch, positions.sub(1)), "positions: -1 is not a row");
  }
}
