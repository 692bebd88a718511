package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static padwise.TensorAssert.assertThatTensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.lesson.DoerCorpus;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.loss.MaskedWords;
import padwise.model.BertConfig;
import padwise.model.WordModel;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;
import padwise.train.Trainer;
import padwise.train.TrainingTrace;

/** Attention while training, and the same training with each mask mistake: claims 13 and 20. */
class TrainingClaimsTest {

  private static final Vocabulary WORDS = DoerCorpus.vocabulary();
  private static final WordPieceTokenizer TOKENIZER = new WordPieceTokenizer(WORDS);
  private static final DoerCorpus DEEDS = DoerCorpus.of(8, 1);
  private static final List<PaddedBatch> BATCHES = batches(DEEDS.training(), Padding.toLongest());
  private static final Run MASKED = train(TrainingClaimsTest::keys, UnaryOperator.identity());

  private final WordModel model = fresh();

  @Test
  @Tag("claim-20")
  void a_masked_model_learns_and_padding_held_out_sentences_further_changes_nothing() {
    assertThat(MASKED.heldOut).isLessThan(0.85 * unigram());
    assertThat(MASKED.trace.recentLoss(20)).isLessThan(0.75 * MASKED.trace.losses().get(0));
    assertThat(MASKED.heldOutWide).isCloseTo(MASKED.heldOut, within(1e-4));
  }

  @Test
  @Tag("claim-20")
  void without_a_mask_it_learns_too_but_notices_more_padding() {
    assertLearnsAndNoticesPadding(b -> AttentionMask.none());
  }

  @Test
  @Tag("all")
  void with_rows_masked_it_learns_too_but_notices_more_padding() {
    assertLearnsAndNoticesPadding(TrainingClaimsTest::rows);
  }

  private static void assertLearnsAndNoticesPadding(Function<PaddedBatch, AttentionMask> mask) {
    Run faulty = train(mask, UnaryOperator.identity());
    assertThat(faulty.heldOut).isLessThan(0.85 * unigram()); // the loss gives nothing away
    assertThat(Math.abs(faulty.heldOutWide - faulty.heldOut)).isGreaterThan(0.01);
  }

  @Test
  @Tag("claim-20")
  void with_pads_asked_the_loss_looks_better_and_the_words_are_worse() {
    Run asking = train(TrainingClaimsTest::keys, TrainingClaimsTest::padsAsked);
    assertThat(asking.trace.recentLoss(20)).isLessThan(0.6 * MASKED.trace.recentLoss(20));
    assertThat(asking.heldOut).isGreaterThan(MASKED.heldOut + 0.2);
  }

  @Test
  @Tag("claim-20")
  void the_plain_formulas_zero_by_zero_in_padded_rows_stops_the_trainer_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Trainer(model.parameters(), 0.01).run(5, this::plainFormula))
        .withMessageContaining("loss: step 1 of training gave NaN"); // before any gradient
    assertThat(model.parameters())
        .allSatisfy(w -> assertThat(w.value().sumNumber().doubleValue()).isFinite());
  }

  @Test
  @Tag("claim-13")
  void attention_on_pads_is_exactly_zero_in_every_head_of_every_layer_at_every_step() {
    PaddedBatch batch = BATCHES.get(0);
    INDArray pads = batch.attentionMask().rsub(1).reshape(batch.size(), 1, 1, batch.length());
    List<INDArray> first = new ArrayList<>();
    new Trainer(model.parameters(), 0.01)
        .run(
            20,
            step -> loss(model, TrainingClaimsTest::keys, ask(batch, step)),
            step -> {
              for (int layer = 0; layer < 2; layer++) {
                INDArray weights = model.bert().forward(batch).attention(layer).weights().value();
                assertThatTensor(weights.mul(pads.castTo(DataType.FLOAT)))
                    .isExactly(0)
                    .everywhere();
                first.add(weights.dup());
              }
            });
    assertThat(pads.sumNumber().intValue()).isPositive();
    double moved = first.get(39).sub(first.get(1)).amaxNumber().doubleValue();
    assertThat(moved).isGreaterThan(0.1); // attention did change meanwhile
  }

  /** The end of a training. */
  private record Run(TrainingTrace trace, double heldOut, double heldOutWide) {}

  private static Run train(
      Function<PaddedBatch, AttentionMask> mask, UnaryOperator<MaskedWords> questions) {
    WordModel model = fresh();
    TrainingTrace trace =
        new Trainer(model.parameters(), 0.01)
            .run(
                140,
                i -> {
                  PaddedBatch batch = BATCHES.get(i % BATCHES.size());
                  return loss(model, mask, questions.apply(ask(batch, i)));
                });
    return new Run(
        trace,
        heldOut(model, mask, Padding.toLongest()),
        heldOut(model, mask, Padding.toMaxLength(32)));
  }

  private static WordModel fresh() {
    return WordModel.random(new BertConfig(WORDS.size(), 32, 32, 2, 2, 64), 1);
  }

  private static MaskedLoss loss(
      WordModel model, Function<PaddedBatch, AttentionMask> mask, MaskedWords words) {
    return MaskedCrossEntropy.of(
        model.forward(words.batch(), mask.apply(words.batch())), words.labels());
  }

  private static double heldOut(
      WordModel model, Function<PaddedBatch, AttentionMask> mask, Padding padding) {
    double sum = 0;
    long counted = 0;
    for (PaddedBatch batch : batches(DEEDS.heldOut(), padding)) {
      MaskedLoss loss = Variable.inference(() -> loss(model, mask, ask(batch, 5)));
      sum += loss.sum().value().getDouble(0);
      counted += loss.counted();
    }
    return sum / counted;
  }

  /** The loss of someone who knows only how often each word occurs. */
  private static double unigram() {
    Map<Integer, Integer> times = new HashMap<>();
    BATCHES.stream()
        .flatMap(b -> Arrays.stream(b.inputIds().data().asInt()).boxed())
        .filter(id -> !Vocabulary.SPECIAL.contains(WORDS.token(id)))
        .forEach(id -> times.merge(id, 1, Integer::sum));
    double all = times.values().stream().mapToInt(n -> n).sum();
    return batches(DEEDS.heldOut(), Padding.toLongest()).stream()
        .flatMap(b -> Arrays.stream(ask(b, 5).labels().data().asInt()).boxed())
        .filter(label -> label != Labels.IGNORE)
        .mapToDouble(label -> -Math.log(times.getOrDefault(label, 0) / all))
        .average()
        .orElseThrow();
  }

  private MaskedLoss plainFormula(int step) {
    PaddedBatch batch = BATCHES.get(step);
    AttentionMask mask = keys(batch);
    INDArray real =
        batch.attentionMask().castTo(DataType.FLOAT).reshape(batch.size(), batch.length(), 1);
    Variable zeroByZero = Variable.constant(real.div(real).sub(1));
    Variable x = model.bert().embeddings().forward(batch, batch.positions()).output();
    Variable first = model.bert().blocks().get(0).forward(x, mask).output().plus(zeroByZero);
    Variable second = model.bert().blocks().get(1).forward(first, mask).output();
    return MaskedCrossEntropy.of(model.head().forward(second), ask(batch, step).labels());
  }

  private static MaskedWords ask(PaddedBatch batch, int seed) {
    return MaskedWords.of(batch, WORDS, seed);
  }

  private static MaskedWords padsAsked(MaskedWords words) { // −100 times 0 is 0, [PAD]'s id
    return new MaskedWords(words.batch(), words.labels().mul(words.batch().attentionMask()));
  }

  private static AttentionMask keys(PaddedBatch batch) {
    return AttentionMask.padding(batch.attentionMask());
  }

  private static AttentionMask rows(PaddedBatch batch) {
    return new AttentionMask(
        batch.attentionMask().dup().reshape(batch.size(), 1, batch.length(), 1));
  }

  private static List<PaddedBatch> batches(List<DoerCorpus.Sentence> deeds, Padding padding) {
    return Stream.iterate(0, from -> from + 32 <= deeds.size(), from -> from + 32)
        .map(from -> deeds.subList(from, from + 32).stream())
        .map(part -> padding.apply(part.map(deed -> TOKENIZER.encode(deed.text())).toList()))
        .toList();
  }
}
