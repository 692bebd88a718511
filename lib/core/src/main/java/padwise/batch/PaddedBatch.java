package padwise.batch;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;

/**
 * Sentences of one length: B rows of T slots, each slot a real token or padding.
 *
 * @param tokens the tokens as text, B lists of T, {@code [PAD]} in the padded slots
 * @param inputIds token ids, INT32 {@code [B, T]}
 * @param attentionMask 1 for a real token, 0 for padding, INT32 {@code [B, T]}
 * @param tokenTypeIds 0 for a first sentence, 1 for a second, INT32 {@code [B, T]}
 */
public record PaddedBatch(
    List<List<String>> tokens, INDArray inputIds, INDArray attentionMask, INDArray tokenTypeIds) {

  public PaddedBatch {
    Preconditions.given("tokens", tokens);
    tokens.forEach(row -> Preconditions.given("tokens", row));
    tokens = tokens.stream().map(List::copyOf).toList();
    List<Integer> lengths = tokens.stream().map(List::size).toList();
    Preconditions.require(
        lengths.stream().distinct().count() == 1,
        "tokens: the rows have lengths %s; pad them (Padding.toLongest())",
        lengths);
    Preconditions.shapes(
        "inputIds INT32 %1$s, attentionMask INT32 %1$s, tokenTypeIds INT32 %1$s; all parts share B and T"
            .formatted(List.of(lengths.size(), lengths.get(0))),
        inputIds,
        attentionMask,
        tokenTypeIds);
    Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
  }

  /** B rows of T numbers as an array. */
  static INDArray slots(List<List<Integer>> rows) {
    return Nd4j.createFromArray(
        rows.stream()
            .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  /** The number of sentences: B. */
  public int size() {
    return tokens.size();
  }

  /** The number of slots of a sentence: T. */
  public int length() {
    return tokens.get(0).size();
  }

  /** The number of slots, of B · T, that hold a real token. */
  public long realTokens() {
    return attentionMask.sumNumber().longValue();
  }

  /**
   * The place of each token in its own sentence, from 0, on whichever side the padding is: the
   * running count of real tokens, minus 1. Padding gets 0. INT32 {@code [B, T]}.
   */
  public INDArray positions() {
    int[] mask = Preconditions.int32("attentionMask", attentionMask);
    int[] positions = new int[mask.length];
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      count = (i % length() == 0 ? 0 : count) + mask[i];
      positions[i] = mask[i] * (count - 1);
    }
    return Nd4j.createFromArray(positions).reshape('c', attentionMask.shape());
  }

  /** The share of the B · T slots that is padding, from 0 to 1. */
  public double paddedShare() {
    long slots = (long) size() * length();
    return (slots - realTokens()) / (double) slots;
  }
}
