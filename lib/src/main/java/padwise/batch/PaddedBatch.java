package padwise.batch;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sentences of one length: B rows of T slots, each slot a real token or padding.
 *
 * @param tokens the tokens as text, B lists of T, {@code [PAD]} in the padded slots
 * @param inputIds token ids, INT32 {@code [B, T]}
 * @param attentionMask 1 for a real token, 0 for padding, INT32 {@code [B, T]}
 * @param tokenTypeIds 0 for a first sentence, 1 for a second, INT32 {@code [B, T]}
 */
public record PaddedBatch(
    List<List<String>> tokens, INDArray inputIds, INDArray attentionMask, INDArray tokenTypeIds) {}
