package padwise.loss;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.batch.RealTokens;
import padwise.math.Preconditions;
import padwise.text.ChatTemplate;

/** The words a model should have said, slot by slot, and {@link #IGNORE} where nobody asks. */
public final class Labels {

  /** The label of a slot that does not count, as in PyTorch and Hugging Face. */
  public static final int IGNORE = -100;

  private Labels() {}

  /** Ignores padding's labels, INT32 {@code [B, T]}, by the mask: a word may have [PAD]'s id. */
  public static INDArray ofRealTokens(INDArray labels, INDArray attentionMask) {
    int[] wanted = Preconditions.int32("labels", labels);
    Preconditions.shapes("labels [..], attentionMask [..]; one each a slot", labels, attentionMask);
    double[] mask =
        Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = mask[i] == 1 ? wanted[i] : IGNORE;
    }
    return Nd4j.createFromArray(wanted).reshape('c', labels.shape());
  }

  /**
   * Labels one to the left, once, INT32 {@code [B, T]}: each slot is asked for what the next one
   * holds, the last of a row for nothing. Whatever hides labels comes before this.
   */
  public static INDArray shifted(INDArray labels) {
    int[] own = Preconditions.int32("labels", labels);
    Preconditions.shapes("labels [B, T]; take batch.inputIds()", labels);
    int[] next = new int[own.length];
    for (int i = 0; i < own.length; i++) {
      boolean last = (i + 1) % labels.size(1) == 0;
      next[i] = last ? IGNORE : own[i + 1];
    }
    return Nd4j.createFromArray(next).reshape('c', labels.shape());
  }

  /**
   * Each real token's own id, but for the first of each sentence, which nobody may be asked for.
   * Not shifted yet: what a flat row without padding hands to a model that shifts by itself.
   *
   * @param inputIds token ids, INT32 {@code [B, T]}
   * @param sentences the number of each slot's sentence, 0 or −1 for padding, INT32 {@code [B, T]};
   *     an attention mask is the case of one sentence a row
   */
  public static INDArray withoutStarts(INDArray inputIds, INDArray sentences) {
    int[] ids = Preconditions.int32("inputIds", inputIds);
    int[] sentence = Preconditions.int32("sentences", sentences);
    Preconditions.shapes(
        "inputIds [B, T], sentences [B, T]; take packed.sentences()", inputIds, sentences);
    for (int i = 0; i < ids.length; i++) {
      boolean first = i % inputIds.size(1) == 0 || sentence[i] != sentence[i - 1];
      ids[i] = first || sentence[i] < 1 ? IGNORE : ids[i];
    }
    return Nd4j.createFromArray(ids).reshape('c', inputIds.shape());
  }

  /**
   * Every id, INT32 {@code [B, T]}, but those of padding, told by the id alone: of several fillers
   * in a row the first stays, as the end of its sentence. For rows padded on the right with the
   * token that ends a sentence, whose mask is lost. Not shifted yet.
   *
   * @throws IllegalArgumentException if a row starts with the filler
   */
  public static INDArray withFirstPad(INDArray inputIds, int pad) {
    int[] ids = Preconditions.int32("inputIds", inputIds);
    Preconditions.shapes("inputIds [B, T]; take batch.inputIds()", inputIds);
    int[] labels = ids.clone();
    for (int i = 0; i < ids.length; i++) {
      boolean start = i % inputIds.size(1) == 0;
      Preconditions.require(
          !start || ids[i] != pad,
          "inputIds: row %s starts with the filler %s, so its first is no end; pad on the right, or"
              + " take Labels.causal(batch)",
          i / inputIds.size(1),
          pad);
      labels[i] = !start && ids[i] == pad && ids[i - 1] == pad ? IGNORE : ids[i];
    }
    return Nd4j.createFromArray(labels).reshape('c', inputIds.shape());
  }

  /**
   * Asks each real token for the one after it: labels shifted by one, once. The last token of a
   * sentence has no next one and is not asked. INT32 {@code [B, T]}.
   */
  public static INDArray causal(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    return causal(batch.inputIds(), batch.attentionMask());
  }

  /** The same for rows of several sentences, numbered as in {@link #withoutStarts}. */
  public static INDArray causal(INDArray inputIds, INDArray sentences) {
    return shifted(withoutStarts(inputIds, sentences));
  }

  /**
   * For supervised fine-tuning: as {@link #causal(PaddedBatch)}, but only the answer is asked for.
   *
   * @param batch pairs of a prompt (token type 0) and its answer (token type 1)
   */
  public static INDArray sft(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    int[] labels = withoutStarts(batch.inputIds(), batch.attentionMask()).data().asInt();
    int[] type = Preconditions.int32("tokenTypeIds", batch.tokenTypeIds());
    for (int i = 0; i < labels.length; i++) {
      labels[i] = type[i] == 1 ? labels[i] : IGNORE;
    }
    return shifted(Nd4j.createFromArray(labels).reshape('c', batch.inputIds().shape()));
  }

  /** The answers of a chat that are asked for. */
  public enum Asked {
    /** Every one: a chat of k answers teaches k. */
    EVERY_ANSWER,
    /** The last: what came before is only read. */
    LAST_ANSWER
  }

  /**
   * For chats: asks for the words of answers and for the end of their turn, never for a role's
   * token or for what others say. Hidden first, shifted after.
   *
   * @param batch one chat a row, made by {@code template.encode(turns)}
   * @throws IllegalArgumentException if a chat has no answer, or was cut within a turn
   */
  public static INDArray chat(PaddedBatch batch, ChatTemplate template, Asked asked) {
    Preconditions.given("batch, template, asked", batch, template, asked);
    int[] ids = Preconditions.int32("inputIds", batch.inputIds());
    int[] labels = withoutStarts(batch.inputIds(), batch.attentionMask()).data().asInt();
    for (int[] slots : RealTokens.of(batch.attentionMask()).slots()) {
      int[] chat = IntStream.of(slots).map(slot -> ids[slot]).toArray();
      int[] answer = answers(template, chat, slots[0] / batch.length());
      int first = asked == Asked.LAST_ANSWER ? IntStream.of(answer).max().orElse(1) : 1;
      for (int i = 0; i < slots.length; i++) {
        labels[slots[i]] = answer[i] >= first ? labels[slots[i]] : IGNORE;
      }
    }
    return shifted(Nd4j.createFromArray(labels).reshape('c', batch.inputIds().shape()));
  }

  private static int[] answers(ChatTemplate template, int[] ids, int row) {
    try {
      return template.answers(ids);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("batch, row " + row + ", " + e.getMessage(), e);
    }
  }
}
