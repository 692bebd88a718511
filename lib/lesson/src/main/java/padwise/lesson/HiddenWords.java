package padwise.lesson;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.loss.MaskedWords;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * Batches with words hidden, and the marks of a model for them: a function from a batch to logits
 * {@code [B, T, V]}, which records nothing for gradients.
 */
public record HiddenWords(List<MaskedWords> questions) {

  public HiddenWords {
    Preconditions.given("questions", questions);
  }

  /** The hidden words' ids, in reading order. */
  public List<Integer> wanted() {
    return questions.stream().flatMap(each -> asked(each, each.labels()).boxed()).toList();
  }

  /** The average cost of a hidden word: all sums, divided by all counts; 0 if none is hidden. */
  public double loss(Function<PaddedBatch, Variable> model) {
    List<MaskedLoss> each = questions.stream().map(words -> loss(model, words)).toList();
    double sum = each.stream().mapToDouble(one -> one.sum().value().getDouble(0)).sum();
    return sum / Math.max(1, each.stream().mapToLong(MaskedLoss::counted).sum());
  }

  /** The word with the highest score, for each hidden one, in the order of {@link #wanted()}. */
  public List<Integer> answers(Function<PaddedBatch, Variable> model) {
    return questions.stream().flatMap(words -> answers(model, words).boxed()).toList();
  }

  /** The number of right words of 100 hidden ones. */
  public double right(Function<PaddedBatch, Variable> model) {
    return 100 - changed(wanted(), answers(model));
  }

  /** The number of answers of 100 that differ between two lists; one may be the wanted words. */
  public static double changed(List<Integer> some, List<Integer> others) {
    Preconditions.given("some, others", some, others);
    Preconditions.require(
        some.size() == others.size(),
        "others: expected as many as in some, %s, but was %s",
        some.size(),
        others.size());
    long differ =
        IntStream.range(0, some.size()).filter(i -> !some.get(i).equals(others.get(i))).count();
    return 100.0 * differ / some.size();
  }

  private static MaskedLoss loss(Function<PaddedBatch, Variable> model, MaskedWords words) {
    return MaskedCrossEntropy.of(logits(model, words), words.labels());
  }

  private static IntStream answers(Function<PaddedBatch, Variable> model, MaskedWords words) {
    INDArray logits = logits(model, words).value(); // [B, T, V]
    Preconditions.shapes(
        "labels [B, T], logits FLOAT [B, T, V]; ask this batch", words.labels(), logits);
    Preconditions.require(Rows.finite(logits), "logits: NaN or ∞ among %s", logits);
    return asked(words, logits.argMax(2).castTo(DataType.INT32)); // [B, T]
  }

  private static Variable logits(Function<PaddedBatch, Variable> model, MaskedWords words) {
    Preconditions.given("model", model);
    Variable logits = Variable.inference(() -> model.apply(words.batch()));
    Preconditions.given("logits", logits);
    return logits;
  }

  /** The numbers in the slots that are asked. */
  private static IntStream asked(MaskedWords words, INDArray values) {
    int[] labels = words.labels().dup('c').data().asInt();
    int[] value = values.dup('c').data().asInt();
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] != Labels.IGNORE)
        .map(i -> value[i]);
  }
}
