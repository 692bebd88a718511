package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.numbers;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;

/** One row a word: looking up, and leaving a row alone. */
public interface TableExercises {

  /** One row of the table for each id, {@code [T, D]}. */
  Exercise<INDArray, List<Integer>, INDArray> EMBED =
      Exercise.of(
              "embed(table, ids)",
              TableExercises::look,
              new Case<>(numbers(1, 3, 2), List.of(2)),
              new Case<>(numbers(2, 5, 3), List.of(1, 3, 0, 0)))
          .mistake(
              "The rows are sorted by id. They stand in the order of the sentence.",
              (table, ids) -> look(table, ids.stream().sorted().toList()))
          .mistake(
              "A word that comes twice has one row here. It has one for each time.",
              (table, ids) -> look(table, ids.stream().distinct().toList()))
          .mistake(
              "Rows and columns are swapped. One row is one token, [number of ids, D].",
              (table, ids) -> look(table, ids).transpose())
          .mistake(
              "Id 0 has a row of zeros here. It has a row in the table like any other: look it up.",
              (table, ids) ->
                  zeroed(look(table, ids), i -> ids.get((int) (i / table.size(1))) == 0));

  /** A table's gradient whose row of [PAD] is zeros, {@code [V, D]}. */
  Exercise<INDArray, Integer, INDArray> GUARD =
      Exercise.of(
              "guard(gradient, padId)",
              (gradient, pad) -> zeroed(gradient, i -> i / gradient.size(1) == pad),
              new Case<>(numbers(3, 2, 2), 0),
              new Case<>(numbers(4, 4, 3), 2),
              new Case<>(numbers(22, 5, 2), 1))
          .mistake(
              "This clears row 0, whatever padId says. Models differ.",
              (gradient, pad) -> zeroed(gradient, i -> i < gradient.size(1)))
          .mistake(
              "This clears a column. One row is one word, so clear a row.",
              (gradient, pad) -> zeroed(gradient, i -> i % gradient.size(1) == pad))
          .mistake(
              "This is the row alone. Return the whole gradient.",
              (gradient, pad) -> gradient.getRow(pad).mul(0),
              (gradient, pad) -> gradient.getRow(pad),
              (gradient, pad) -> gradient.getRow(pad).mul(0).reshape('c', 1, -1));

  private static INDArray look(INDArray table, List<Integer> ids) {
    return Rows.gather(
        table, ids.stream().mapToInt(i -> Objects.checkIndex(i, (int) table.size(0))).toArray());
  }

  private static INDArray zeroed(INDArray x, IntPredicate place) {
    double[] values = Rows.read(x);
    Arrays.setAll(values, i -> place.test(i) ? 0 : values[i]);
    return Rows.write(values, x);
  }
}
