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
import padwise.text.Vocabulary;

/**
 * Texts of one batch, written on side by side: each step, every text gets the word its last slot
 * finds likeliest, and mask and positions grow by one. A text that has ended goes on as padding.
 *
 * <p>{@code Generation.cached(model, vocabulary, "[SEP]", prompts).steps(10).texts()}
 */
public final class Generation {

  private final WordModel model;
  private final Vocabulary vocabulary;
  private final int end;
  private final PaddedBatch batch;
  private final int prompt;
  private final boolean remembers;
  private final List<KeyValueCache> caches;
  private final List<Attended> attended;

  private Generation(
      Generation before, PaddedBatch batch, List<KeyValueCache> caches, List<Attended> attended) {
    this.model = before.model;
    this.vocabulary = before.vocabulary;
    this.end = before.end;
    this.prompt = before.prompt;
    this.remembers = before.remembers;
    this.batch = batch;
    this.caches = before.remembers ? caches : List.of();
    this.attended = attended;
  }

  private Generation(
      WordModel model, Vocabulary vocabulary, int end, PaddedBatch prompts, boolean remembers) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.end = end;
    this.batch = prompts;
    this.prompt = prompts.length();
    this.remembers = remembers;
    this.caches = List.of();
    this.attended = List.of();
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
    return start(model, vocabulary, end, prompts, true);
  }

  /** The same, and each step reads everything again: slower, and equal. */
  public static Generation uncached(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts) {
    return start(model, vocabulary, end, prompts, false);
  }

  private static Generation start(
      WordModel model, Vocabulary vocabulary, String end, PaddedBatch prompts, boolean remembers) {
    Preconditions.require(
        model != null && vocabulary != null && end != null && prompts != null,
        "model, vocabulary, end, prompts: expected no null");
    INDArray last = prompts.attentionMask().getColumn(prompts.length() - 1); // [B]
    Preconditions.require(
        last.minNumber().intValue() == 1,
        "prompts: a row ends in padding, and its next word would be guessed from a %s;"
            + " pad on the left (Padding.toLongest().on(Side.LEFT))",
        Vocabulary.PAD);
    return new Generation(model, vocabulary, vocabulary.id(end), prompts, remembers);
  }

  /** Everything so far, prompts included: ids, mask, positions, {@code [B, T]}. */
  public PaddedBatch batch() {
    return batch;
  }

  /** What each layer remembers, {@code [B, H, T − 1, Dh]}; nothing before the first step. */
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

  /** Whether this text has ended. */
  public boolean ended(int row) {
    int[] ids = Preconditions.int32("inputIds", batch.inputIds());
    return IntStream.range(prompt, batch.length())
        .anyMatch(slot -> ids[row * batch.length() + slot] == end);
  }

  /** What was written after each prompt, the end included, padding not. */
  public List<List<String>> texts() {
    int[] mask = Preconditions.int32("attentionMask", batch.attentionMask());
    return IntStream.range(0, batch.size())
        .mapToObj(
            row ->
                IntStream.range(prompt, batch.length())
                    .filter(slot -> mask[row * batch.length() + slot] == 1)
                    .mapToObj(slot -> batch.tokens().get(row).get(slot))
                    .toList())
        .toList();
  }

  /** So many steps, or fewer if all texts end before. */
  public Generation steps(int steps) {
    Preconditions.require(steps > 0, "steps: expected at least 1 but was %s", steps);
    Generation now = this;
    for (int i = 0; i < steps && !now.allEnded(); i++) {
      now = now.step();
    }
    return now;
  }

  private boolean allEnded() {
    return IntStream.range(0, batch.size()).allMatch(this::ended);
  }

  /**
   * One token more for every text; this stays as it is.
   *
   * @throws IllegalArgumentException if a text has no position left in the model's table
   */
  public Generation step() {
    model.bert().embeddings().requireRoom(batch.positions().maxNumber().longValue() + 1);
    return Variable.inference(this::read);
  }

  private Generation read() {
    int past = caches.isEmpty() ? 0 : caches.get(0).length();
    AttentionMask mask = mask(past);
    List<KeyValueCache> seen = new ArrayList<>();
    List<Attended> looks = new ArrayList<>();
    Variable x = embedded(past); // [B, t, D]
    for (EncoderBlock block : model.bert().blocks()) {
      KeyValueCache read = block.attention().remember(x);
      seen.add(
          caches.isEmpty() ? read : caches.get(seen.size()).then(read)); // [B, H, past + t, Dh]
      looks.add(block.attention().forward(x, seen.get(looks.size()), mask));
      x = block.finish(x, looks.get(seen.size() - 1).values());
    }
    return new Generation(this, longer(likeliest(x.value())), seen, looks);
  }

  private Variable embedded(int past) {
    return model
        .bert()
        .embeddings()
        .forward(
            from(past, batch.inputIds()),
            from(past, batch.positions()),
            from(past, batch.tokenTypeIds()))
        .output();
  }

  private static INDArray from(int slot, INDArray numbers) {
    return numbers.get(NDArrayIndex.all(), NDArrayIndex.interval(slot, numbers.size(1))).dup('c');
  }

  /** New slots see real ones, up to themselves: {@code [B, 1, t, past + t]}. */
  private AttentionMask mask(int past) {
    MaskPredicate padding = MaskPredicate.padding(batch.attentionMask());
    MaskPredicate earlier = MaskPredicate.of((query, key) -> key <= past + query);
    return AttentionMask.where(
        padding.and(earlier), batch.size(), 1, batch.length() - past, batch.length());
  }

  /** The word with the highest score in the last slot of each row. */
  private int[] likeliest(INDArray x) {
    INDArray last = x.get(NDArrayIndex.all(), NDArrayIndex.point(x.size(1) - 1)); // [B, D]
    INDArray logits = model.head().forward(Variable.constant(last.dup('c'))).value(); // [B, V]
    return logits.argMax(1).toIntVector();
  }

  private PaddedBatch longer(int[] words) {
    int[] real = new int[words.length];
    List<List<String>> tokens = new ArrayList<>();
    for (int row = 0; row < words.length; row++) {
      real[row] = ended(row) ? 0 : 1;
      words[row] = ended(row) ? vocabulary.id(Vocabulary.PAD) : words[row];
      tokens.add(new ArrayList<>(batch.tokens().get(row)));
      tokens.get(row).add(vocabulary.token(words[row]));
    }
    return new PaddedBatch(
        tokens,
        with(batch.inputIds(), words),
        with(batch.attentionMask(), real),
        with(batch.tokenTypeIds(), new int[words.length]));
  }

  private static INDArray with(INDArray numbers, int[] column) {
    return Nd4j.concat(1, numbers, Nd4j.createFromArray(column).reshape('c', column.length, 1));
  }
}
