package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;
import padwise.math.Rows;

/** The result of a stage for one arrangement, and whose numbers are where in it. */
@SuppressWarnings("ArrayRecordComponent")
record StageResult(Arrangement arrangement, long[] shape, double[] values) {

  /** The one that has numbers of its own. */
  enum Owner {
    /** {@code [B, T, …]}. */
    TOKEN,
    /** {@code [S, …]}, S sentences in reading order, or {@code [B, …]}, one result a row. */
    SENTENCE,
    /** One number for the whole batch. */
    BATCH
  }

  /** Runs a stage, which must return something. */
  static StageResult of(NeighbourOracle.Stage stage, Arrangement arrangement) {
    INDArray value = stage.apply(arrangement.copy()); // a stage may write into what it is given
    Preconditions.require(
        value != null && !value.isEmpty(),
        "stage: expected an array but was null or empty for the sentences %s",
        arrangement.name());
    return new StageResult(arrangement, value.shape(), Rows.read(value));
  }

  /** Finds, by the shapes, who owns the numbers in one stage's results for all arrangements. */
  static Owner owner(List<StageResult> results) {
    return Stream.of(Owner.values())
        .filter(owner -> results.stream().map(r -> r.axesOf(owner)).distinct().count() == 1)
        .filter(owner -> results.get(0).axesOf(owner).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "stage: expected [B, T, …], a result a token; [S, …] or [B, …], one a sentence"
                        + " or row; or one number; but "
                        + results.get(0).told()
                        + " and "
                        + results.get(results.size() - 1).told()
                        + ". Keep every slot, and let no other axis grow with the batch."));
  }

  /** The axes of what one owner has; empty if there are no such owners. */
  private Optional<List<Long>> axesOf(Owner owner) {
    int before =
        switch (owner) {
          case TOKEN -> startsWith(rows(), slots()) ? 2 : -1;
          case SENTENCE -> startsWith(rows()) || startsWith(sentences()) ? 1 : -1;
          case BATCH -> values.length == 1 ? shape.length : -1;
        };
    return before < 0
        ? Optional.empty()
        : Optional.of(Arrays.stream(shape).skip(before).boxed().toList());
  }

  private String told() {
    return "[B, T] = [%s, %s] gave %s".formatted(rows(), slots(), Arrays.toString(shape));
  }

  /** Number of tokens in its rows, without padding. */
  int tokens() {
    return (int) Arrays.stream(numbers()).filter(number -> number > 0).count();
  }

  /** The numbers of one token of a result {@code [B, T, …]}. */
  double[] ofToken(int sentenceNumber, int tokenPosition) {
    return part(arrangement.slotOf(sentenceNumber, tokenPosition), rows() * slots());
  }

  /** The sentences, from 0, that each part of the result is about: usually one. */
  List<int[]> groups(Owner owner) {
    if (owner == Owner.BATCH) {
      return List.of(IntStream.range(0, sentences()).toArray());
    }
    if (startsWith(sentences())) {
      return IntStream.range(0, sentences()).mapToObj(i -> new int[] {i}).toList();
    }
    return IntStream.range(0, rows()).mapToObj(this::sentencesIn).toList();
  }

  private int[] sentencesIn(int row) {
    return Arrays.stream(numbers(), row * slots(), (row + 1) * slots())
        .filter(number -> number > 0)
        .map(number -> number - 1)
        .distinct()
        .toArray();
  }

  private int rows() {
    return (int) arrangement.sentence().size(0);
  }

  private int slots() {
    return (int) arrangement.sentence().size(1);
  }

  private int sentences() {
    return (int) Arrays.stream(numbers()).filter(number -> number > 0).distinct().count();
  }

  private int[] numbers() {
    return arrangement.sentence().data().asInt();
  }

  /** The numbers of one of so many parts, such as the {@link #groups}. */
  double[] part(int index, int parts) {
    int width = values.length / parts;
    return Arrays.copyOfRange(values, index * width, (index + 1) * width);
  }

  private boolean startsWith(long... sizes) {
    return shape.length >= sizes.length && Arrays.equals(Arrays.copyOf(shape, sizes.length), sizes);
  }
}
