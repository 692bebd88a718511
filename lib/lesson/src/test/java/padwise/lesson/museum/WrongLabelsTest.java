package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.loss.Labels;
import padwise.text.Encoding;

/** Which slots are asked for the wrong word, or not at all. */
class WrongLabelsTest {

  @ParameterizedTest
  @Tag("bug-9")
  @ValueSource(longs = {1, 2, 3, 4})
  void with_the_end_as_filler_each_sentences_end_is_ignored_and_nothing_else(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray expected = BugMuseum.bug(9).right().apply(s);
    assertThatTensor(expected).isCloseTo(s.labels(), 0).everywhere();
    for (int b = 0; b < s.sentences().size(); b++) {
      int end = s.sentences().get(b).length() - 1;
      assertThat(expected.getInt(b, end)).isEqualTo(Specimens.END);
      expected.putScalar(b, end, Labels.IGNORE);
    }
    assertThatTensor(BugMuseum.bug(9).faulty().apply(s)).isCloseTo(expected, 0).everywhere();
  }

  @ParameterizedTest
  @Tag("bug-13")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_place_instead_of_a_value_asks_pads_and_drops_the_last_slot(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(13).faulty().apply(s);
    INDArray right = BugMuseum.bug(13).right().apply(s);
    assertThatTensor(right).isExactly(0).whereNotMask(s.batch().attentionMask());
    for (int b = 0; b < s.sentences().size(); b++) {
      for (int slot = 0; slot < 7; slot++) {
        boolean real = slot < s.sentences().get(b).length();
        assertThat(faulty.getDouble(b, slot))
            .isGreaterThan(real ? right.getDouble(b, slot) - 1e-9 : 0);
        assertThat(right.getDouble(b, slot)).isEqualTo(real ? faulty.getDouble(b, slot) : 0);
      }
      assertThat(faulty.getDouble(b, 7)).isZero();
    }
    assertThat(right.getDouble(0, 7)).isPositive(); // the first sentence fills its row
  }

  @ParameterizedTest
  @Tag("bug-14")
  @ValueSource(longs = {1, 2, 3, 4})
  void unpadded_labels_slip_by_the_padding_before_them_and_their_number_stays(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(14).faulty().apply(s);
    List<Integer> slipped = new ArrayList<>();
    s.sentences().forEach(sentence -> slipped.addAll(sentence.inputIds()));
    long real = slipped.size();
    while (slipped.size() < faulty.length()) {
      slipped.add(Labels.IGNORE);
    }
    assertThat(Arrays.stream(faulty.data().asInt()).boxed().toList()).isEqualTo(slipped);
    assertThat(faulty.neq(Labels.IGNORE).castTo(s.labels().dataType()).sumNumber().longValue())
        .isEqualTo(real)
        .isEqualTo(s.batch().realTokens()); // so the count gives nothing away
    assertThat(faulty.getInt(1, 5)).isEqualTo(s.sentences().get(2).inputIds().get(0));
    INDArray right = BugMuseum.bug(14).right().apply(s);
    assertThatTensor(right).isExactly(Labels.IGNORE).whereNotMask(s.batch().attentionMask());
  }

  @ParameterizedTest
  @Tag("bug-15")
  @ValueSource(longs = {1, 2, 3, 4})
  void shifted_twice_each_slot_is_asked_for_the_word_after_the_next(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(15).faulty().apply(s);
    INDArray right = BugMuseum.bug(15).right().apply(s);
    for (int b = 0; b < s.sentences().size(); b++) {
      for (int slot = 0; slot < 8; slot++) {
        assertThat(right.getInt(b, slot)).isEqualTo(word(s.sentences().get(b), slot + 1));
        assertThat(faulty.getInt(b, slot)).isEqualTo(word(s.sentences().get(b), slot + 2));
      }
    }
  }

  private static int word(Encoding sentence, int place) {
    return place < sentence.length() ? sentence.inputIds().get(place) : Labels.IGNORE;
  }
}
