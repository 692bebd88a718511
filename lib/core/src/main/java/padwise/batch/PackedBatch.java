package padwise.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;
import padwise.text.Encoding;

/**
 * Several sentences in one row, so that fewer slots are padding. The mask of the rows hides padding
 * only; {@code AttentionMask.sentences(packed.sentences())} keeps sentences apart.
 *
 * @param rows tokens, ids and mask of B rows of T slots
 * @param sentences the number of each slot's sentence, from 1 in every row, and 0 for padding,
 *     INT32 {@code [B, T]}
 * @param positions the place of each token in its own sentence, from 0, and 0 for padding, INT32
 *     {@code [B, T]}
 * @param order which of the given sentences, from 0, comes first when rows are read one after the
 *     other, which second: 6, 6 and 2 tokens in rows of 8 are read 0, 2, 1, and so are their
 *     classes, {@code order.stream().map(classes::get)}; without sentences of no token
 */
public record PackedBatch(
    PaddedBatch rows, INDArray sentences, INDArray positions, List<Integer> order) {

  public PackedBatch {
    Preconditions.given("rows", rows);
    Preconditions.shapes(
        "rows INT32 [B, T], sentences INT32 [B, T], positions INT32 [B, T]; PackedBatch.of(encodings, length) makes them",
        rows.inputIds(),
        sentences,
        positions);
    Preconditions.require(
        sentences.gt(0).castTo(DataType.INT32).equals(rows.attentionMask()),
        "sentences: expected a number from 1 where the mask is 1, and 0 where it is 0;"
            + " pack sentences before anything pads them");
    int packed = RealTokens.of(sentences).slots().size();
    Preconditions.require(
        order != null
            && order.size() == packed
            && order.stream().filter(i -> i != null && i >= 0).distinct().count() == packed,
        "order: expected a number for each of the %s sentences in the rows but was %s",
        packed,
        order);
    order = List.copyOf(order);
  }

  /**
   * Packs sentences first-fit, in the order given: each goes into the first row with room for it.
   *
   * @param encodings at least one, none padded; longer ones are truncated to {@code length}
   * @param length slots in a row, T, with room for the special tokens of each
   */
  public static PackedBatch of(List<Encoding> encodings, int length) {
    Preconditions.given("encodings", encodings);
    List<Encoding> fitting = encodings.stream().map(one -> one.truncatedTo(length)).toList();
    List<List<Integer>> rows = rows(fitting, length);
    List<List<Encoding>> sentences =
        rows.stream().map(row -> row.stream().map(fitting::get).toList()).toList();
    PaddedBatch joined =
        Padding.toMaxLength(length).apply(sentences.stream().map(PackedBatch::joined).toList());
    return new PackedBatch(
        joined,
        numbered(sentences, length, (sentence, token) -> sentence + 1),
        numbered(sentences, length, (sentence, token) -> token),
        rows.stream().flatMap(List::stream).filter(i -> fitting.get(i).length() > 0).toList());
  }

  /** All sentences, none padded, in one row of just their length; boundaries replace its mask. */
  public static PackedBatch flat(List<Encoding> encodings) {
    Preconditions.given("encodings", encodings);
    int length = encodings.stream().mapToInt(Encoding::length).sum();
    Preconditions.require(length > 0, "encodings: expected a token, but all are empty");
    return of(encodings, length);
  }

  /** The ends of the sentences in reading order: running sums of their lengths. */
  public Boundaries boundaries() {
    return RealTokens.of(sentences).boundaries();
  }

  /** The numbers of the sentences in each row, first-fit. */
  private static List<List<Integer>> rows(List<Encoding> sentences, int length) {
    List<List<Integer>> rows = new ArrayList<>();
    List<Integer> taken = new ArrayList<>();
    for (int sentence = 0; sentence < sentences.size(); sentence++) {
      int row = 0;
      while (row < rows.size() && !fits(sentences.get(sentence), taken.get(row), length)) {
        row++;
      }
      if (row == rows.size()) {
        rows.add(new ArrayList<>());
        taken.add(0);
      }
      rows.get(row).add(sentence);
      taken.set(row, taken.get(row) + sentences.get(sentence).length());
    }
    return rows;
  }

  private static boolean fits(Encoding sentence, int taken, int length) {
    return taken + sentence.length() <= length;
  }

  private static Encoding joined(List<Encoding> row) {
    return new Encoding(
        all(row, Encoding::tokens),
        all(row, Encoding::inputIds),
        all(row, Encoding::attentionMask),
        all(row, Encoding::tokenTypeIds));
  }

  private static <E> List<E> all(List<Encoding> row, Function<Encoding, List<E>> part) {
    return row.stream().map(part).flatMap(List::stream).toList();
  }

  /** One number a token, from the number of its sentence in the row and its place there. */
  private static INDArray numbered(
      List<List<Encoding>> rows, int length, IntBinaryOperator number) {
    int[][] slots = new int[rows.size()][length];
    for (int row = 0; row < slots.length; row++) {
      int slot = 0;
      for (int sentence = 0; sentence < rows.get(row).size(); sentence++) {
        for (int token = 0; token < rows.get(row).get(sentence).length(); token++) {
          slots[row][slot++] = number.applyAsInt(sentence, token);
        }
      }
    }
    return Nd4j.createFromArray(slots); // [B, T]
  }
}
