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
 * Several sentences in one row, one after the other, so that fewer slots are padding.
 *
 * <p>The mask of the rows hides padding only. What keeps the sentences of a row apart is {@code
 * AttentionMask.sentences(packed.sentences())}.
 *
 * @param rows tokens, ids and mask of B rows of T slots
 * @param sentences the number of the sentence in each slot, counted from 1 in every row, and 0 for
 *     padding, INT32 {@code [B, T]}
 * @param positions the place of each token in its own sentence, from 0, and 0 for padding, INT32
 *     {@code [B, T]}
 */
public record PackedBatch(PaddedBatch rows, INDArray sentences, INDArray positions) {

  /**
   * @throws IllegalArgumentException if a part is null, has another shape or type, or a real token
   *     belongs to no sentence
   */
  public PackedBatch {
    Preconditions.require(
        rows != null, "rows: was null; PackedBatch.of(encodings, length) makes them");
    SlotArrays.require("sentences", sentences, rows.size(), rows.length());
    SlotArrays.require("positions", positions, rows.size(), rows.length());
    Preconditions.require(
        sentences.gt(0).castTo(DataType.INT32).equals(rows.attentionMask()),
        "sentences: expected a number from 1 where the mask is 1, and 0 where it is 0;"
            + " pack sentences before anything pads them");
  }

  /**
   * Packs sentences first-fit: each one goes, in the order given, into the first row that still has
   * room for it.
   *
   * @param encodings at least one, none padded; longer ones are truncated to {@code length}
   * @param length slots in a row, T
   * @throws IllegalArgumentException if there is no sentence, one is null, or {@code length} has no
   *     room for its special tokens
   */
  public static PackedBatch of(List<Encoding> encodings, int length) {
    Padding.requireSentences("encodings", encodings);
    List<List<Encoding>> rows = new ArrayList<>();
    for (Encoding encoding : encodings) {
      Encoding sentence = encoding.truncatedTo(length);
      rowFor(sentence, rows, length).add(sentence);
    }
    return new PackedBatch(
        Padding.toMaxLength(length).apply(rows.stream().map(PackedBatch::joined).toList()),
        numbered(rows, length, (sentence, token) -> sentence + 1),
        numbered(rows, length, (sentence, token) -> token));
  }

  private static List<Encoding> rowFor(Encoding sentence, List<List<Encoding>> rows, int length) {
    for (List<Encoding> row : rows) {
      int taken = row.stream().mapToInt(Encoding::length).sum();
      if (taken + sentence.length() <= length) {
        return row;
      }
    }
    rows.add(new ArrayList<>());
    return rows.get(rows.size() - 1);
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
