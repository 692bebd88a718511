package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.lesson.NeighbourOracle.Finding;
import padwise.lesson.NeighbourOracle.Stage;

/** The oracle in each shape that a stage may return: one stage that leaks, one that does not. */
@Tag("spine")
class OracleShapesTest {

  private static final int WIDTH = 12;
  private static final String PACKED = "packed";
  private static final MultiHeadAttention ATTENTION = MultiHeadAttention.random(WIDTH, 3, 7);

  /** From vectors {@code [B, T, D]} and a mask of what counts, {@code [B, T, 1]}, to a result. */
  private static final Map<String, BinaryOperator<INDArray>> READERS =
      Map.of(
          "[B, T, D]", (x, counts) -> x,
          "[B, T]", (x, counts) -> x.sum(2),
          "[B, T, 3, 4]", (x, counts) -> x.reshape(x.size(0), x.size(1), 3, 4),
          "[B, D]", OracleShapesTest::mean,
          "[B, 1, D]", (x, counts) -> mean(x, counts).reshape(-1, 1, WIDTH),
          "[B]", (x, counts) -> mean(x, counts).sum(1),
          "[B, 1]", (x, counts) -> mean(x, counts).sum(true, 1),
          "a sum", (x, counts) -> x.mul(counts).sum(),
          "a mean", (x, counts) -> x.mul(counts).sum().div(counts.sum()),
          "[1, 1]", (x, counts) -> x.mul(counts).sum(true, 0, 1, 2).reshape(1, 1));

  static Stream<String> shapes() {
    return READERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_masked_stage_holds_in_every_shape(String shape) {
    assertThat(read(shape, OracleShapesTest::masked)).hasSize(7).allMatch(Finding::holds);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_stage_without_a_mask_is_caught_in_every_shape(String shape) {
    assertThat(read(shape, a -> attended(a, AttentionMask.none())))
        .hasSize(7)
        .noneMatch(Finding::holds);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_leak_between_packed_sentences_alone_is_caught_in_every_shape(String shape) {
    assertLeaks(read(shape, a -> attended(a, padding(a))), PACKED);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_leak_between_rows_is_caught_wherever_there_are_several(String shape) {
    Stage relative = a -> a.input().value().sub(a.input().value().max(true, 0));
    assertThat(read(shape, relative))
        .filteredOn(Finding::holds)
        .extracting(Finding::arrangement)
        .containsExactly(PACKED);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void pads_that_are_read_are_caught_where_a_result_is_of_several_tokens(String shape) {
    Stage own = a -> masked(a).add(1); // what stands in a pad is not 0
    assertThat(read(shape, own, a -> real(a).mul(0).add(1)))
        .allMatch(finding -> finding.holds() == shape.startsWith("[B, T"));
  }

  @Test
  void one_result_a_sentence_is_its_own_in_a_packed_row_too_and_one_a_row_is_not() {
    assertThat(over().check(a -> firstTokens(a, masked(a)))).hasSize(7).allMatch(Finding::holds);
    assertLeaks(over().check(a -> firstTokens(a, attended(a, padding(a)))), PACKED);
    Stage firstSlot = a -> masked(a).get(NDArrayIndex.all(), NDArrayIndex.point(0)).dup('c');
    assertLeaks(over().check(firstSlot), "on the left", PACKED);
  }

  @Test
  void shapes_that_do_not_say_whose_number_is_where_are_refused() {
    Stage own = OracleShapesTest::masked;
    String advice = "Keep every slot";
    refused(() -> longer().check(a -> withoutFirst(own.apply(a))), "[1, 1, 12]", advice);
    refused(() -> over().check(a -> own.apply(a).reshape(-1, WIDTH)), "[B, T] = [", advice);
    refused(() -> over().check(OracleShapesTest::weights), "[B, T] = [", advice);
    refused(() -> over().check(a -> own.apply(a).sum(0)), "[B, T] = [", advice);
    refused(() -> over().check(a -> nothing()), "stage", "null", "alone");
    refused(() -> over().check(a -> Nd4j.empty(DataType.FLOAT)), "stage", "empty", "alone");
    refused(() -> over().cuttingTails().check(a -> own.apply(a).sum()), "cut tail", "[B, T, …]");
  }

  private static NeighbourOracle over() {
    return NeighbourOracle.over(Ragged.sentences(4, WIDTH), 4);
  }

  private static NeighbourOracle longer() { // no sentence is empty without its first token
    return NeighbourOracle.over(
        List.of(Ragged.normal(new Random(1), 2, WIDTH), Ragged.normal(new Random(2), 5, WIDTH)), 4);
  }

  private static List<Finding> read(String shape, Stage stage) {
    return read(shape, stage, OracleShapesTest::real);
  }

  private static List<Finding> read(String shape, Stage stage, Stage counts) {
    BinaryOperator<INDArray> reader = Objects.requireNonNull(READERS.get(shape));
    return over().check(a -> reader.apply(stage.apply(a), counts.apply(a)));
  }

  private static INDArray attended(Arrangement a, AttentionMask mask) {
    return ATTENTION.forward(a.input(), mask).values().value();
  }

  private static INDArray masked(Arrangement a) {
    return attended(a, a.attention());
  }

  private static INDArray real(Arrangement a) { // [B, T, 1]
    INDArray mask = a.attentionMask();
    return mask.castTo(DataType.FLOAT).reshape(mask.size(0), mask.size(1), 1);
  }

  private static INDArray mean(INDArray x, INDArray counts) { // [B, D]
    return x.mul(counts).sum(1).div(counts.sum(1));
  }

  private static AttentionMask padding(Arrangement a) {
    return AttentionMask.padding(a.attentionMask());
  }

  private static INDArray weights(Arrangement a) { // [B, H, T, T]
    return ATTENTION.forward(a.input(), a.attention()).weights().value();
  }

  private static INDArray withoutFirst(INDArray x) { // [B, T - 1, D]
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(1, x.size(1))).dup('c');
  }

  private static INDArray firstTokens(Arrangement a, INDArray x) { // [S, D]
    INDArray rows = x.reshape(-1, WIDTH);
    INDArray place = a.position().reshape(-1);
    INDArray mask = a.attentionMask().reshape(-1);
    int[] first =
        IntStream.range(0, (int) mask.length())
            .filter(slot -> mask.getInt(slot) == 1 && place.getInt(slot) == 0)
            .toArray();
    return rows.getRows(first);
  }

  private static void assertLeaks(List<Finding> findings, String... arrangements) {
    assertThat(findings)
        .filteredOn(finding -> !finding.holds())
        .extracting(Finding::arrangement)
        .containsExactlyInAnyOrder(arrangements);
  }
}
