package padwise.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.loss.MaskedWords;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/**
 * The sentences of a {@link DoerCorpus} as batches: with their classes, or with words hidden.
 *
 * @param training batches to learn from, 32 sentences each, twins side by side
 * @param learned their sentences
 * @param heldOut up to 600 sentences of plans that no training sentence has, 100 in a part
 */
public record DoerDataset(
    List<Batch> training,
    List<List<DoerCorpus.Sentence>> learned,
    List<List<DoerCorpus.Sentence>> heldOut) {

  public DoerDataset {
    Preconditions.given("training, learned", training, learned);
    Preconditions.require(heldOut != null, "heldOut: was null; DoerDataset.of(15, seed) has six");
  }

  private static final int SIZE = 32;
  private static final int PART = 100;
  private static final int PARTS = 6;

  /** A batch {@code [B, T]}, and who did it: 0 for an animal, 1 for a person, INT32 {@code [B]}. */
  public record Batch(PaddedBatch padded, INDArray classes) {}

  /** Draws sentences, see {@link DoerCorpus#of}; 15 pairs fill the six held-out parts. */
  public static DoerDataset of(int pairs, long seed) {
    DoerCorpus corpus = DoerCorpus.of(pairs, seed);
    List<List<DoerCorpus.Sentence>> twins = new ArrayList<>(parts(corpus.heldOut(), 2));
    Collections.shuffle(twins, new Random(seed)); // each part has sentences of many plans
    List<DoerCorpus.Sentence> held = twins.stream().flatMap(List::stream).toList();
    List<List<DoerCorpus.Sentence>> learned = parts(corpus.training(), SIZE);
    return new DoerDataset(
        learned.stream().map(part -> batch(part, Padding.toLongest())).toList(),
        learned,
        parts(held, PART).stream().limit(PARTS).toList());
  }

  /** The batches to learn from, padded your way. */
  public List<Batch> training(Padding padding) {
    return learned.stream().map(part -> batch(part, padding)).toList();
  }

  /** The held-out sentences, padded your way. */
  public List<Batch> heldOut(Padding padding) {
    Preconditions.require(
        !heldOut.isEmpty(), "pairs: too few for a held-out part; DoerDataset.of(15, seed) has six");
    return heldOut.stream().map(part -> batch(part, padding)).toList();
  }

  /** A training batch with words hidden: other ones each time the batch comes round. */
  public MaskedWords hidden(int step) {
    Preconditions.atLeast(0, "step", step);
    PaddedBatch padded = training.get(step % training.size()).padded();
    return MaskedWords.of(padded, DoerCorpus.vocabulary(), step);
  }

  /** The held-out sentences with words hidden, the same ones for each padding. */
  public HiddenWords hiddenHeldOut(Padding padding) {
    List<Batch> batches = heldOut(padding);
    Vocabulary vocabulary = DoerCorpus.vocabulary();
    return new HiddenWords(
        IntStream.range(0, batches.size())
            .mapToObj(i -> MaskedWords.of(batches.get(i).padded(), vocabulary, i))
            .toList());
  }

  /** The share of held-out sentences whose own class has the higher score, {@code [B, 2]}. */
  public double accuracy(Function<PaddedBatch, Variable> scores, Padding padding) {
    Preconditions.given("scores, padding", scores, padding);
    List<Batch> batches = heldOut(padding);
    int right = batches.stream().mapToInt(batch -> right(scores, batch)).sum();
    return right / (double) batches.stream().mapToInt(batch -> batch.padded().size()).sum();
  }

  private static int right(Function<PaddedBatch, Variable> scores, Batch batch) {
    Variable all = Variable.inference(() -> scores.apply(batch.padded())); // [B, 2]
    Preconditions.given("scores", all);
    INDArray found = all.value();
    Preconditions.shapes(
        "classes [B], scores FLOAT [B, 2]; score this batch", batch.classes(), found);
    Preconditions.require(Rows.finite(found), "scores: NaN or ∞ among %s", found);
    INDArray answers = found.argMax(1).castTo(DataType.INT32); // [B]
    return answers.eq(batch.classes()).castTo(DataType.INT32).sumNumber().intValue();
  }

  private static Batch batch(List<DoerCorpus.Sentence> part, Padding padding) {
    Preconditions.given("padding", padding);
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(DoerCorpus.vocabulary());
    int[] classes =
        part.stream()
            .mapToInt(sentence -> sentence.doer() == DoerCorpus.Doer.PERSON ? 1 : 0)
            .toArray();
    return new Batch(
        padding.apply(part.stream().map(sentence -> tokenizer.encode(sentence.text())).toList()),
        Nd4j.createFromArray(classes));
  }

  /** Parts of one size; a rest at the end is left out. */
  private static List<List<DoerCorpus.Sentence>> parts(List<DoerCorpus.Sentence> all, int size) {
    return IntStream.range(0, all.size() / size)
        .mapToObj(i -> all.subList(i * size, i * size + size))
        .toList();
  }
}
