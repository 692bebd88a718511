package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.RealTokens;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.RaggedEncoder;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

/** No padding at all: claim 22, through a whole BERT. */
@Tag("claim-22")
class FlatRowClaimsTest {

  private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.bert();
  private static final List<Encoding> SENTENCES =
      List.of(
          TOKENIZER.encode("The cat sat on the mat"),
          TOKENIZER.encode("Birds sing"),
          TOKENIZER.encode(""),
          TOKENIZER.encode("A dog lay on a rug and slept"));

  private final MiniBert bert = MiniBert.random(new BertConfig(30_522, 16, 24, 3, 2, 48), 4);

  @Test
  void a_flat_row_gives_each_token_what_the_masked_batch_gives_it() {
    PaddedBatch batch = Padding.toLongest().apply(SENTENCES);
    INDArray masked = bert.forward(batch).output().value(); // [4, T, D]
    INDArray wanted = RealTokens.of(batch.attentionMask()).gather(masked); // [N, D]
    PackedBatch flat = PackedBatch.flat(SENTENCES);
    assertThat(flat.rows().paddedShare()).isZero();
    INDArray rows = // no mask, only boundaries
        new RaggedEncoder(bert).forward(flat.rows(), flat.positions(), flat.sentences());
    assertThatTensor(rows.reshape(wanted.shape())).isCloseTo(wanted, 1e-5).everywhere();
    INDArray readable =
        bert.forward(flat.rows(), flat.positions(), AttentionMask.sentences(flat.sentences()))
            .output()
            .value();
    assertThatTensor(readable.reshape(wanted.shape())).isCloseTo(wanted, 1e-5).everywhere();
  }

  @Test
  void without_boundaries_its_sentences_leak_into_each_other() {
    PackedBatch flat = PackedBatch.flat(SENTENCES);
    INDArray apart =
        new RaggedEncoder(bert).forward(flat.rows(), flat.positions(), flat.sentences());
    INDArray together =
        new RaggedEncoder(bert).forward(flat.rows(), flat.positions(), flat.rows().attentionMask());
    assertThat(together.sub(apart).amaxNumber().doubleValue()).isGreaterThan(0.1);
  }

  @Test
  void it_compares_the_squares_of_the_lengths_where_a_rectangle_compares_every_slot() {
    long pairs = PackedBatch.flat(SENTENCES).boundaries().pairs();
    long squares = SENTENCES.stream().mapToLong(s -> (long) s.length() * s.length()).sum();
    PaddedBatch padded = Padding.toLongest().apply(SENTENCES);
    PackedBatch packed = PackedBatch.of(SENTENCES, padded.length());
    assertThat(pairs).isEqualTo(squares);
    assertThat(List.of(pairs, slotPairs(packed.rows()), slotPairs(padded)))
        .isSorted()
        .doesNotHaveDuplicates();
    INDArray blocks = AttentionMask.sentences(packed.sentences()).allowed();
    assertThat(blocks.sumNumber().longValue()).isEqualTo(pairs); // what a block mask keeps of them
  }

  private static long slotPairs(PaddedBatch batch) {
    return IntStream.range(0, batch.size())
        .mapToLong(b -> (long) batch.length() * batch.length())
        .sum();
  }
}
