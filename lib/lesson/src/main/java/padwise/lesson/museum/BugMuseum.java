package padwise.lesson.museum;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
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
          exhibit(1, WrongMasks::queriesToo, Specimen::weights),
          exhibit(2, WrongMasks::wrongAxis, Specimen::weights),
          exhibit(3, Poison::deadRows, Poison::zeroRows),
          exhibit(4, Poison::poisonedGradient, Poison::cleanGradient),
          exhibit(5, Poison::multiplied, Poison::selected),
          exhibit(6, WrongMasks::afterTheSoftmax, Specimen::weights),
          exhibit(7, WrongMasks::swapped, Specimen::weights),
          exhibit(8, Poison::overflow, Specimen::weights),
          exhibit(9, WrongLosses::endsIgnored, WrongLosses::endsAsked),
          exhibit(10, WrongLosses::overAllSlots, WrongLosses::overCounted),
          exhibit(11, WrongLosses::ofMeans, WrongLosses::overCounted),
          exhibit(12, WrongLosses::ofNothing, WrongLosses::zero),
          exhibit(13, WrongLosses::lastPlaceIgnored, WrongLosses::valueIgnored),
          exhibit(14, WrongLosses::unpadded, Specimen::labels),
          exhibit(15, WrongLosses::shiftedTwice, WrongLosses::shiftedOnce),
          exhibit(16, WrongLosses::paddedPerplexity, WrongLosses::realPerplexity),
          exhibit(17, WrongReading::lastSlot, WrongReading::lastRealToken),
          exhibit(18, WrongReading::slotsAsPositions, WrongReading::realPositions),
          exhibit(19, WrongReading::paddingHidden, WrongReading::sentencesApart),
          exhibit(20, WrongMasks::guessed, WrongMasks::given));

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
