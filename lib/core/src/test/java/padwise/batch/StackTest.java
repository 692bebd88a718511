package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Gradients.normal;
import static padwise.Refused.refused;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;

/** {@link Padding#stack}: matrices {@code [len, D]} become {@code [B, T, D]}. */
class StackTest {
  private static final INDArray CAT = normal(1, 8, 12);
  private static final INDArray BIRDS = normal(2, 5, 12);

  @RepeatedTest(40)
  void each_row_is_where_a_plain_loop_puts_it(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int width = 1 + random.nextInt(6);
    List<INDArray> sentences =
        IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(b -> Ragged.normal(random, 1 + random.nextInt(8), width))
            .toList();
    Side side = seed % 2 == 0 ? Side.LEFT : Side.RIGHT;

    PaddedVectors batch = Padding.toMaxLength(8).on(side).stack(sentences);

    for (int b = 0; b < sentences.size(); b++) {
      float[][] sentence = sentences.get(b).toFloatMatrix();
      int start = side == Side.LEFT ? 8 - sentence.length : 0;
      for (int t = 0; t < 8; t++) {
        boolean real = t >= start && t < start + sentence.length;
        assertThat(batch.attentionMask().getInt(b, t)).isEqualTo(real ? 1 : 0);
        assertThat(batch.values().slice(b).getRow(t).toFloatVector())
            .isEqualTo(real ? sentence[t - start] : new float[width]);
      }
    }
  }

  @Test
  void views_and_transposed_matrices_are_laid_out_by_their_meaning() {
    INDArray wide = normal(3, 12, 5);
    PaddedVectors batch = Padding.toMaxLength(6).stack(List.of(wide.transpose()));
    assertThat(batch.values().slice(0).getRow(2)).isEqualTo(wide.getColumn(2));
  }

  @Test
  void doubles_become_floats_and_the_sentences_stay_as_they_are() {
    INDArray doubles = BIRDS.castTo(DataType.DOUBLE);
    INDArray before = doubles.dup();
    PaddedVectors batch = Padding.toLongest().stack(List.of(doubles));
    batch.values().addi(1);

    assertThat(batch.values().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(doubles).isEqualTo(before);
  }

  @Test
  void an_empty_sentence_is_a_row_of_pads() {
    PaddedVectors batch =
        Padding.toLongest().stack(List.of(BIRDS, Nd4j.create(DataType.FLOAT, 0, 12)));

    assertThat(batch.attentionMask().toIntMatrix()[1]).containsExactly(0, 0, 0, 0, 0);
    assertThat(batch.values().slice(1)).isEqualTo(Nd4j.zeros(DataType.FLOAT, 5, 12));
  }

  @Test
  void the_length_follows_the_same_rules_as_for_tokens() {
    assertThat(Padding.toLongest().toMultipleOf(6).stack(List.of(CAT)).values().shape())
        .containsExactly(1, 12, 12);
    assertThat(Padding.none().stack(List.of(CAT, CAT)).values().shape()).containsExactly(2, 8, 12);
    refused(
        () -> Padding.none().stack(List.of(CAT, BIRDS)), "lengths [8, 5]", "Padding.toLongest()");
    refused(
        () -> Padding.toMaxLength(6).stack(List.of(CAT, BIRDS)),
        "lengths [8, 5], above maxLength 6");
  }

  @Test
  void what_is_no_batch_of_matrices_is_refused() {
    refused(() -> Padding.toLongest().stack(List.of()), "sentences: expected");
    refused(
        () -> Padding.toLongest().stack(List.of(CAT, normal(4, 5, 10))),
        "of one width D but was [[8, 12], [5, 10]]");
    refused(
        () -> Padding.toLongest().stack(List.of(CAT.reshape(2, 4, 12))), "but was [[2, 4, 12]]");
  }
}
