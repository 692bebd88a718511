package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.Padding;

/** The right model, read or placed at the wrong slot. */
class WrongReadingTest {

  @ParameterizedTest
  @Tag("bug-17")
  @ValueSource(longs = {1, 2, 3, 4})
  void the_last_slot_is_right_for_full_rows_only(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(17).faulty().apply(s);
    INDArray right = BugMuseum.bug(17).right().apply(s);
    for (int b = 0; b < s.sentences().size(); b++) {
      int length = s.sentences().get(b).length();
      assertThatTensor(right.getRow(b))
          .isCloseTo(alone(s, b).getRow(length - 1), 1e-5)
          .everywhere();
      double change = right.getRow(b).distance1(faulty.getRow(b));
      assertThat(change > 0.1).isEqualTo(length < 8);
      assertThat(change == 0).isEqualTo(length == 8);
    }
  }

  @ParameterizedTest
  @Tag("bug-18")
  @ValueSource(longs = {1, 2, 3, 4})
  void slots_as_positions_change_every_token_behind_padding_and_no_other(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(18).faulty().apply(s);
    INDArray right = BugMuseum.bug(18).right().apply(s);
    for (int b = 0; b < s.sentences().size(); b++) {
      INDArray alone = alone(s, b);
      int pads = 8 - s.sentences().get(b).length();
      for (int token = 0; token + pads < 8; token++) {
        INDArray wanted = alone.getRow(token);
        assertThat(right.slice(b).getRow(token + pads).distance1(wanted)).isLessThan(1e-3);
        double change = faulty.slice(b).getRow(token + pads).distance1(wanted);
        assertThat(change > 0.1).isEqualTo(pads > 0);
      }
    }
  }

  @ParameterizedTest
  @Tag("bug-19")
  @ValueSource(longs = {1, 2, 3, 4})
  void packed_under_a_padding_mask_each_sentence_spends_attention_on_the_others(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray number = s.packed().sentences(); // [1, T]
    INDArray faulty = BugMuseum.bug(19).faulty().apply(s); // [1, H, T, T]
    INDArray right = BugMuseum.bug(19).right().apply(s);
    int length = s.packed().rows().length();
    int[][] same = new int[length][length];
    IntStream.range(0, length * length)
        .filter(i -> number.getInt(0, i / length) == number.getInt(0, i % length))
        .forEach(i -> same[i / length][i % length] = 1);
    INDArray own = Nd4j.createFromArray(same).reshape(1, 1, length, length);
    assertThatTensor(right).isExactly(0).whereNotMask(own);
    assertThatTensor(faulty.sum(3)).isCloseTo(Nd4j.ones(1, 3, length), 1e-5).everywhere();
    for (int token = 0; token < length - 1; token++) { // the last slot is padding
      double spent = 0;
      for (int key = 0; key < length; key++) {
        spent += same[token][key] == 1 ? 0 : faulty.getDouble(0, 0, token, key);
        assertThat(faulty.getDouble(0, 0, token, key))
            .isLessThanOrEqualTo(same[token][key] == 1 ? right.getDouble(0, 0, token, key) : 1);
      }
      assertThat(spent).isGreaterThan(1e-3);
    }
  }

  /** What the model makes of one sentence on its own, {@code [length, D]}. */
  private static INDArray alone(Specimen s, int sentence) {
    var batch = Padding.none().apply(List.of(s.sentences().get(sentence)));
    return s.bert().forward(batch).output().value().slice(0).dup('c');
  }
}
