package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PaddedBatchTest {
  private static final List<List<String>> TOKENS =
      List.of(List.of("a", "b", "c"), List.of("a", "[PAD]", "[PAD]"));
  private static final INDArray IDS = Nd4j.createFromArray(new int[][] {{5, 6, 7}, {5, 0, 0}});
  private static final INDArray MASK = Nd4j.createFromArray(new int[][] {{1, 1, 1}, {1, 0, 0}});
  private static final INDArray TYPES = Nd4j.createFromArray(new int[][] {{0, 0, 1}, {0, 0, 0}});

  @Test
  void the_tokens_are_copies() {
    List<String> row = new ArrayList<>(List.of("a", "b", "c"));
    PaddedBatch batch = new PaddedBatch(List.of(row, TOKENS.get(1)), IDS, MASK, TYPES);
    row.set(0, "changed");

    assertThat(batch.tokens()).isEqualTo(TOKENS);
  }

  @Test
  void a_mask_that_is_a_window_on_a_larger_array_is_judged_by_what_it_shows() {
    INDArray larger = Nd4j.createFromArray(new int[][] {{1, 1, 1, 7}, {1, 0, 0, 7}});
    INDArray window = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3));
    INDArray wrong = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4));

    assertThat(new PaddedBatch(TOKENS, IDS, window, TYPES).realTokens()).isEqualTo(4);
    refused(
        () -> new PaddedBatch(TOKENS, IDS, wrong, TYPES),
        "attentionMask: expected only 1 (real) and 0 (padding) but found 7");
    refused(() -> new PaddedBatch(TOKENS, IDS, MASK.neg(), TYPES), "found -1");
  }

  @Test
  void parts_of_another_shape_or_type_are_refused_by_name() {
    INDArray narrow = Nd4j.createFromArray(new int[][] {{1, 1}, {1, 0}});
    INDArray floats = MASK.castTo(DataType.FLOAT);
    refused(() -> new PaddedBatch(TOKENS, narrow, MASK, TYPES), "inputIds", "[2, 3]", "[2, 2]");
    refused(() -> new PaddedBatch(TOKENS, IDS, narrow, TYPES), "attentionMask", "3]", "[2, 2]");
    refused(() -> new PaddedBatch(TOKENS, IDS, MASK.transpose(), TYPES), "attentionMask", "[3, 2]");
    refused(
        () -> new PaddedBatch(TOKENS, IDS, MASK, MASK.reshape(1, 2, 3)), "tokenTypeIds", "[1, 2");
    refused(
        () -> new PaddedBatch(TOKENS, IDS, floats, TYPES),
        "attentionMask: expected INT32 [2, 3] but was FLOAT [2, 3]; use castTo(DataType.INT32)");
  }

  @Test
  void missing_and_ragged_tokens_are_refused() {
    refused(() -> new PaddedBatch(List.of(), IDS, MASK, TYPES), "tokens: expected at least one");
    refused(() -> new PaddedBatch(List.of(List.of()), IDS, MASK, TYPES), "at least one");
    refused(
        () -> new PaddedBatch(List.of(TOKENS.get(0), List.of("a")), IDS, MASK, TYPES),
        "tokens: the rows have lengths [3, 1]; pad them (Padding.toLongest())");
  }

  @Test
  void vectors_need_a_mask_of_their_own_shape() {
    INDArray values = Nd4j.rand(DataType.FLOAT, 2, 3, 4);
    INDArray doubles = values.castTo(DataType.DOUBLE);

    assertThat(new PaddedVectors(values, MASK).values()).isSameAs(values);
    refused(() -> new PaddedVectors(values, MASK.reshape(3, 2)), "attentionMask", "3]", "[3, 2]");
    refused(() -> new PaddedVectors(doubles, MASK), "values", "DOUBLE [2, 3, 4]", "castTo");
    refused(() -> new PaddedVectors(MASK, MASK), "values", "[B, T, D]", "INT32 [2, 3]");
  }
}
