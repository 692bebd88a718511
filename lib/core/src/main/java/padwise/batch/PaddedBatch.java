package padwise.batch;

import java.util.List;
import java.util.Objects;
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

  /**
   * @throws IllegalArgumentException if a part is null or empty, the shapes differ, an array is not
   *     INT32, or the mask holds anything but 0 and 1
   */
  public PaddedBatch {
    Preconditions.require(
        tokens != null
            && !tokens.isEmpty()
            && tokens.stream()
                .allMatch(
                    row ->
                        row != null && !row.isEmpty() && row.stream().allMatch(Objects::nonNull)),
        "tokens: expected at least one sentence with at least one slot but was %s",
        tokens);
    tokens = tokens.stream().map(List::copyOf).toList();
    List<Integer> lengths = tokens.stream().map(List::size).toList();
    Preconditions.require(
        lengths.stream().distinct().count() == 1,
        "tokens: the rows have lengths %s; pad them (Padding.toLongest())",
        lengths);
    long[] shape = {lengths.size(), lengths.get(0)};
    SlotArrays.require("inputIds", inputIds, shape);
    SlotArrays.requireMask(attentionMask, shape);
    SlotArrays.require("tokenTypeIds", tokenTypeIds, shape);
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
