package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.sum;
import static padwise.lesson.exercise.Made.zeros;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Who may look at whom, and which place a token has in a packed row. */
public final class Decoders {

  private Decoders() {}

  /** Only at real keys, and only where the causal mask allows it, {@code [T, T]}. */
  public static Exercise<List<Integer>, List<List<Integer>>, List<List<Integer>>> combinedMask() {
    return Exercise.of(
            "combinedMask",
            List.of("mask", "causal"),
            List.of(
                new Case<>(List.of(1, 0), causal(2)),
                new Case<>(List.of(0, 1, 1), causal(3)),
                new Case<>(List.of(1, 1, 1, 0, 0), causal(5))),
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) * causal.get(q).get(k)))
        .bug(
            2,
            "This masks queries instead of keys: the row of a padded token is empty, and padding is looked at. Columns are keys.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(q) * causal.get(q).get(k)))
        .bug(
            1,
            "This masks queries as well as keys, and a padded row has no key left. Hide keys only.",
            (mask, causal) ->
                square(mask, (q, k) -> mask.get(q) * mask.get(k) * causal.get(q).get(k)))
        .mistake(
            "This allows what one of the two allows. Both must allow it.",
            (mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(k), causal.get(q).get(k))))
        .or((mask, causal) -> square(mask, (q, k) -> Math.max(mask.get(q), causal.get(q).get(k))))
        .mistake(
            "This is the causal mask alone: padding is looked at. Hide the padded keys, too.",
            (mask, causal) -> causal)
        .mistake(
            "This is the padding mask alone: a token looks at what comes after it. Ask the causal mask, too.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k)))
        .mistake(
            "This adds the two masks. A 2 says that both allow it, and only that is a 1.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) + causal.get(q).get(k)))
        .mistake(
            "This looks into the future: rows and columns of the causal mask are swapped. Rows are queries.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(k) * causal.get(k).get(q)))
        .mistake(
            "The result is transposed. Rows are queries, columns are keys.",
            (mask, causal) -> square(mask, (q, k) -> mask.get(q) * causal.get(k).get(q)))
        .mistake(
            "Allowed and hidden are swapped. 1 stands where both allow it.",
            (mask, causal) -> square(mask, (q, k) -> 1 - mask.get(k) * causal.get(q).get(k)))
        .bug(
            7,
            "Keep and hide are swapped in the padding mask: only padding is looked at. 1 stands for a real token.",
            (mask, causal) -> square(mask, (q, k) -> (1 - mask.get(k)) * causal.get(q).get(k)))
        .mistake(
            "This counts the real tokens and takes the first so many keys. With padding on the left these are others: ask the mask.",
            (mask, causal) -> square(mask, (q, k) -> k < sum(mask) ? causal.get(q).get(k) : 0))
        .mistake(
            "A token may not look at itself here. The causal mask allows it.",
            (mask, causal) ->
                square(mask, (q, k) -> q == k ? 0 : mask.get(k) * causal.get(q).get(k)))
        .mistake(
            "The columns of padding are gone, and the mask no longer fits the scores. Put a 0 there.",
            (mask, causal) ->
                each(
                    mask.size(),
                    q ->
                        IntStream.range(0, mask.size())
                            .filter(k -> mask.get(k) == 1)
                            .mapToObj(k -> causal.get(q).get(k))
                            .toList()))
        .mistake(
            "A 1 stands where the two masks say the same, and they may both say no. Both must say 1.",
            (mask, causal) ->
                square(mask, (q, k) -> mask.get(k).equals(causal.get(q).get(k)) ? 1 : 0));
  }

  /** Positions of sentences that share one row; padding behind them gets 0. */
  public static Exercise<List<Integer>, Integer, List<Integer>> packedPositions() {
    return Exercise.of(
            "packedPositions",
            List.of("lengths", "rowLength"),
            List.of(
                new Case<>(List.of(2), 4),
                new Case<>(List.of(3, 2), 7),
                new Case<>(List.of(1, 4, 3), 8)),
            (lengths, row) -> join(positions(lengths), zeros(row - sum(lengths))))
        .mistake(
            "The positions run on through the whole row. They start anew with each sentence, and padding gets 0.",
            (lengths, row) -> each(row, i -> i))
        .bug(
            18,
            "The positions run on from one sentence into the next. They start anew with each.",
            (lengths, row) -> each(row, i -> i < sum(lengths) ? i : 0))
        .mistake(
            "The padding is numbered like one more sentence. Each padded slot gets 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> i)))
        .mistake(
            "The padding counts on from the last sentence. Each padded slot gets 0.",
            (lengths, row) ->
                join(
                    positions(lengths),
                    each(row - sum(lengths), i -> i + lengths.get(lengths.size() - 1))))
        .mistake(
            "The positions count from 1. They count from 0, like slots.",
            (lengths, row) ->
                join(
                    each(sum(lengths), i -> positions(lengths).get(i) + 1),
                    zeros(row - sum(lengths))))
        .mistake(
            "Padding gets −1 here. Asked for is 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> -1)))
        .mistake(
            "Padding gets −100 here. That is for labels; a padded position is 0.",
            (lengths, row) -> join(positions(lengths), each(row - sum(lengths), i -> -100)))
        .mistake(
            "The row ends with its last sentence. Fill it up with zeros to rowLength.",
            (lengths, row) -> positions(lengths))
        .mistake(
            "These are the numbers of the sentences. Asked for is the place within the sentence.",
            (lengths, row) -> join(numbered(lengths, 0), zeros(row - sum(lengths))))
        .or((lengths, row) -> join(numbered(lengths, 1), zeros(row - sum(lengths))))
        .mistake(
            "Each sentence counts down. Its first token has the position 0.",
            (lengths, row) ->
                join(
                    lengths.stream().flatMap(n -> each(n, i -> n - 1 - i).stream()).toList(),
                    zeros(row - sum(lengths))))
        .mistake(
            "Only the first sentence is counted. Go on with the next ones.",
            (lengths, row) -> each(row, i -> i < lengths.get(0) ? i : 0))
        .mistake(
            "The padding stands on the left. It stands at the end of the row.",
            (lengths, row) -> join(zeros(row - sum(lengths)), positions(lengths)))
        .mistake(
            "All tokens of a sentence get the slot where it starts. Count on from 0 within it.",
            (lengths, row) ->
                join(
                    IntStream.range(0, lengths.size())
                        .boxed()
                        .flatMap(
                            s -> each(lengths.get(s), i -> sum(lengths.subList(0, s))).stream())
                        .toList(),
                    zeros(row - sum(lengths))));
  }

  private static List<Integer> positions(List<Integer> lengths) {
    return lengths.stream().flatMap(n -> IntStream.range(0, n).boxed()).toList();
  }

  private static List<Integer> numbered(List<Integer> lengths, int from) {
    return IntStream.range(0, lengths.size())
        .boxed()
        .flatMap(s -> each(lengths.get(s), i -> s + from).stream())
        .toList();
  }

  private static List<Integer> join(List<Integer> one, List<Integer> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<List<Integer>> causal(int slots) {
    return each(slots, query -> each(slots, key -> key <= query ? 1 : 0));
  }

  private static List<List<Integer>> square(List<Integer> mask, IntBinaryOperator allowed) {
    int slots = mask.size();
    return each(slots, q -> each(slots, k -> allowed.applyAsInt(q, k)));
  }
}
