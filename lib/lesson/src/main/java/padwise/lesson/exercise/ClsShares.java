package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.numbers;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;

/** What [CLS] looks at. */
public final class ClsShares {

  private ClsShares() {}

  public static Exercise<INDArray, Integer, Double> clsShare() {
    return Exercise.of(
            "clsShare",
            List.of("weights", "slot"),
            List.of(
                new Case<>(Rows.softmax(numbers(14, 1, 2, 2)), 1),
                new Case<>(Rows.softmax(numbers(16, 3, 4, 4)), 2),
                new Case<>(Rows.softmax(numbers(21, 2, 5, 5)), 4)),
            (weights, slot) -> share(weights, 0, slot))
        .mistake(
            "Query and key are swapped: this is what the slot gives to [CLS]. Rows are queries.",
            (weights, slot) -> share(weights, slot, 0))
        .mistake(
            "This is the first head alone. Average over all of them.",
            (weights, slot) -> weights.getDouble(0, 0, slot))
        .mistake(
            "This is the last head alone. Average over all of them.",
            (weights, slot) -> weights.getDouble(heads(weights) - 1, 0, slot))
        .mistake(
            "The heads are added up. Divide by their number.",
            (weights, slot) -> heads(weights) * share(weights, 0, slot))
        .mistake(
            "This is the head that looks most. Average over all of them.",
            (weights, slot) ->
                IntStream.range(0, heads(weights))
                    .mapToDouble(head -> weights.getDouble(head, 0, slot))
                    .max()
                    .orElse(0))
        .mistake(
            "This averages over all queries. Only [CLS]'s row is asked: query 0.",
            (weights, slot) -> mean((int) weights.size(1), q -> share(weights, q, slot)))
        .mistake(
            "This is what the slot gives to itself. The query is [CLS], slot 0.",
            (weights, slot) -> share(weights, slot, slot))
        .mistake(
            "This divides by the number of slots. Divide by the number of heads.",
            (weights, slot) -> share(weights, 0, slot) * heads(weights) / weights.size(1))
        .mistake(
            "This is what [CLS] gives to itself. The key is the slot.",
            (weights, slot) -> share(weights, 0, 0))
        .mistake(
            "Slots are counted from 1 here. They count from 0.",
            (weights, slot) -> share(weights, 0, slot - 1))
        .mistake(
            "This averages over the queries of the first head. Average over the heads, for query 0.",
            (weights, slot) -> mean((int) weights.size(1), q -> weights.getDouble(0, q, slot)))
        .mistake(
            "Only the last head is left, divided by their number: each one replaces the one before. Add them up.",
            (weights, slot) -> weights.getDouble(heads(weights) - 1, 0, slot) / heads(weights));
  }

  private static int heads(INDArray weights) {
    return (int) weights.size(0);
  }

  /** What a query gives to a key, averaged over heads. */
  private static double share(INDArray weights, int query, int key) {
    return mean(heads(weights), head -> weights.getDouble(head, query, key));
  }

  private static double mean(int count, IntToDoubleFunction each) {
    return IntStream.range(0, count).mapToDouble(each).average().orElse(0);
  }
}
