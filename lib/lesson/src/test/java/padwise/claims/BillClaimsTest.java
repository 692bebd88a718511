package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.batch.Buckets;
import padwise.batch.Cost;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.model.Embeddings;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

/** The padding bill: claim 6, on sentences of very different lengths. */
class BillClaimsTest {

  private static final List<Encoding> ALL =
      Stream.of(
              "The cat sat on the mat",
              "Birds sing loudly",
              "Sing",
              "",
              "The dog that chased the cat slept on the mat all afternoon.",
              "Good night",
              "It rains.",
              "We missed the last train by a minute.",
              "The moon was so bright that we could read outside.",
              "Stop!",
              "Seven geese flew south")
          .map(WordPieceTokenizer.bert()::encode)
          .toList();
  private static final Embeddings EMBEDDINGS = Embeddings.random(30_522, 16, 12, 3);
  private static final MultiHeadAttention ATTENTION = MultiHeadAttention.random(12, 3, 5);

  @Test
  @Tag("claim-6")
  void each_way_to_make_batches_has_fewer_slots_than_the_one_before() {
    Buckets inOrder = Buckets.inOrder(ALL, 3);
    List<List<PaddedBatch>> ways =
        List.of(
            inOrder.padded(Padding.toMaxLength(20)),
            inOrder.padded(Padding.toLongest()),
            Buckets.byLength(ALL, 3).padded(Padding.toLongest()),
            List.of(PackedBatch.of(ALL, 20).rows()),
            Buckets.inOrder(ALL, 1).padded(Padding.none()));
    List<Cost> costs = ways.stream().map(way -> Cost.of(way, 384)).toList();
    assertThat(costs)
        .extracting(Cost::slots)
        .isSortedAccordingTo(Comparator.reverseOrder())
        .doesNotHaveDuplicates();
    assertThat(costs)
        .extracting(Cost::realTokens)
        .containsOnly(ALL.stream().mapToLong(Encoding::length).sum());
  }

  @Test
  @Tag("claim-6")
  void bucketed_and_packed_every_sentence_gets_the_vectors_it_gets_alone() {
    List<Encoding> sentences = ALL.subList(0, 6);
    Buckets buckets = Buckets.byLength(sentences, 3);
    for (int b = 0; b < 2; b++) {
      PaddedBatch batch = buckets.padded(Padding.toLongest()).get(b);
      INDArray output =
          vectors(batch, batch.positions(), AttentionMask.padding(batch.attentionMask()));
      for (int row = 0; row < 3; row++) {
        assertAsAlone(output.slice(row), 0, buckets.encodings().get(b).get(row));
      }
    }
    int length = sentences.stream().mapToInt(Encoding::length).sum() + 3;
    PackedBatch packed = PackedBatch.of(sentences, length);
    AttentionMask blocks = AttentionMask.sentences(packed.sentences());
    INDArray row = vectors(packed.rows(), packed.positions(), blocks).slice(0);
    int from = 0;
    for (Encoding sentence : sentences) {
      assertAsAlone(row, from, sentence);
      from += sentence.length();
    }
  }

  private static void assertAsAlone(INDArray row, int from, Encoding sentence) {
    PaddedBatch alone = Padding.none().apply(List.of(sentence));
    INDArray wanted = vectors(alone, alone.positions(), AttentionMask.none()).slice(0);
    INDArray got =
        row.get(NDArrayIndex.interval(from, from + sentence.length()), NDArrayIndex.all());
    assertThatTensor(got.dup('c')).isCloseTo(wanted.dup('c'), 1e-5).everywhere();
  }

  private static INDArray vectors(PaddedBatch batch, INDArray positions, AttentionMask mask) {
    return ATTENTION
        .forward(EMBEDDINGS.forward(batch, positions).output(), mask)
        .values()
        .value(); // [B, T, 12]
  }
}
