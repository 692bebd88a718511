package padwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.batch.Boundaries;
import padwise.batch.RealTokens;
import padwise.grad.Linear;
import padwise.grad.Variable;

class RaggedAttentionTest {

  private static final int WIDTH = 12;

  private final MultiHeadAttention attention = withBiases(WIDTH, 3, 5);
  private final RaggedAttention ragged = new RaggedAttention(attention);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 4, 1",
    "3, 7, 8, 4",
    "5, 18, 24, 3",
    "2, 40, 64, 4",
    "32, 16, 64, 4",
    "3, 130, 96, 12"
  })
  void every_real_token_gets_what_the_readable_attention_gives_it(
      int rows, int slots, int width, int heads) {
    Random random = new Random(slots);
    MultiHeadAttention readable = withBiases(width, heads, slots);
    INDArray x = Ragged.normal(random, rows, slots, width);
    INDArray mask = mask(random, rows, slots); // with holes, left or right or in the middle
    INDArray expected =
        readable.forward(Variable.constant(x), AttentionMask.padding(mask)).values().value();
    INDArray values = new RaggedAttention(readable).forward(x, RealTokens.of(mask));
    assertThatTensor(values).isCloseTo(expected, 1e-5).whereMask(mask);
    if (mask.minNumber().intValue() == 0) {
      assertThatTensor(values).isExactly(0).whereNotMask(mask);
    }
  }

  @Test
  void padded_slots_are_not_read_and_more_of_them_change_no_bit() {
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 1, 0}, {1, 0, 0, 0}});
    INDArray x = Ragged.normal(new Random(1), 2, 4, WIDTH);
    INDArray once = ragged.forward(x, RealTokens.of(mask));
    INDArray wide = Nd4j.valueArrayOf(new long[] {2, 50, WIDTH}, Double.NaN, DataType.FLOAT);
    INDArray wideMask = Nd4j.zeros(DataType.INT32, 2, 50);
    for (int row = 0; row < 2; row++) {
      for (int slot = 0; slot < 4; slot++) {
        if (mask.getInt(row, slot) == 1) {
          wide.slice(row).putRow(slot + 20, x.slice(row).getRow(slot));
          wideMask.putScalar(row, slot + 20, 1);
        }
      }
    }
    INDArray again = ragged.forward(wide, RealTokens.of(wideMask));
    for (int row = 0; row < 2; row++) {
      for (int slot = 0; slot < 4; slot++) {
        assertThat(again.slice(row).getRow(slot + (mask.getInt(row, slot) == 1 ? 20 : 0)))
            .isEqualTo(once.slice(row).getRow(slot));
      }
    }
  }

  @ParameterizedTest
  @Tag("claim-22")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_flat_row_with_boundaries_equals_the_masked_batch(long seed) {
    INDArray mask = mask(new Random(seed), 4, 9);
    INDArray x = Ragged.normal(new Random(seed), 4, 9, WIDTH);
    RealTokens tokens = RealTokens.of(mask);
    INDArray flat = ragged.forward(tokens.gather(x), tokens.boundaries()); // [N, D]
    INDArray masked =
        attention.forward(Variable.constant(x), AttentionMask.padding(mask)).values().value();
    assertThatTensor(flat).isCloseTo(tokens.gather(masked), 1e-5).everywhere();
    Boundaries shifted = new Boundaries(List.of(0, 1, tokens.boundaries().tokens()));
    INDArray wrong = ragged.forward(tokens.gather(x), shifted);
    assertThat(wrong.sub(flat).amaxNumber().doubleValue()).isGreaterThan(0.01);
  }

  @Test
  void scores_beyond_float32_are_refused_and_a_nan_spoils_its_own_sentence() {
    INDArray x = Ragged.normal(new Random(1), 2, 3, WIDTH);
    RealTokens tokens = RealTokens.of(Nd4j.createFromArray(new int[][] {{1, 1, 2}, {1, 1, 0}}));
    INDArray clean = ragged.forward(x, tokens);
    x.putScalar(new int[] {0, 2, 3}, 1e38);
    refused(() -> ragged.forward(x, tokens), "rows", "3.4e38", "layer norm");
    x.putScalar(new int[] {0, 2, 3}, Double.NaN);
    INDArray spoilt = ragged.forward(x, tokens);
    INDArray second = Nd4j.createFromArray(new int[][] {{0, 0, 1}, {0, 0, 0}});
    assertThatTensor(spoilt).isNaN().whereMask(second);
    assertThatTensor(spoilt).isCloseTo(clean, 0).whereNotMask(second);
  }

  @Test
  void a_sentence_of_no_tokens_has_no_rows_and_moves_none() {
    INDArray rows = Ragged.normal(new Random(1), 5, WIDTH);
    assertThat(ragged.forward(rows, Boundaries.of(3, 0, 2)))
        .isEqualTo(ragged.forward(rows, Boundaries.of(3, 2)));
  }

  @Test
  void bad_input_is_named() {
    INDArray mask = Nd4j.ones(DataType.INT32, 2, 4);
    INDArray x = Ragged.normal(new Random(1), 2, 4, WIDTH);
    RealTokens tokens = RealTokens.of(mask);
    refused(() -> ragged.forward(x.reshape(8, WIDTH), tokens), "x", "[8, 12]");
    refused(() -> ragged.forward(x.castTo(DataType.DOUBLE), tokens), "x", "FLOAT", "DOUBLE");
    RealTokens more = RealTokens.of(Nd4j.ones(DataType.INT32, 2, 5));
    refused(() -> ragged.forward(x, more), "tokens", "[2, 4, 12]", "10 slots");
    INDArray rows = x.reshape(8, WIDTH);
    refused(() -> ragged.forward(rows, Boundaries.of(5, 2)), "boundaries", "8 tokens", "[0, 5, 7]");
    refused(() -> ragged.forward(rows.reshape(16, 6), Boundaries.of(16)), "rows", "[16, 6]");
    refused(() -> ragged.forward(x.reshape(2, 8, 6), tokens), "x", "12", "[2, 8, 6]");
  }

  private static INDArray mask(Random random, int rows, int slots) {
    int[] ones = random.ints((long) rows * slots, 0, 2).toArray();
    Arrays.fill(ones, 0, slots, 1); // the longest fills its row
    return Nd4j.createFromArray(ones).reshape('c', rows, slots);
  }

  static MultiHeadAttention withBiases(int width, int heads, long seed) {
    MultiHeadAttention plain = MultiHeadAttention.random(width, heads, seed);
    Random random = new Random(seed);
    return new MultiHeadAttention(
        heads, withBias(plain.projection(), random), withBias(plain.output(), random));
  }

  private static Linear withBias(Linear plain, Random random) {
    long width = plain.bias().value().length();
    return new Linear(plain.weight(), Variable.parameter(Ragged.normal(random, width)));
  }
}
