package padwise.lesson.museum;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.math.Preconditions;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.MlmHead;
import padwise.text.Encoding;

/**
 * The input of every bug: a few sentences, and a small BERT of random weights.
 *
 * @param sentences at least two, the first one longer than the second, none empty or padded; all
 *     end in the same token
 */
public record Specimen(List<Encoding> sentences, MiniBert bert, MlmHead head) {

  public Specimen {
    Preconditions.given("sentences, bert, head", sentences, bert, head);
    sentences = List.copyOf(sentences);
    Preconditions.require(
        sentences.size() > 1
            && sentences.stream().allMatch(sentence -> sentence.length() > 0)
            && sentences.get(0).length() > sentences.get(1).length(),
        "sentences: expected at least two, none empty, and the first longer than the second"
            + " but was %s; without padding most bugs do nothing",
        sentences.stream().map(Encoding::length).toList());
    List<Integer> ends = sentences.stream().map(Specimen::end).distinct().toList();
    Preconditions.require(
        ends.size() == 1,
        "sentences: expected one id at the end of all but was %s; let a tokenizer encode them",
        ends);
  }

  /** These sentences and a BERT of V words, two layers, three heads, D = 12, random by the seed. */
  public static Specimen of(List<Encoding> sentences, int words, long seed) {
    MiniBert bert = MiniBert.random(new BertConfig(words, 64, 12, 3, 2, 24), seed);
    return new Specimen(sentences, bert, MlmHead.tied(bert.embeddings(), seed + 1));
  }

  /** The sentences, padded with [PAD] on the right: {@code [B, T]}. */
  public PaddedBatch batch() {
    return Padding.toLongest().apply(sentences);
  }

  /** The same with the padding on the left. */
  public PaddedBatch onTheLeft() {
    return Padding.toLongest().on(Side.LEFT).apply(sentences);
  }

  /** The same, padded on the right with the token that ends each sentence. */
  public PaddedBatch filledWithEnds() {
    List<String> tokens = sentences.get(0).tokens();
    return Padding.toLongest()
        .withPad(tokens.get(tokens.size() - 1), end(sentences.get(0)))
        .apply(sentences);
  }

  /** A mask for {@link #filledWithEnds} that takes every end for padding, {@code [B, T]}. */
  INDArray guessedMask() {
    return filledWithEnds().inputIds().neq(end(sentences.get(0))).castTo(DataType.INT32);
  }

  /** All sentences in one row, with one padded slot at its end. */
  public PackedBatch packed() {
    return PackedBatch.of(sentences, sentences.stream().mapToInt(Encoding::length).sum() + 1);
  }

  /** The vectors that the first layer's attention reads, {@code [B, T, D]}. */
  INDArray embedded(PaddedBatch batch) {
    return bert.embeddings().forward(batch, batch.positions()).output().value();
  }

  /** The first layer's attention. */
  public Attended attend(PaddedBatch batch, AttentionMask mask) {
    return bert.forward(batch, batch.positions(), mask).attention(0);
  }

  /** The first layer's weights, padding hidden: {@code [B, H, T, T]}. */
  public INDArray weights() {
    return attend(batch(), keys()).weights().value();
  }

  /** The first layer's scores, before any mask, {@code [B, H, T, T]}. */
  INDArray scores(PaddedBatch batch) {
    return attend(batch, AttentionMask.none()).scores().value();
  }

  /** The mask of {@link #batch}, {@code [B, 1, 1, T]}. */
  AttentionMask keys() {
    return AttentionMask.padding(batch().attentionMask());
  }

  /** The batch's own words as labels, none in padded slots: {@code [B, T]}. */
  INDArray labels() {
    return Labels.ofRealTokens(batch().inputIds(), batch().attentionMask());
  }

  /** The last layer's vectors of {@link #batch}, {@code [B, T, D]}. */
  Variable hidden() {
    return bert.forward(batch()).output();
  }

  /** One score a word, {@code [B, T, V]}. */
  Variable logits(PaddedBatch batch) {
    return head.forward(bert.forward(batch).output());
  }

  private static int end(Encoding sentence) {
    return sentence.inputIds().get(sentence.length() - 1);
  }
}
