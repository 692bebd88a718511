package padwise.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Given;

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
    int[] wanted = Given.int32("labels", labels);
    Given.that(
        attentionMask != null && Arrays.equals(labels.shape(), attentionMask.shape()),
        "labels: expected the shape of attentionMask, %s, but was %s;"
            + " pad labels with the batch they belong to",
        attentionMask,
        labels);
    double[] mask = Given.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = mask[i] == 1 ? wanted[i] : IGNORE;
    }
    return Nd4j.createFromArray(wanted).reshape('c', labels.shape());
  }
}
