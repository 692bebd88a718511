package padwise.lesson.museum;

import static padwise.lesson.museum.WrongLosses.loss;
import static padwise.lesson.museum.WrongLosses.over;
import static padwise.lesson.museum.WrongLosses.perplexity;
import static padwise.lesson.museum.WrongLosses.unanswered;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.loss.Labels;
import padwise.math.Preconditions;
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
          exhibit(1, WrongSlots::queriesToo, Specimen::weights),
          exhibit(2, WrongSlots::wrongAxis, Specimen::weights),
          exhibit(
              3,
              Poison::deadRows,
              s -> s.attend(s.onTheLeft(), Poison.causal(s.onTheLeft())).weights().value()),
          exhibit(4, s -> Poison.gradient(s, Poison::plain), s -> Poison.gradient(s, Poison::safe)),
          exhibit(5, Poison::multiplied, Poison::selected),
          exhibit(6, WrongSlots::afterTheSoftmax, Specimen::weights),
          exhibit(7, WrongSlots::swapped, Specimen::weights),
          exhibit(8, Poison::overflow, Specimen::weights),
          exhibit(
              9,
              s -> WrongLosses.ends(s, s.guessedMask()),
              s -> WrongLosses.ends(s, s.filledWithEnds().attentionMask())),
          exhibit(
              10,
              s -> over(s.batch().inputIds().length(), loss(s)),
              s -> over(loss(s).counted(), loss(s))),
          exhibit(11, WrongLosses::ofMeans, s -> over(loss(s).counted(), loss(s))),
          exhibit(
              12,
              s -> over(unanswered(s).counted(), unanswered(s)),
              s -> unanswered(s).mean().value()),
          exhibit(13, WrongLosses::lastPlaceIgnored, s -> loss(s).perToken()),
          exhibit(14, WrongLosses::unpadded, Specimen::labels),
          exhibit(15, WrongLosses::shiftedTwice, s -> Labels.causal(s.batch())),
          exhibit(16, s -> perplexity(s, s.batch().inputIds()), s -> perplexity(s, s.labels())),
          exhibit(17, WrongSlots::lastSlot, WrongSlots::lastRealToken),
          exhibit(
              18,
              WrongSlots::slotsAsPositions,
              s -> WrongSlots.onTheLeft(s, s.onTheLeft().positions())),
          exhibit(
              19,
              s -> WrongSlots.packed(s, AttentionMask.padding(s.packed().rows().attentionMask())),
              s -> WrongSlots.packed(s, AttentionMask.sentences(s.packed().sentences()))),
          exhibit(
              20,
              s -> WrongSlots.ends(s, s.guessedMask()),
              s -> WrongSlots.ends(s, s.filledWithEnds().attentionMask())));

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
