package padwise.lesson.answers;

import static padwise.lesson.answers.Answers.UNFORESEEN;
import static padwise.lesson.answers.Answers.each;
import static padwise.lesson.answers.Answers.to;

import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.iter.NdIndexIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.lesson.Exercises;

/** Answers to the exercises about arrays. */
final class ArrayAnswers {

  static final List<Answers<?, ?, ?>> ALL =
      List.of(
          to(
                  Exercises.EMBED,
                  (table, ids) -> {
                    INDArray picks = Nd4j.zeros(table.dataType(), ids.size(), table.rows());
                    each(ids.size(), i -> picks.putScalar(i, ids.get(i), 1));
                    return picks.mmul(table);
                  })
              .wrong(
                  "Rows and columns are swapped.",
                  (table, ids) -> table.getRows(ints(ids)).transpose().dup())
              .wrong(
                  "A word that comes twice has one row here.",
                  (table, ids) -> table.getRows(ints(ids.stream().distinct().toList())).dup())
              .wrong( // a bag of words
                  UNFORESEEN, (table, ids) -> table.getRows(ints(ids)).sum(true, 0)),
          to(
                  Exercises.GUARD,
                  (gradient, pad) -> {
                    INDArray keep = Nd4j.ones(gradient.dataType(), gradient.rows(), 1);
                    keep.putScalar(pad, 0, 0);
                    return gradient.mulColumnVector(keep);
                  })
              .wrong("This is the row alone.", (gradient, pad) -> gradient.getRow(pad, true).mul(0))
              .wrong(
                  "This clears row 0, whatever padId says.",
                  (gradient, pad) -> filled(gradient, 0, 0))
              .wrong(UNFORESEEN, (gradient, pad) -> filled(gradient, pad, 1)),
          to(
                  Exercises.ADDITIVE_MASK,
                  (mask, hidden) -> {
                    INDArray bias = Nd4j.zeros(mask.dataType(), mask.shape());
                    new NdIndexIterator(mask.shape())
                        .forEachRemaining(
                            at -> bias.putScalar(at, mask.getDouble(at) == 0 ? hidden : 0));
                    return bias;
                  })
              .wrong("This multiplies the mask by hidden:", (mask, hidden) -> mask.mul(hidden))
              .wrong("This always hides with −1e9.", (mask, hidden) -> mask.rsub(1).mul(-1e9))
              .wrong(UNFORESEEN, (mask, hidden) -> mask.rsub(1)),
          to(Exercises.MASKED_SOFTMAX, (scores, mask) -> shares(scores.dup(), mask))
              .wrong("This masks after the softmax:", (scores, mask) -> softmax(scores).mul(mask))
              .wrong(
                  "This masks after the softmax and divides again:",
                  (scores, mask) -> {
                    INDArray shares = softmax(scores).mul(mask);
                    return shares.div(shares.sumNumber());
                  })
              .wrong("This is the plain softmax:", (scores, mask) -> softmax(scores))
              .wrong("The result is right, but your method wrote into", ArrayAnswers::shares),
          to(
                  Exercises.SPLIT_HEADS,
                  (x, heads) ->
                      Nd4j.stack(1, each(heads, h -> slice(x, h, heads)).toArray(new INDArray[0])))
              .wrong(
                  "The tokens come before the heads.",
                  (x, heads) -> reshaped(x, x.size(0), x.size(1), heads, x.size(2) / heads))
              .wrong(
                  "The shape is right and the numbers are mixed up:",
                  (x, heads) -> reshaped(x, x.size(0), heads, x.size(1), x.size(2) / heads))
              .wrong( // every head gets the first numbers
                  UNFORESEEN,
                  (x, heads) ->
                      Nd4j.stack(
                          1,
                          Collections.nCopies(heads, slice(x, 0, heads)).toArray(new INDArray[0]))),
          to(
                  Exercises.MERGE_HEADS,
                  (values, projection) -> { // each head times its own rows, added up
                    int heads = (int) values.size(1);
                    int width = (int) values.size(3);
                    return each(
                            heads,
                            h ->
                                projected(
                                    values.get(NDArrayIndex.all(), NDArrayIndex.point(h)),
                                    projection.get(
                                        NDArrayIndex.interval(h * width, (h + 1) * width))))
                        .stream()
                        .reduce(INDArray::add)
                        .orElseThrow();
                  })
              .wrong(
                  "The projection is transposed.",
                  (values, projection) -> projected(merged(values), projection.transpose()))
              .wrong(
                  "The heads stand side by side, and the projection is missing.",
                  (values, projection) -> merged(values))
              .wrong( // * where a matrix product belongs
                  UNFORESEEN,
                  (values, projection) ->
                      projected(merged(values), projection.mul(Nd4j.eye(projection.rows())))),
          to(Exercises.CLS_SHARE, (weights, slot) -> weights.mean(0).getRow(0).getDouble(slot))
              .wrong(
                  "This averages over all queries.",
                  (weights, slot) -> weights.mean(0).getColumn(slot).meanNumber().doubleValue())
              .wrong("This is the first head alone.", (weights, i) -> weights.getDouble(0, 0, i))
              .wrong( // of what the slot gets
                  UNFORESEEN,
                  (weights, slot) -> {
                    INDArray all = weights.sum(0).getColumn(slot);
                    return all.getDouble(0) / Math.max(1e-9, all.sumNumber().doubleValue());
                  }),
          to(Exercises.MEAN_VECTOR, (hidden, mask) -> real(hidden, mask).mean(0))
              .wrong("This reads padding:", (hidden, mask) -> hidden.mean(0))
              .wrong("This is the vector of slot 0,", (hidden, mask) -> hidden.getRow(0).dup())
              .wrong( // one too many below
                  UNFORESEEN,
                  (hidden, mask) -> real(hidden, mask).sum(0).div(mask.sumNumber().intValue() + 1)),
          to(
                  Exercises.WHICH_BUG,
                  (weights, mask) -> {
                    int ofReal = first(weights, mask, q -> mask.getDouble(q) != 0, 7, 2, 6);
                    int ofPads = first(weights, mask, q -> mask.getDouble(q) == 0, 7, 2, 6);
                    return ofReal != 0 ? ofReal : ofPads == 0 ? 0 : 1;
                  })
              .wrong(
                  "The padded rows are never looked at, so bug 1 goes unseen.",
                  (weights, mask) -> first(weights, mask, q -> mask.getDouble(q) != 0, 7, 2, 6))
              .wrong(
                  "Padded rows are taken for real ones.",
                  (weights, mask) -> first(weights, mask, q -> true, 7, 2, 6))
              .wrong( // sums must be exactly 1
                  UNFORESEEN,
                  (weights, mask) -> {
                    int bug = first(weights, mask, q -> mask.getDouble(q) != 0, 7, 2);
                    return bug != 0 ? bug : weights.sum(1).eq(1).all() ? 0 : 6;
                  }));

  private ArrayAnswers() {}

  private static int[] ints(List<Integer> ids) {
    return ids.stream().mapToInt(id -> id).toArray();
  }

  private static INDArray filled(INDArray gradient, int row, double number) {
    INDArray result = gradient.dup();
    result.getRow(row).assign(number);
    return result;
  }

  private static INDArray softmax(INDArray scores) {
    INDArray e = Transforms.exp(scores.sub(scores.maxNumber()), true);
    return e.div(e.sumNumber());
  }

  /** Works in the scores that it is given. */
  private static INDArray shares(INDArray scores, INDArray mask) {
    List<Integer> real =
        IntStream.range(0, (int) mask.length())
            .filter(i -> mask.getDouble(i) != 0)
            .boxed()
            .toList();
    double top = real.stream().mapToDouble(scores::getDouble).max().orElse(0);
    for (int i = 0; i < scores.length(); i++) {
      scores.putScalar(i, real.contains(i) ? Math.exp(scores.getDouble(i) - top) : 0);
    }
    return real.isEmpty() ? scores : scores.divi(scores.sumNumber());
  }

  private static INDArray reshaped(INDArray x, long... shape) {
    return x.dup('c').reshape('c', shape);
  }

  /** One head's numbers of all tokens. */
  private static INDArray slice(INDArray x, int head, int heads) {
    long width = x.size(2) / heads;
    var numbers = NDArrayIndex.interval(head * width, (head + 1) * width);
    return x.get(NDArrayIndex.all(), NDArrayIndex.all(), numbers).dup('c');
  }

  private static INDArray merged(INDArray values) {
    INDArray turned = values.permute(0, 2, 1, 3);
    return reshaped(turned, values.size(0), values.size(2), values.size(1) * values.size(3));
  }

  private static INDArray projected(INDArray x, INDArray projection) {
    INDArray rows = reshaped(x, x.size(0) * x.size(1), x.size(2)).mmul(projection.dup('c'));
    return reshaped(rows, x.size(0), x.size(1), projection.size(1));
  }

  private static INDArray real(INDArray hidden, INDArray mask) {
    int[] slots =
        IntStream.range(0, (int) mask.length()).filter(i -> mask.getDouble(i) == 1).toArray();
    return hidden.getRows(slots);
  }

  /** The first of these bugs that one of these rows has. */
  private static int first(INDArray weights, INDArray mask, IntPredicate rows, int... bugs) {
    return IntStream.of(bugs)
        .filter(
            bug ->
                IntStream.range(0, (int) mask.length())
                    .filter(rows)
                    .anyMatch(q -> bug == bug(weights.getRow(q), mask)))
        .findFirst()
        .orElse(0);
  }

  private static int bug(INDArray row, INDArray mask) {
    INDArray keep = mask.castTo(DataType.FLOAT);
    double real = row.mul(keep).sumNumber().doubleValue();
    double padding = row.mul(keep.rsub(1)).sumNumber().doubleValue();
    if (padding > 1e-6) {
      return real > 1e-6 ? 2 : 7;
    }
    return Math.abs(padding + real - 1) < 1e-4 ? 0 : 6;
  }
}
