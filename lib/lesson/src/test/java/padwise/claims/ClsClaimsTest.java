package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.model.BertConfig;
import padwise.model.ClsHead;
import padwise.model.ForwardTrace;
import padwise.model.MiniBert;
import padwise.text.Encoding;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** One question a sentence, and which masks it needs: claim 16, on a BERT of two layers. */
@Tag("claim-16")
class ClsClaimsTest {

  private static final Vocabulary WORDS =
      Vocabulary.of(
          List.of("[PAD] [UNK] [CLS] [SEP] the cat sat on mat birds sing loudly".split(" ")));
  private static final List<Encoding> SENTENCES =
      Stream.of("The cat sat on the mat", "Birds sing loudly", "Sing", "")
          .map(new WordPieceTokenizer(WORDS)::encode)
          .toList();
  private static final PaddedBatch BATCH = Padding.toLongest().apply(SENTENCES); // [4, 8]
  private static final INDArray CLASSES = Nd4j.createFromArray(1, 0, 1, 0);

  private final MiniBert bert = MiniBert.random(new BertConfig(WORDS.size(), 32, 16, 2, 2, 32), 1);
  private final ClsHead cls = ClsHead.random(16, 2, 3);

  @Test
  void a_loss_on_cls_reaches_one_slot_a_sentence_and_no_other_though_nothing_is_ignored() {
    INDArray last = classified(BATCH, hidingPads(BATCH)).output().gradient(); // [4, 8, 16]
    INDArray first = Nd4j.zeros(BATCH.attentionMask().dataType(), 4, 8);
    first.getColumn(0).assign(1);
    assertThatTensor(last).isExactly(0).whereNotMask(first);
    assertThat(last.norm2(2).getColumn(0).minNumber().doubleValue()).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void it_reads_the_first_real_slot_on_whichever_side_the_padding_is(Side side) {
    PaddedBatch batch = Padding.toMaxLength(10).on(side).apply(SENTENCES);
    INDArray last = classified(batch, hidingPads(batch)).output().gradient();
    INDArray reads = batch.positions().eq(0).castTo(batch.attentionMask().dataType());
    assertThatTensor(last).isExactly(0).whereNotMask(reads.mul(batch.attentionMask()));
    assertThat(last.norm2(2).gt(0).castTo(reads.dataType()).sumNumber().intValue()).isEqualTo(4);
  }

  @Test
  void with_the_attention_mask_padded_inputs_get_exactly_no_gradient_from_it_and_without_one() {
    INDArray masked = classified(BATCH, hidingPads(BATCH)).embedded().output().gradient();
    assertThatTensor(masked).isExactly(0).whereNotMask(BATCH.attentionMask());
    INDArray leaking = classified(BATCH, AttentionMask.none()).embedded().output().gradient();
    double[] norms = leaking.norm2(2).reshape(32).toDoubleVector();
    assertThat(pads()).isNotEmpty().allMatch(slot -> norms[slot] > 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 16, 32})
  void the_score_of_cls_moves_with_the_padding_only_without_the_attention_mask(int length) {
    PaddedBatch wide = Padding.toMaxLength(length).apply(SENTENCES);
    assertThatTensor(scores(wide, hidingPads(wide)))
        .isCloseTo(scores(BATCH, hidingPads(BATCH)), 1e-5)
        .everywhere();
    INDArray change = scores(wide, AttentionMask.none()).sub(scores(BATCH, AttentionMask.none()));
    assertThat(change.amaxNumber().doubleValue()).isGreaterThan(1e-2);
  }

  @Test
  void a_mean_over_all_slots_moves_with_the_padding_and_one_over_real_slots_does_not() {
    PaddedBatch wide = Padding.toMaxLength(32).apply(SENTENCES);
    INDArray near = bert.forward(BATCH).output().value().mean(1);
    INDArray far = bert.forward(wide).output().value().mean(1);
    assertThat(near.sub(far).amaxNumber().doubleValue()).isGreaterThan(1e-2);
    assertThatTensor(pooled(wide)).isCloseTo(pooled(BATCH), 1e-5).everywhere();
  }

  private ForwardTrace classified(PaddedBatch batch, AttentionMask mask) {
    ForwardTrace trace = bert.forward(batch, batch.positions(), mask);
    Variable scores = cls.forward(trace.output(), batch.positions(), batch.attentionMask());
    MaskedCrossEntropy.of(scores, CLASSES).sum().backward();
    return trace;
  }

  private INDArray scores(PaddedBatch batch, AttentionMask mask) {
    Variable hidden = bert.forward(batch, batch.positions(), mask).output();
    return cls.forward(hidden, batch.positions(), batch.attentionMask()).value();
  }

  private INDArray pooled(PaddedBatch batch) {
    INDArray real = bert.forward(batch).output().where(batch.attentionMask()).value();
    INDArray lengths = batch.attentionMask().castTo(real.dataType()).sum(1).reshape(4, 1);
    return real.sum(1).divColumnVector(lengths);
  }

  private static AttentionMask hidingPads(PaddedBatch batch) {
    return AttentionMask.padding(batch.attentionMask());
  }

  private static List<Integer> pads() {
    int[] mask = BATCH.attentionMask().data().asInt();
    return IntStream.range(0, 32).filter(slot -> mask[slot] == 0).boxed().toList();
  }
}
