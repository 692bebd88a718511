package padwise.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/** What the model should have said in each slot, and where nobody asks. */
public final class Labels {

  /** The label of a slot that does not count, as in PyTorch and Hugging Face. */
  public static final int IGNORE = -100;

  private Labels() {}

  /**
   * Keeps the label of a real token and ignores padding. The mask decides, never the id: a real
   * token may share its id with [PAD].
   *
   * @param labels the wanted token ids, INT32 {@code [B, T]}
   * @param attentionMask 1 for a real token, 0 for padding, {@code [B, T]}
   * @return INT32 {@code [B, T]}, {@link #IGNORE} in padded slots
   * @throws IllegalArgumentException if one is null, the shapes differ, labels are not INT32, or
   *     the mask holds anything but 0 and 1
   */
  public static INDArray ofRealTokens(INDArray labels, INDArray attentionMask) {
    int[] wanted = Preconditions.int32("labels", labels);
    Preconditions.require(
        attentionMask != null && Arrays.equals(labels.shape(), attentionMask.shape()),
        "labels: expected the shape of attentionMask, %s, but was %s;"
            + " pad labels with the batch they belong to",
        attentionMask,
        labels);
    double[] mask =
        Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = mask[i] == 1 ? wanted[i] : IGNORE;
    }
    return Nd4j.createFromArray(wanted).reshape('c', labels.shape());
  }

  /**
   * Asks each real token for the one after it: labels shifted by one, once. The last token of a
   * sentence has no next one and is not asked.
   *
   * @return INT32 {@code [B, T]}; slot t holds the id of slot t + 1, or {@link #IGNORE}
   */
  public static INDArray causal(PaddedBatch batch) {
    return causal(batch.inputIds(), batch.attentionMask());
  }

  /**
   * The same for sentences that share a row: the end of one is never asked for the start of the
   * next.
   *
   * @param inputIds token ids, INT32 {@code [B, T]}
   * @param sentences the number of the sentence in each slot, and 0 for padding, INT32 {@code [B,
   *     T]}; an attention mask is the case of one sentence a row
   * @throws IllegalArgumentException if one is null or not INT32, or the shapes differ
   */
  public static INDArray causal(INDArray inputIds, INDArray sentences) {
    int[] ids = Preconditions.int32("inputIds", inputIds);
    int[] sentence = Preconditions.int32("sentences", sentences);
    Preconditions.require(
        inputIds.rank() == 2 && inputIds.equalShapes(sentences),
        "sentences: expected one number a slot, %s, but was %s; take packed.sentences()",
        inputIds,
        sentences);
    int[] labels = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      boolean last = (i + 1) % inputIds.size(1) == 0;
      boolean asked = !last && sentence[i] != 0 && sentence[i] == sentence[i + 1];
      labels[i] = asked ? ids[i + 1] : IGNORE;
    }
    return Nd4j.createFromArray(labels).reshape('c', inputIds.shape());
  }

  /**
   * For supervised fine-tuning: as {@link #causal(PaddedBatch)}, but only the answer is asked for.
   * The model reads the prompt, and is not taught to write it.
   *
   * @param batch pairs of a prompt (token type 0) and its answer (token type 1)
   * @return INT32 {@code [B, T]}; {@link #IGNORE} wherever the next token is not the answer's
   */
  public static INDArray sft(PaddedBatch batch) {
    int[] labels = causal(batch).data().asInt();
    int[] type = Preconditions.int32("tokenTypeIds", batch.tokenTypeIds());
    for (int i = 0; i + 1 < labels.length; i++) {
      labels[i] = type[i + 1] == 1 ? labels[i] : IGNORE;
    }
    return Nd4j.createFromArray(labels).reshape('c', batch.inputIds().shape());
  }
}
