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

/** One vector a token: looked up in a table, cut up among the heads, and put together again. */
public interface VectorExercises {

  /** One row of the table for each id, {@code [T, D]}. */
  Exercise<INDArray, List<Integer>, INDArray> EMBED =
      Exercise.of(
              "embed(table, ids)",
              VectorExercises::look,
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

  /** From {@code [B, T, D]} to {@code [B, H, T, Dh]}. */
  Exercise<INDArray, Integer, INDArray> SPLIT_HEADS =
      Exercise.of(
              "splitHeads(x, heads)",
              (x, heads) -> perToken(x, heads).permute(0, 2, 1, 3),
              new Case<>(numbers(5, 1, 2, 4), 2),
              new Case<>(numbers(6, 2, 3, 6), 3),
              new Case<>(numbers(7, 2, 4, 6), 2))
          .mistake(
              "The shape is right and the numbers are mixed up: a head got other tokens' numbers. Cut each token first, [B, T, H, Dh], then swap the two middle axes.",
              (x, heads) -> x.reshape('c', x.size(0), heads, x.size(1), x.size(2) / heads))
          .mistake(
              "The tokens come before the heads. Swap the two middle axes: [B, H, T, Dh].",
              VectorExercises::perToken)
          .mistake(
              "Head 0 got every H-th number. It gets the first Dh numbers in a row: H comes before Dh in the first reshape.",
              (x, heads) ->
                  x.reshape('c', x.size(0), x.size(1), x.size(2) / heads, heads)
                      .permute(0, 3, 1, 2));

  /** From {@code [B, H, T, Dh]} to {@code [B, T, D]}, times the projection {@code [D, D]}. */
  Exercise<INDArray, INDArray, INDArray> MERGE_HEADS =
      Exercise.of(
              "mergeHeads(values, projection)",
              (values, projection) -> times(merged(values), projection),
              new Case<>(numbers(8, 1, 2, 2, 1), numbers(9, 2, 2)),
              new Case<>(numbers(10, 2, 3, 4, 2), numbers(11, 6, 6)),
              new Case<>(numbers(12, 2, 2, 3, 3), numbers(13, 6, 6)))
          .mistake(
              "The shape is right and the numbers are mixed up: reshape alone puts other tokens' numbers side by side. Swap the middle axes first, [B, T, H, Dh].",
              (values, projection) -> times(rows(values, values), projection))
          .mistake(
              "The heads stand side by side, and the projection is missing. Multiply by it.",
              (values, projection) -> merged(values))
          .mistake(
              "The projection is transposed. Multiply by it as it is.",
              (values, projection) -> times(merged(values), projection.transpose()))
          .mistake(
              "Head and Dh are swapped: the heads' numbers alternate. Each head's Dh numbers stand in a row.",
              (values, projection) -> times(rows(values.permute(0, 2, 3, 1), values), projection))
          .mistake(
              "The projection comes first here, while the heads still lie one behind the other. Put them side by side, then multiply.",
              (values, projection) ->
                  merged(times(rows(values, values), projection).reshape('c', values.shape())));

  private static INDArray perToken(INDArray x, int heads) {
    return x.reshape('c', x.size(0), x.size(1), heads, x.size(2) / heads); // [B, T, H, Dh]
  }

  private static INDArray merged(INDArray values) {
    return rows(values.permute(0, 2, 1, 3), values); // [B, T, D]
  }

  /** The numbers of one in the order they have there, in the shape of merged values. */
  private static INDArray rows(INDArray one, INDArray values) {
    long width = values.size(1) * values.size(3);
    return one.dup('c').reshape('c', values.size(0), values.size(2), width);
  }

  private static INDArray times(INDArray merged, INDArray projection) {
    INDArray flat = merged.reshape('c', -1, merged.size(2)); // [B · T, D]
    return flat.mmul(projection).dup('c').reshape('c', merged.shape());
  }
}
