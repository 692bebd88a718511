package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Fixtures.Case;
import padwise.attention.Attended;
import padwise.attention.Attention;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;

/** The library computes what PyTorch computes, forwards and backwards, in float32. */
class PyTorchTest {

  private static final double TOLERANCE = 1e-5;

  private static final List<Case> BATCHES = Fixtures.read("attention.gz", "");

  static List<Case> batches() {
    return BATCHES;
  }

  static List<Case> layerNorms() {
    return Fixtures.read("layers.gz", "layer norm");
  }

  static List<Case> embeddings() {
    return Fixtures.read("layers.gz", "embedding");
  }

  static List<Case> emptySentences() {
    return Fixtures.read("layers.gz", "empty sentence");
  }

  @Test
  void there_are_at_least_two_hundred_ragged_batches_with_pads_on_both_sides() {
    List<Case> ragged =
        batches().stream().filter(c -> c.get("mask").minNumber().doubleValue() == 0).toList();
    assertThat(batches()).hasSizeGreaterThanOrEqualTo(200);
    assertThat(ragged).hasSizeGreaterThan(100);
    assertThat(ragged).filteredOn(c -> c.name().endsWith("left")).hasSizeGreaterThan(40);
    assertThat(batches()).filteredOn(c -> c.number("counted") == 1).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void attention_and_masked_loss_agree_with_pytorch(Case torch) {
    MultiHeadAttention attention =
        new MultiHeadAttention(
            (int) torch.number("heads"),
            new Linear(torch.parameter("qkv"), torch.parameter("qkvBias")),
            new Linear(torch.parameter("out"), torch.parameter("outBias")));
    Variable x = torch.parameter("x");
    Variable words = torch.parameter("words");
    Attended attended = attention.forward(x, AttentionMask.padding(torch.whole("mask")));
    MaskedLoss loss = MaskedCrossEntropy.of(attended.values().matmul(words), torch.whole("labels"));
    close(attended.values().value(), torch, "output");
    close(attended.weights().value(), torch, "weights");
    assertThat(loss.counted()).isEqualTo((long) torch.number("counted"));
    assertThatTensor(loss.sum().value())
        .isCloseTo(torch.get("sum"), TOLERANCE * Math.max(1, torch.number("sum")))
        .everywhere();
    close(loss.mean().value(), torch, "mean");

    loss.mean().backward();
    close(x.gradient(), torch, "dx");
    close(attention.projection().weight().gradient(), torch, "dqkv");
    close(attention.projection().bias().gradient(), torch, "dqkvBias");
    close(attention.output().weight().gradient(), torch, "dout");
    close(attention.output().bias().gradient(), torch, "doutBias");
    close(words.gradient(), torch, "dwords");
  }

  @ParameterizedTest
  @MethodSource("layerNorms")
  void layer_norm_agrees_with_pytorch(Case torch) {
    Variable x = torch.parameter("x");
    Variable gain = torch.parameter("gain");
    Variable bias = torch.parameter("bias");
    Variable y = x.layerNorm(gain, bias, torch.number("epsilon"));
    close(y.value(), torch, "y");

    y.times(Variable.constant(torch.get("slope"))).sum().backward();
    close(x.gradient(), torch, "dx");
    close(gain.gradient(), torch, "dgain");
    close(bias.gradient(), torch, "dbias");
  }

  @Test
  void gelu_agrees_with_pytorch() {
    Case torch = Fixtures.read("bert.gz", "gelu").get(0);
    Variable x = torch.parameter("x");
    Variable y = x.gelu();
    close(y.value(), torch, "y");
    y.sum().backward();
    close(x.gradient(), torch, "dx");
  }

  @ParameterizedTest
  @MethodSource("embeddings")
  void a_lookup_with_an_untaught_row_is_pytorchs_padding_idx_and_a_plain_one_is_not(Case torch) {
    INDArray ids = torch.whole("ids");
    int pad = (int) torch.number("pad");
    Variable blocked = torch.parameter("table");
    Variable found = blocked.lookup(ids, pad);
    close(found.value(), torch, "y");
    curve(found, torch).backward();
    close(blocked.gradient(), torch, "dtable");

    Variable learned = torch.parameter("table");
    curve(learned.lookup(ids), torch).backward();
    close(learned.gradient(), torch, "dtableWithoutPaddingIdx");
    assertThat(blocked.gradient().getRow(pad).norm1Number().doubleValue()).isZero();
    assertThat(learned.gradient().getRow(pad).norm1Number().doubleValue()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("emptySentences")
  void a_sentence_of_no_tokens_gets_zeros_as_pytorchs_safe_softmax_gives(Case torch) {
    Variable q = torch.parameter("q");
    Variable k = torch.parameter("k");
    Variable v = torch.parameter("v");
    AttentionMask mask = AttentionMask.padding(torch.whole("mask"));
    Variable y = Attention.attend(q, k, v, mask).values();
    close(y.value(), torch, "y");

    y.times(Variable.constant(torch.get("slope"))).sum().backward();
    close(q.gradient(), torch, "dq");
    close(k.gradient(), torch, "dk");
    close(v.gradient(), torch, "dv");
  }

  private static Variable curve(Variable y, Case torch) { // sum of (y² + y) * slope
    return y.times(y).plus(y).times(Variable.constant(torch.get("slope"))).sum();
  }

  private static void close(INDArray actual, Case torch, String name) {
    INDArray expected = torch.get(name);
    assertThatTensor(expected.rank() == 0 ? Nd4j.scalar(actual.getFloat(0)) : actual)
        .as(name)
        .isCloseTo(expected, TOLERANCE)
        .everywhere();
  }
}
