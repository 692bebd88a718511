package padwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.grad.Variable;

class AttendedTest {

  private static final INDArray MASK = Nd4j.createFromArray(new int[][] {{1, 1, 0}, {1, 1, 1}});

  private final Variable x = Variable.constant(Ragged.normal(new Random(1), 2, 3, 8));
  private final MultiHeadAttention attention = MultiHeadAttention.random(8, 2, 1);
  private final Attended attended = attention.forward(x, AttentionMask.none());

  @Test
  void the_share_on_padding_is_the_loop_over_real_queries_and_padded_keys() {
    double sum = 0;
    for (int head = 0; head < 2; head++) {
      for (int query = 0; query < 2; query++) {
        sum += attended.head(0, head).getDouble(query, 2) / 4;
      }
    }
    assertThat(attended.shareOnPadding(0, MASK)).isCloseTo(sum, within(1e-6));
    assertThat(attended.shareOnPadding(0, MASK.castTo(DataType.BOOL))).isCloseTo(sum, within(1e-6));
    assertThat(attended.shareOnPadding(1, MASK)).isZero();
  }

  @Test
  void sentences_heads_and_masks_that_are_not_there_are_refused() {
    refused(() -> attended.heads(9), "sentence", "0 to 1", "9");
    refused(() -> attended.heads(-1), "sentence", "-1");
    refused(() -> attended.head(0, 9), "head", "0 to 1", "9");
    refused(() -> attended.head(2, 0), "sentence", "2");
    refused(() -> attended.shareOnPadding(2, MASK), "sentence", "2");
    INDArray others = Nd4j.ones(DataType.INT32, 2, 4);
    refused(() -> attended.shareOnPadding(0, others), "attentionMask", "[2, 3]", "[2, 4]");
    refused(() -> attended.shareOnPadding(0, MASK.mul(2)), "attentionMask", "2.0");
    Variable other = Variable.constant(Ragged.normal(new Random(1), 2, 4, 8));
    Attended cross = attention.forward(x, other, AttentionMask.none());
    refused(() -> cross.shareOnPadding(0, others), "itself", "[2, 2, 3, 3]", "[2, 2, 3, 4]");
    refused(() -> new Attended(x, x, x), "weights", "[2, 3, 8]");
  }
}
