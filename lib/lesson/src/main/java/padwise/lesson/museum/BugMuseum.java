package padwise.lesson.museum;

import static padwise.attention.AttentionMask.padding;
import static padwise.lesson.museum.Mistakes.labelsOfEnds;
import static padwise.lesson.museum.Mistakes.loss;
import static padwise.lesson.museum.Mistakes.mean;
import static padwise.lesson.museum.Mistakes.onTheLeft;
import static padwise.lesson.museum.Mistakes.over;
import static padwise.lesson.museum.Mistakes.packed;
import static padwise.lesson.museum.Mistakes.perplexity;
import static padwise.lesson.museum.Mistakes.slots;
import static padwise.lesson.museum.Mistakes.softmax;
import static padwise.lesson.museum.Mistakes.turned;
import static padwise.lesson.museum.Mistakes.weightsOfEnds;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.loss.Labels;
import padwise.math.Preconditions;
import padwise.model.Pooling;
import padwise.view.Records;
import tech.tablesaw.api.Table;

/**
 * Twenty mistakes that people met, or asked about, in real projects.
 *
 * <p>Threads are cited with respect: a symptom somebody met, never a verdict on a project.
 */
public final class BugMuseum {

  /** The number of the notebook that shows the museum. */
  public static final String NOTEBOOK = "17";

  private static final List<Placard> PLACARDS = Placard.all();

  /** The exhibits, in museum order. */
  public static final List<Bug> ALL =
      List.of(
          exhibit(
              1,
              s ->
                  softmax(
                      s, s.keys().and(new AttentionMask(turned(s.keys().allowed()))).bias(-1e9)),
              Specimen::weights),
          exhibit(2, s -> softmax(s, turned(s.keys().bias(-1e4))), Specimen::weights),
          exhibit(
              3,
              Poison::deadRows,
              s -> s.attend(s.onTheLeft(), Poison.causal(s.onTheLeft())).weights().value()),
          exhibit(4, s -> Poison.gradient(s, Poison::plain), s -> Poison.gradient(s, Poison::safe)),
          exhibit(5, Poison::multiplied, Poison::selected),
          exhibit(
              6,
              s -> softmax(s, s.keys().bias(0)).mul(s.keys().allowed().castTo(DataType.FLOAT)),
              Specimen::weights),
          exhibit(
              7,
              s ->
                  s.attend(s.batch(), padding(s.batch().attentionMask().rsub(1))).weights().value(),
              Specimen::weights),
          exhibit(8, Poison::overflow, Specimen::weights),
          exhibit(
              9,
              s -> labelsOfEnds(s, s.guessedMask()),
              s -> labelsOfEnds(s, s.filledWithEnds().attentionMask())),
          exhibit(
              10,
              s -> over(s.batch().inputIds().length(), loss(s, s.labels())),
              s -> mean(loss(s, s.labels()))),
          exhibit(11, Mistakes::ofMeans, s -> mean(loss(s, s.labels()))),
          exhibit(
              12,
              s -> mean(loss(s, Labels.sft(s.batch()))), // no sentence has an answer
              s -> loss(s, Labels.sft(s.batch())).mean().value()),
          exhibit(13, Mistakes::lastPlaceIgnored, s -> loss(s, s.labels()).perToken()),
          exhibit(14, Mistakes::unpadded, Specimen::labels),
          exhibit(
              15,
              s -> Labels.causal(Labels.causal(s.batch()), s.batch().attentionMask()),
              s -> Labels.causal(s.batch())),
          exhibit(16, s -> perplexity(s, s.batch().inputIds()), s -> perplexity(s, s.labels())),
          exhibit(
              17,
              s -> Pooling.lastSlot(s.hidden()).value(),
              s -> Pooling.lastToken(s.hidden(), s.batch().attentionMask()).value()),
          exhibit(
              18,
              s -> onTheLeft(s, slots(s.onTheLeft())),
              s -> onTheLeft(s, s.onTheLeft().positions())),
          exhibit(
              19,
              s -> packed(s, padding(s.packed().rows().attentionMask())),
              s -> packed(s, AttentionMask.sentences(s.packed().sentences()))),
          exhibit(
              20,
              s -> weightsOfEnds(s, s.guessedMask()),
              s -> weightsOfEnds(s, s.filledWithEnds().attentionMask())));

  private BugMuseum() {}

  /** The exhibit with this number, from 1. */
  public static Bug bug(int number) {
    Preconditions.inRange("number", number, 1, ALL.size());
    return ALL.get(number - 1);
  }

  /** Runs every exhibit on one specimen, one line each. */
  public static Table report(Specimen specimen) {
    return Records.of(
        "Every bug on the same sentences", ALL.stream().map(bug -> bug.on(specimen)).toList());
  }

  private static Bug exhibit(
      int number, Function<Specimen, INDArray> faulty, Function<Specimen, INDArray> right) {
    return new Bug(PLACARDS.get(number - 1), faulty, right);
  }
}
