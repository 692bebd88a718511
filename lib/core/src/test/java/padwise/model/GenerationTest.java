package padwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.text.Encoding;
import padwise.text.Vocabulary;

/** Writing in a batch: claim 24. */
@Tag("claim-24")
class GenerationTest {

  private static final List<String> WORDS =
      List.of("[PAD]", "[SEP]", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m");
  private static final Vocabulary VOCABULARY = Vocabulary.of(WORDS);
  private static final List<Encoding> PROMPTS =
      List.of(prompt("a", "b", "c", "d", "e"), prompt("f"), prompt("g", "h"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void each_text_is_the_one_written_alone_with_and_without_a_cache(long seed) {
    WordModel model = WordModel.random(new BertConfig(WORDS.size(), 16, 16, 4, 2, 32), seed);
    List<List<String>> alone = PROMPTS.stream().map(p -> written(model, p, 8, "none")).toList();
    assertThat(alone.stream().flatMap(List::stream).distinct()).hasSizeGreaterThan(1);
    String end = alone.get(1).get(2); // the second text ends at its third word, or before
    List<List<String>> expected = PROMPTS.stream().map(p -> written(model, p, 8, end)).toList();
    PaddedBatch left = Padding.toMaxLength(7).on(Side.LEFT).apply(PROMPTS);
    assertThat(Generation.cached(model, VOCABULARY, end, left).steps(8).texts())
        .isEqualTo(expected);
    assertThat(Generation.uncached(model, VOCABULARY, end, left).steps(8).texts())
        .isEqualTo(expected);
  }

  @Test
  void mask_and_positions_grow_by_one_and_an_ended_text_goes_on_as_padding() {
    WordModel model = WordModel.random(new BertConfig(WORDS.size(), 16, 16, 4, 2, 32), 1);
    String end = written(model, PROMPTS.get(1), 1, "none").get(0);
    Generation start = start(model, end);
    Generation later = start.steps(3);
    PaddedBatch batch = later.batch();
    assertThat(start.batch().length()).isEqualTo(5); // steps leave it as it was
    assertThat(batch.length()).isEqualTo(8);
    assertThat(later.ended(1)).isTrue();
    assertThat(batch.attentionMask().getRow(1).toIntVector())
        .containsExactly(0, 0, 0, 0, 1, 1, 0, 0);
    assertThat(batch.inputIds().getRow(1).toIntVector())
        .containsExactly(0, 0, 0, 0, 7, VOCABULARY.id(end), 0, 0);
    assertThat(batch.tokens().get(1)).endsWith(end, "[PAD]", "[PAD]");
    for (int row : new int[] {0, 2}) {
      assertThat(later.texts().get(row)).isEqualTo(written(model, PROMPTS.get(row), 3, end));
    }
  }

  @Test
  void a_cache_holds_every_slot_read_and_equals_what_is_read_anew() {
    WordModel model = WordModel.random(new BertConfig(WORDS.size(), 16, 16, 4, 2, 32), 1);
    Generation cached = start(model, "[SEP]").step();
    assertThat(cached.caches()).hasSize(2);
    assertThatTensor(cached.caches().get(0).keys().value()).hasShape(3, 4, 5, 4);
    assertThatTensor(cached.attention(0).weights().value()).hasShape(3, 4, 5, 5);
    Generation next = cached.step();
    assertThatTensor(next.caches().get(0).keys().value()).hasShape(3, 4, 6, 4);
    assertThatTensor(next.attention(0).weights().value()).hasShape(3, 4, 1, 6); // one slot read
    Generation anew = Generation.uncached(model, VOCABULARY, "[SEP]", cached.batch()).step();
    assertThat(anew.caches()).isEmpty();
    for (int layer = 0; layer < 2; layer++) {
      INDArray all = anew.attention(layer).weights().value(); // [3, 4, 6, 6]
      INDArray last =
          all.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(5, 6)).dup('c');
      assertThatTensor(next.attention(layer).weights().value()).isCloseTo(last, 1e-5).everywhere();
      assertThatTensor(last)
          .isExactly(0)
          .whereNotMask(cached.batch().attentionMask().reshape(3, 1, 1, 6));
    }
  }

  @Test
  void bad_input_is_named() {
    WordModel model = WordModel.random(new BertConfig(WORDS.size(), 6, 16, 4, 2, 32), 1);
    PaddedBatch right = Padding.toLongest().apply(PROMPTS);
    refused(
        () -> Generation.cached(model, VOCABULARY, "[SEP]", right), "prompts", "padding", "LEFT");
    PaddedBatch empty = Padding.toMaxLength(2).apply(List.of(prompt("a"), prompt()));
    refused(() -> Generation.cached(model, VOCABULARY, "[SEP]", empty), "no token", "[CLS]");
    refused(() -> Generation.cached(model, VOCABULARY, "x", left()), "end", "and x among them");
    Vocabulary other = Vocabulary.of(Vocabulary.SPECIAL);
    refused(() -> Generation.cached(model, other, "[SEP]", left()), "vocabulary", "but were 5");
    refused(() -> start(model, "[SEP]").steps(0), "steps", "0");
    model.head().bias().value().putScalar(0, Double.NaN);
    refused(() -> start(model, "[SEP]").step(), "model", "NaN", "train");
    refused(() -> start(model, "[SEP]").attention(0), "layer", "step()");
  }

  @Test
  void a_text_fills_the_position_table_and_is_refused_beyond_it() {
    WordModel model = WordModel.random(new BertConfig(WORDS.size(), 6, 16, 4, 2, 32), 1);
    for (Generation start :
        List.of(start(model, "[SEP]"), Generation.uncached(model, VOCABULARY, "[SEP]", left()))) {
      assertThat(start.steps(2).batch().length()).isEqualTo(7); // the last word is not read
      refused(
          () -> start.steps(3),
          "needs 7 positions",
          "table has 6",
          "fewer steps, shorter prompts, or a model with a larger table");
    }
  }

  private static PaddedBatch left() {
    return Padding.toLongest().on(Side.LEFT).apply(PROMPTS);
  }

  private static Generation start(WordModel model, String end) {
    return Generation.cached(model, VOCABULARY, end, left());
  }

  /** One text alone, read anew for every word, by the model's own forward pass. */
  private static List<String> written(WordModel model, Encoding prompt, int steps, String end) {
    List<String> tokens = new ArrayList<>(prompt.tokens());
    while (tokens.size() < prompt.length() + steps) {
      PaddedBatch alone = Padding.toLongest().apply(List.of(prompt(tokens.toArray(String[]::new))));
      INDArray logits = model.forward(alone, AttentionMask.causal(tokens.size())).value();
      INDArray last = logits.slice(0).getRow(tokens.size() - 1L);
      tokens.add(VOCABULARY.token(Nd4j.argMax(last).getInt(0)));
      if (tokens.get(tokens.size() - 1).equals(end)) {
        break;
      }
    }
    return tokens.subList(prompt.length(), tokens.size());
  }

  private static Encoding prompt(String... tokens) {
    return Ragged.encoding(List.of(tokens), Stream.of(tokens).map(VOCABULARY::id).toList());
  }
}
