package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.lesson.NeighbourOracle;
import padwise.lesson.NeighbourOracle.Finding;
import padwise.model.ForwardTrace;
import padwise.model.MiniBert;
import padwise.model.Pooling;
import padwise.model.PretrainedBert;
import padwise.text.WordPieceTokenizer;

/** Padding's harm to a model that has learned, and the mask's remedy. */
@Tag("claim-21")
@SuppressWarnings("NullAway.Init")
class RealBertClaimsTest {

  private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.bert();
  private static final List<String> TEXTS =
      List.of("Birds sing loudly", "The cat sat on the mat", "A crow is calling from the roof");

  private static MiniBert bert;

  @BeforeAll
  static void load() {
    bert = PretrainedBert.load();
  }

  @Test
  void a_real_model_passes_the_neighbour_oracle_and_without_a_mask_it_fails_in_every_arrangement() {
    NeighbourOracle oracle =
        NeighbourOracle.reading(TEXTS.stream().map(TOKENIZER::encode).toList(), 4);
    int words = PretrainedBert.CONFIG.words();
    assertThat(
            oracle.check(
                a -> bert.forward(a.batch(words), a.position(), a.attention()).output().value()))
        .hasSize(7)
        .allMatch(Finding::holds);
    assertThat(
            oracle.check(
                a ->
                    bert.forward(a.batch(words), a.position(), AttentionMask.none())
                        .output()
                        .value()))
        .allMatch(finding -> finding.largestChange() > 0.5);
  }

  @Test
  void a_sentences_vector_ignores_padding_only_with_the_mask_in_the_attention_and_in_the_mean() {
    double before = 1;
    for (int slots : new int[] {8, 16, 32}) {
      PaddedBatch batch = padded(slots);
      INDArray real = batch.attentionMask();
      INDArray all = real.mul(0).add(1);
      assertThat(closeness(batch, real, real)).isGreaterThan(0.999999);
      assertThat(closeness(batch, all, real)).isLessThan(0.95);
      assertThat(closeness(batch, real, all)).isLessThan(0.96);
      assertThat(closeness(batch, all, all)).isLessThan(before - 0.1);
      before = closeness(batch, all, all);
    }
  }

  @Test
  void one_head_looks_at_the_token_before_and_none_at_padding() {
    PaddedBatch batch = padded(8);
    ForwardTrace trace = Variable.inference(() -> bert.forward(batch));
    for (int layer = 0; layer < 6; layer++) {
      assertThat(trace.attention(layer).shareOnPadding(0, batch.attentionMask())).isZero();
    }
    INDArray head = trace.attention(0).head(0, 2); // [8, 8]
    assertThat(IntStream.range(1, 5).mapToDouble(query -> head.getDouble(query, query - 1)))
        .allMatch(weight -> weight > 0.99);
  }

  /** The cosine with the vector of the same sentence without padding. */
  private static double closeness(PaddedBatch batch, INDArray attended, INDArray pooled) {
    return Pooling.cosines(vector(batch, attended, pooled), alone()).getDouble(0);
  }

  private static INDArray alone() {
    PaddedBatch batch = padded(5);
    return vector(batch, batch.attentionMask(), batch.attentionMask());
  }

  private static INDArray vector(PaddedBatch batch, INDArray attended, INDArray pooled) {
    AttentionMask mask = AttentionMask.padding(attended);
    ForwardTrace trace = Variable.inference(() -> bert.forward(batch, batch.positions(), mask));
    return Pooling.mean(trace.output().value(), pooled);
  }

  private static PaddedBatch padded(int slots) {
    return Padding.toMaxLength(slots).apply(List.of(TOKENIZER.encode(TEXTS.get(0))));
  }
}
