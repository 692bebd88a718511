package padwise.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Rows;

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
    if (labels == null || attentionMask == null || labels.dataType() != DataType.INT32) {
      throw new IllegalArgumentException(
          "labels, attentionMask: expected no null, and labels as INT32, but labels were "
              + (labels == null ? null : labels.dataType())
              + "; use castTo(DataType.INT32)");
    }
    if (!Arrays.equals(labels.shape(), attentionMask.shape())) {
      throw new IllegalArgumentException(
          "labels: expected the mask's shape "
              + Arrays.toString(attentionMask.shape())
              + " but was "
              + Arrays.toString(labels.shape())
              + "; pad labels with the batch they belong to");
    }
    int[] wanted = labels.dup('c').data().asInt();
    double[] mask = Rows.read(attentionMask);
    for (int i = 0; i < wanted.length; i++) {
      if (mask[i] != 0 && mask[i] != 1) {
        throw new IllegalArgumentException(
            "attentionMask: expected only 1 (real) and 0 (padding) but found " + mask[i]);
      }
      wanted[i] = mask[i] == 1 ? wanted[i] : IGNORE;
    }
    return Nd4j.createFromArray(wanted).reshape('c', labels.shape());
  }
}
