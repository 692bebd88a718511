package padwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.attention.KeyValueCache;
import padwise.attention.MaskPredicate;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.text.Vocabulary;

/**
 * Texts of one batch, written on side by side: each step, every text gets the word its last slot
 * finds likeliest, and mask and positions grow by one. A text that has ended goes on as padding.
 *
 * <p>{@code Generation.cached(model, vocabulary, "[SEP]", prompts).steps(10).texts()}
 */
public final class Generation {

  /** The fixed part: who writes in which words, how, and after prompts of so many slots. */
  private record Writer(
      WordModel model, Vocabulary vocabulary, int end, int prompt, boolean remembers) {}

  private final Writer writer;
  private final PaddedBatch batch;
  private final List<KeyValueCache> caches;
  private final List<Attended> attended;

  private Generation(
      Writer writer, PaddedBatch batch, List<KeyValueCache> caches, List<Attended> attended) {
    this.writer = writer;
    this.batch = batch;
    this.caches = writer.remembers ? List.copyOf(caches) : List.of();
    this.attended = List.copyOf(attended);
  }

  /**
   * Starts to write, and keeps the keys and values of what was read: a step reads one slot a text.
   *
   * @param end the token that ends a text
   * @param prompts what the texts start with, padded on the left
   * @throws IllegalArgumentException if a prompt ends in padding, or the vocabulary is not the
   *     model's, with [PAD] among its entries
   */
  public static Generation cached(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    return start(model, vocabulary, end, prompts, true);
  }

  /** The same, and each step reads everything again: slower, and equal. */
  public static Generation uncached(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    return start(model, vocabulary, end, prompts, false);
  }

  private static Generation start(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts, boolean remembers) {
    Preconditions.given("model, vocabulary, end, prompts", model, vocabulary, end, prompts);
    Preconditions.require(
        prompts.attentionMask().max(1).minNumber().intValue() == 1,
        "prompts: a text has no token to go on from; start it with one, such as [CLS]");
    INDArray last = prompts.attentionMask().getColumn(prompts.length() - 1L); // [B]
    Preconditions.require(
        last.minNumber().intValue() == 1,
        "prompts: a row ends in padding, and its next word would be guessed from a %s;"
            + " pad on the left (Padding.toLongest().on(Side.LEFT))",
        Vocabulary.PAD);
    long words = model.bert().embeddings().token().value().size(0);
    Preconditions.require(
        vocabulary.size() == words
            && vocabulary.contains(Vocabulary.PAD)
            && vocabulary.contains(end),
        "vocabulary, end: expected the %s words of the model, with %s and %s among them, but were %s",
        words,
        Vocabulary.PAD,
        end,
        vocabulary.size());
    Writer writer = new Writer(model, vocabulary, vocabulary.id(end), prompts.length(), remembers);
    return new Generation(writer, prompts, List.of(), List.of());
  }

  /** Everything so far, prompts included: ids, mask, positions, {@code [B, T]}. */
  public PaddedBatch batch() {
    return batch;
  }

  /** The keys and values of each layer, {@code [B, H, T − 1, Dh]}; none before the first step. */
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
    Preconditions.inRange("row", row, 0, batch.size() - 1L);
    int[] ids = Preconditions.int32("inputIds", batch.inputIds());
    return written(row).anyMatch(slot -> ids[slot] == writer.end);
  }

  /** The tokens written after each prompt, the end included, padding not. */
  public List<List<String>> texts() {
    int[] mask = Preconditions.int32("attentionMask", batch.attentionMask());
    return IntStream.range(0, batch.size())
        .mapToObj(
            row ->
                written(row)
                    .filter(slot -> mask[slot] == 1)
                    .mapToObj(slot -> batch.tokens().get(row).get(slot % batch.length()))
                    .toList())
        .toList();
  }

  private IntStream written(int row) {
    return IntStream.range(row * batch.length() + writer.prompt, (row + 1) * batch.length());
  }

  /** So many steps, or fewer if all texts end before. */
  public Generation steps(int steps) {
    Preconditions.atLeast(1, "steps", steps);
    Generation now = this;
    for (int i = 0; i < steps && !IntStream.range(0, batch.size()).allMatch(now::ended); i++) {
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
    long table = writer.model.bert().embeddings().position().value().size(0);
    long asked = batch.positions().maxNumber().longValue() + 1;
    Preconditions.require(
        asked <= table,
        "steps: the next word needs %s positions, but the model's table has %s;"
            + " take fewer steps, shorter prompts, or a model with a larger table",
        asked,
        table);
    return Variable.inference(this::read);
  }

  private Generation read() {
    int past = caches.isEmpty() ? 0 : caches.get(0).length();
    AttentionMask mask = mask(past);
    List<EncoderBlock> blocks = writer.model.bert().blocks();
    List<KeyValueCache> seen = new ArrayList<>();
    List<Attended> looks = new ArrayList<>();
    Variable x = embedded(past); // [B, t, D]
    for (int layer = 0; layer < blocks.size(); layer++) {
      EncoderBlock block = blocks.get(layer);
      KeyValueCache read = block.attention().remember(x); // [B, H, t, Dh]
      seen.add(past == 0 ? read : caches.get(layer).then(read)); // [B, H, past + t, Dh]
      looks.add(block.attention().forward(x, seen.get(layer), mask));
      x = block.finish(x, looks.get(layer).values());
    }
    Variable last = Pooling.lastSlot(x); // [B, D]
    INDArray scores = writer.model.head().forward(last).value(); // [B, V]
    Preconditions.require(
        Rows.finite(scores), "model: its scores %s hold NaN or ∞; load or train it anew", scores);
    return new Generation(writer, with(scores.argMax(1).toIntVector()), seen, looks);
  }

  private Variable embedded(int past) {
    INDArray ids = from(past, batch.inputIds());
    INDArray types = from(past, batch.tokenTypeIds());
    Embeddings embeddings = writer.model.bert().embeddings();
    return embeddings.forward(ids, from(past, batch.positions()), types).output();
  }

  private static INDArray from(int slot, INDArray numbers) {
    return numbers.get(NDArrayIndex.all(), NDArrayIndex.interval(slot, numbers.size(1))).dup('c');
  }

  /** New slots see real ones, up to themselves: {@code [B, 1, t, past + t]}. */
  private AttentionMask mask(int past) {
    MaskPredicate padding = MaskPredicate.padding(batch.attentionMask());
    MaskPredicate earlier = MaskPredicate.of((query, key) -> key <= past + query);
    int slots = batch.length();
    return AttentionMask.where(padding.and(earlier), batch.size(), 1, slots - past, slots);
  }

  /** One word more for each text, or a pad if it has ended. */
  private PaddedBatch with(int[] words) {
    List<List<String>> tokens = new ArrayList<>();
    int[] ids = words.clone();
    int[] real = new int[ids.length];
    for (int row = 0; row < ids.length; row++) {
      real[row] = ended(row) ? 0 : 1;
      ids[row] = real[row] == 1 ? ids[row] : writer.vocabulary.id(Vocabulary.PAD);
      tokens.add(new ArrayList<>(batch.tokens().get(row)));
      tokens.get(row).add(writer.vocabulary.token(ids[row]));
    }
    return new PaddedBatch(
        tokens,
        joined(batch.inputIds(), ids),
        joined(batch.attentionMask(), real),
        joined(batch.tokenTypeIds(), new int[ids.length]));
  }

  private static INDArray joined(INDArray numbers, int[] column) { // [B, T] to [B, T + 1]
    return Nd4j.concat(1, numbers, Nd4j.createFromArray(column).reshape('c', column.length, 1));
  }
}
