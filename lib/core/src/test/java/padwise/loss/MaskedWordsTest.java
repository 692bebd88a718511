package padwise.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import padwise.RandomTexts;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** The task of a masked language model: claim 17. */
@Tag("claim-17")
class MaskedWordsTest {

  private static final Vocabulary WORDS = RandomTexts.vocabulary();
  private static final PaddedBatch BATCH =
      Padding.toLongest()
          .apply(
              RandomTexts.of(2000, 3).stream().map(new WordPieceTokenizer(WORDS)::encode).toList());

  private final int[] before = BATCH.inputIds().data().asInt();
  private final MaskedWords masked = MaskedWords.of(BATCH, WORDS, 7);
  private final int[] shown = masked.batch().inputIds().data().asInt();
  private final int[] labels = masked.labels().data().asInt();

  @Test
  void fifteen_percent_of_the_words_are_asked_for_and_what_they_were_is_their_label() {
    long words = slots().filter(i -> before[i] >= Vocabulary.SPECIAL.size()).count();
    assertThat(words).isGreaterThan(10_000);
    assertThat(asked().count() / (double) words).isCloseTo(0.15, within(0.01));
    assertThat(asked()).allMatch(i -> labels[i] == before[i]);
  }

  @Test
  void the_first_word_is_asked_for_as_often_as_any_other_whatever_the_seed() {
    PaddedBatch one =
        Padding.toLongest().apply(List.of(new WordPieceTokenizer(WORDS).encode("aa")));
    double times =
        LongStream.range(0, 1000)
            .filter(seed -> MaskedWords.of(one, WORDS, seed).labels().getInt(0, 1) != Labels.IGNORE)
            .count();
    assertThat(times / 1000).isCloseTo(0.15, within(0.03));
  }

  @Test
  void padding_and_special_tokens_are_never_asked_for() {
    int[] mask = BATCH.attentionMask().data().asInt();
    assertThat(slots().filter(i -> mask[i] == 0)).isNotEmpty();
    assertThat(asked())
        .allMatch(i -> mask[i] == 1 && !Vocabulary.SPECIAL.contains(WORDS.token(before[i])));
  }

  @Test
  void of_the_asked_words_80_percent_show_mask_10_another_word_and_10_themselves() {
    int mask = WORDS.id(Vocabulary.MASK);
    double asked = asked().count();
    double same = asked().filter(i -> shown[i] == before[i]).count();
    assertThat(asked().filter(i -> shown[i] == mask).count() / asked).isCloseTo(0.8, within(0.03));
    assertThat(same / asked).isCloseTo(0.1 + 0.1 / 49, within(0.02));
    assertThat(asked().filter(i -> shown[i] != mask))
        .allMatch(i -> shown[i] >= Vocabulary.SPECIAL.size());
  }

  @Test
  void nothing_else_changes_and_the_same_seed_asks_for_the_same_words() {
    assertThat(slots().filter(i -> labels[i] == Labels.IGNORE))
        .allMatch(i -> shown[i] == before[i]);
    assertThat(masked.batch().attentionMask()).isEqualTo(BATCH.attentionMask());
    assertThat(BATCH.inputIds().data().asInt()).isEqualTo(before);
    assertThat(masked.batch().tokens().stream().flatMap(List::stream))
        .containsExactlyElementsOf(slots().mapToObj(i -> WORDS.token(shown[i])).toList());
    assertThat(MaskedWords.of(BATCH, WORDS, 7).labels()).isEqualTo(masked.labels());
    assertThat(MaskedWords.of(BATCH, WORDS, 8).labels()).isNotEqualTo(masked.labels());
  }

  @Test
  void a_vocabulary_without_mask_is_refused() {
    Vocabulary small = Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a"));
    PaddedBatch batch =
        Padding.toLongest().apply(List.of(new WordPieceTokenizer(small).encode("a a a a a a a")));
    refused(() -> MaskedWords.of(batch, small, 1), "[MASK]");
  }

  private IntStream slots() {
    return IntStream.range(0, before.length);
  }

  private IntStream asked() {
    return slots().filter(i -> labels[i] != Labels.IGNORE);
  }
}
