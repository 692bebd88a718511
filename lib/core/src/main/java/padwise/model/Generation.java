package padwise.model;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.attention.KeyValueCache;
import padwise.attention.MaskPredicate;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.text.Vocabulary;

/**
 * Texts of one batch, written on side by side: each step, every text gets the word its last slot
 * finds likeliest, and mask and positions grow by one. A text that has ended goes on as padding.
 *
 * <p>{@code Generation.cached(model, vocabulary, "[SEP]", prompts).steps(10).texts()}
 */
public final class Generation {

  private final WordModel model;
  private final WrittenTexts written;
  private final boolean remembers;
  private final List<KeyValueCache> caches;
  private final List<Attended> attended;

  private Generation(
      WordModel model,
      WrittenTexts written,
      boolean remembers,
      List<KeyValueCache> caches,
      List<Attended> attended) {
    this.model = model;
    this.written = written;
    this.remembers = remembers;
    this.caches = remembers ? List.copyOf(caches) : List.of();
    this.attended = List.copyOf(attended);
  }

  /**
   * Starts to write, and keeps the keys and values of what was read: a step reads one slot a text.
   *
   * @param vocabulary the model's, with [PAD] among its entries
   * @param end the token that ends a text
   * @param prompts what the texts start with, padded on the left
   * @throws IllegalArgumentException if one is null, or a prompt ends in padding
   */
  public static Generation cached(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    return new Generation(
        model, start(model, vocabulary, end, prompts), true, List.of(), List.of());
  }

  /** The same, and each step reads everything again: slower, and equal. */
  public static Generation uncached(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    return new Generation(
        model, start(model, vocabulary, end, prompts), false, List.of(), List.of());
  }

  private static WrittenTexts start(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    Preconditions.given("model, vocabulary, end, prompts", model, vocabulary, end, prompts);
    INDArray last = prompts.attentionMask().getColumn(prompts.length() - 1L); // [B]
    Preconditions.require(
        last.minNumber().intValue() == 1,
        "prompts: a row ends in padding, and its next word would be guessed from a %s;"
            + " pad on the left (Padding.toLongest().on(Side.LEFT))",
        Vocabulary.PAD);
    return new WrittenTexts(prompts, prompts.length(), vocabulary.id(end), vocabulary);
  }

  /** Everything so far, prompts included: ids, mask, positions, {@code [B, T]}. */
  public PaddedBatch batch() {
    return written.batch();
  }

  /**
   * The keys and values of each layer, {@code [B, H, T − 1, Dh]}; nothing before the first step.
   */
  public List<KeyValueCache> caches() {
    return caches;
  }

  /**
   * The attention of the last step in one layer, counted from 0: weights {@code [B, H, t, T − 1]}
   * for the t slots that were read.
   */
  public Attended attention(int layer) {
    Preconditions.require(
        layer >= 0 && layer < attended.size(),
        "layer: expected 0 to %s but was %s; take a step() first",
        attended.size() - 1,
        layer);
    return attended.get(layer);
  }

  /** True once a text, counted from 0, has ended. */
  public boolean ended(int row) {
    return written.ended(row);
  }

  /** The tokens written after each prompt, the end included, padding not. */
  public List<List<String>> texts() {
    return written.tokens();
  }

  /** So many steps, or fewer if all texts end before. */
  public Generation steps(int steps) {
    Preconditions.atLeast(1, "steps", steps);
    Generation now = this;
    for (int i = 0; i < steps && !now.written.allEnded(); i++) {
      now = now.step();
    }
    return now;
  }

  /**
   * One token more for every text; this stays as it is.
   *
   * @throws IllegalArgumentException if a text has no position left in the model's table
   */
  public Generation step() {
    model.bert().embeddings().requireRoom(batch().positions().maxNumber().longValue() + 1);
    return Variable.inference(this::read);
  }

  private Generation read() {
    int past = caches.isEmpty() ? 0 : caches.get(0).length();
    AttentionMask mask = mask(past);
    List<KeyValueCache> seen = new ArrayList<>();
    List<Attended> looks = new ArrayList<>();
    Variable x = embedded(past); // [B, t, D]
    for (int layer = 0; layer < model.bert().blocks().size(); layer++) {
      EncoderBlock block = model.bert().blocks().get(layer);
      KeyValueCache read = block.attention().remember(x); // [B, H, t, Dh]
      seen.add(past == 0 ? read : caches.get(layer).then(read)); // [B, H, past + t, Dh]
      looks.add(block.attention().forward(x, seen.get(layer), mask));
      x = block.finish(x, looks.get(layer).values());
    }
    return new Generation(model, written.with(likeliest(x)), remembers, seen, looks);
  }

  private Variable embedded(int past) {
    INDArray ids = from(past, batch().inputIds());
    INDArray types = from(past, batch().tokenTypeIds());
    return model.bert().embeddings().forward(ids, from(past, batch().positions()), types).output();
  }

  private static INDArray from(int slot, INDArray numbers) {
    return numbers.get(NDArrayIndex.all(), NDArrayIndex.interval(slot, numbers.size(1))).dup('c');
  }

  /** New slots see real ones, up to themselves: {@code [B, 1, t, past + t]}. */
  private AttentionMask mask(int past) {
    MaskPredicate padding = MaskPredicate.padding(batch().attentionMask());
    MaskPredicate earlier = MaskPredicate.of((query, key) -> key <= past + query);
    int slots = batch().length();
    return AttentionMask.where(padding.and(earlier), batch().size(), 1, slots - past, slots);
  }

  /** The word with the highest score in the last slot of each row. */
  private int[] likeliest(Variable x) {
    Variable last = Pooling.lastSlot(x); // [B, D]
    return model.head().forward(last).value().argMax(1).toIntVector();
  }
}
