package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;

class RealTokensTest {

  private static final INDArray SENTENCES =
      Nd4j.createFromArray(
          new int[][] {{2, 1, 1, 0, 2}, {0, 0, 0, 0, 0}, {0, 0, 1, 1, 1}, {1, 0, 1, 0, 0}});

  @Test
  void tokens_with_one_number_in_a_row_are_a_sentence_and_padding_is_none() {
    RealTokens tokens = RealTokens.of(SENTENCES);
    assertThat(tokens.slots())
        .containsExactly(
            new int[] {1, 2}, new int[] {0, 4}, new int[] {12, 13, 14}, new int[] {15, 17});
    assertThat(tokens.lengths()).containsExactly(2, 2, 3, 2);
    assertThat(tokens.boundaries()).isEqualTo(Boundaries.of(2, 2, 3, 2));
    assertThat(tokens.boundaries().tokens()).isEqualTo(9);
    assertThat(tokens.size()).isEqualTo(20);
  }

  @Test
  void gathered_rows_are_the_real_tokens_and_scattered_ones_are_back_in_their_slots() {
    RealTokens tokens = RealTokens.of(SENTENCES);
    INDArray x = Ragged.normal(new Random(1), 4, 5, 3);
    INDArray rows = tokens.gather(x);
    assertThat(rows).isEqualTo(x.reshape(20, 3).getRows(1, 2, 0, 4, 12, 13, 14, 15, 17));
    INDArray back = Nd4j.zeros(DataType.FLOAT, 4, 5, 3);
    tokens.scatter(rows, back);
    INDArray real = SENTENCES.gt(0).castTo(DataType.INT32);
    assertThatTensor(back).isCloseTo(x, 0).whereMask(real);
    assertThatTensor(back).isExactly(0).whereNotMask(real);
    assertThat(tokens.gatherNumbers(SENTENCES).toIntVector())
        .containsExactly(1, 1, 2, 2, 1, 1, 1, 1, 1);
  }

  @Test
  void work_is_shared_out_by_tokens_and_by_pairs_of_tokens() {
    int[][] mask = new int[4][9];
    for (int row = 0; row < 4; row++) {
      Arrays.fill(mask[row], 0, new int[] {4, 9, 2, 6}[row], 1);
    }
    RealTokens tokens = RealTokens.of(Nd4j.createFromArray(mask));
    assertThat(tokens.parts(2, 1000).stream().map(RealTokens::lengths)) // 11 and 10 tokens
        .containsExactly(new int[] {9, 2}, new int[] {6, 4});
    assertThat(tokens.parts(2, 0).stream().map(RealTokens::lengths)) // 81 and 56 pairs
        .containsExactly(new int[] {9}, new int[] {6, 4, 2});
  }

  @Test
  void bad_input_is_named() {
    RealTokens tokens = RealTokens.of(Nd4j.ones(DataType.INT32, 2, 5));
    INDArray rows = Ragged.normal(new Random(1), 10, 8);
    INDArray into = Nd4j.zeros(DataType.FLOAT, 2, 5, 8);
    refused(() -> tokens.gather(into.reshape(2, 8, 5)), "x", "10 slots", "[2, 8, 5]");
    refused(() -> tokens.gather(rows), "x", "3 axes", "[10, 8]");
    refused(() -> tokens.gatherNumbers(Nd4j.ones(DataType.INT32, 2, 4)), "numbers", "[2, 4]");
    refused(() -> tokens.scatter(rows, into.reshape(2, 8, 5)), "into", "[2, 8, 5]");
    refused(() -> tokens.scatter(rows.castTo(DataType.DOUBLE), into), "FLOAT", "DOUBLE");
    refused(() -> tokens.parts(0, 1), "number", "0");
    assertThat(tokens.parts(Integer.MAX_VALUE, 1)).hasSize(2);
    refused(() -> RealTokens.of(Nd4j.create(DataType.INT32, 0, 5)), "sentences", "[0, 5]");
    refused(() -> new RealTokens(List.of(new int[] {0, 99}), 10), "slots", "0 to 9", "99");
    refused(() -> new RealTokens(List.of(new int[] {-1}), 10), "slots", "-1");
    refused(() -> new RealTokens(List.of(new int[] {1}, new int[] {1}), 10), "slots", "once", "1");
    refused(() -> new RealTokens(List.of(), -1), "size", "-1");
    refused(() -> tokens.parts(2, -5), "alone", "-5");
    refused(() -> RealTokens.of(SENTENCES.reshape(20)), "sentences", "[20]");
    refused(() -> RealTokens.of(SENTENCES.castTo(DataType.FLOAT)), "sentences", "INT32", "FLOAT");
  }
}
