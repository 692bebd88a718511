package padwise.lesson.answers;

import static padwise.lesson.answers.Answers.UNFORESEEN;
import static padwise.lesson.answers.Answers.each;
import static padwise.lesson.answers.Answers.to;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.lesson.Exercises;

/** Answers to the exercises about lists. */
final class ListAnswers {

  static final List<Answers<?, ?, ?>> ALL =
      List.of(
          to(
                  Exercises.PAD_COUNT,
                  (lengths, padded) -> lengths.stream().mapToInt(n -> padded - n).sum())
              .wrong("This counts the real tokens.", (lengths, padded) -> sum(lengths))
              .wrong(
                  "This counts all slots of the rectangle.",
                  (lengths, padded) -> lengths.size() * padded)
              .wrong(
                  "This looks at a rectangle of one row.",
                  (lengths, padded) -> padded - sum(lengths)),
          to(
                  Exercises.PADDED_SHARE,
                  (lengths, padded) ->
                      lengths.stream()
                          .mapToDouble(n -> 1 - n / (double) padded)
                          .average()
                          .orElse(0))
              .wrong(
                  "This is the share in the first row only.",
                  (lengths, padded) -> (padded - lengths.get(0)) / (double) padded)
              .wrong(
                  "This divides padding by real tokens.",
                  (lengths, padded) -> lengths.size() * padded / (double) sum(lengths) - 1)
              .wrong( // for show
                  UNFORESEEN,
                  (lengths, padded) ->
                      Math.round(10 - 10.0 * sum(lengths) / (lengths.size() * padded)) / 10.0),
          to(
                  Exercises.TOKEN_TYPES,
                  (first, second) -> each(first + second + 3, slot -> slot > first + 1 ? 1 : 0))
              .wrong(
                  "This forgets the special tokens.",
                  (first, second) -> each(first + second, slot -> slot < first ? 0 : 1))
              .wrong(
                  "The two types are swapped.",
                  (first, second) -> each(first + second + 3, slot -> slot > first + 1 ? 0 : 1))
              .wrong( // the attention mask
                  UNFORESEEN, (first, second) -> each(first + second + 3, slot -> 1)),
          to(
                  Exercises.PADDED_LENGTH,
                  (lengths, multiple) -> {
                    int longest = Collections.max(lengths);
                    return longest + Math.floorMod(-longest, multiple);
                  })
              .wrong( // int / int is rounded already
                  "This rounds down, and the longest sentence does not fit any more.",
                  (lengths, multiple) ->
                      (int) Math.ceil(Collections.max(lengths) / multiple) * multiple)
              .wrong(
                  "This is how many multiples are needed.",
                  (lengths, multiple) -> (Collections.max(lengths) + multiple - 1) / multiple)
              .wrong(
                  "This is the longest length as it is.",
                  (lengths, multiple) -> Collections.max(lengths)),
          to(
                  Exercises.PADDING_MASK,
                  (lengths, padded) ->
                      rows(lengths, n -> each(padded, i -> Math.max(0, Integer.signum(n - i)))))
              .wrong(
                  "The rows end with their sentences.",
                  (lengths, padded) -> rows(lengths, n -> each(n, slot -> 1)))
              .wrong(
                  "Each row has one 1 too many.",
                  (lengths, padded) -> rows(lengths, n -> each(padded, i -> i <= n ? 1 : 0)))
              .wrong( // no sentence is empty
                  UNFORESEEN,
                  (lengths, padded) ->
                      rows(lengths, n -> each(padded, i -> i == 0 || i < n ? 1 : 0))),
          to(
                  Exercises.FIT,
                  (ids, length) ->
                      each(
                          length,
                          i -> i >= ids.size() ? 0 : i == length - 1 ? last(ids) : ids.get(i)))
              .wrong(
                  "This cuts [SEP] off with the rest.",
                  (ids, length) -> each(length, i -> at(ids, i, 0)))
              .wrong(
                  "This puts the zeros in front of [SEP].",
                  (ids, length) ->
                      each(
                          length,
                          i ->
                              i == length - 1
                                  ? last(ids)
                                  : at(ids.subList(0, ids.size() - 1), i, 0)))
              .wrong( // the label for padding
                  UNFORESEEN,
                  (ids, length) ->
                      each(
                          length, i -> i == length - 1 && i < ids.size() ? 102 : at(ids, i, -100))),
          to(Exercises.PAD_BATCH, (sentences, pad) -> padded(sentences, longest(sentences), pad))
              .wrong("This fills up with 0.", (s, pad) -> padded(s, longest(s), 0))
              .wrong(
                  "This fills up on the left.",
                  (sentences, pad) ->
                      rows(
                          sentences,
                          s ->
                              each(
                                  longest(sentences),
                                  i -> at(s, i - longest(sentences) + s.size(), pad))))
              .wrong(
                  "The result is right, but your method wrote into",
                  (sentences, pad) -> {
                    int longest = longest(sentences);
                    for (List<Integer> sentence : sentences) {
                      while (sentence.size() < longest) {
                        sentence.add(pad);
                      }
                    }
                    return sentences;
                  }),
          to(Exercises.COMBINED_MASK, (mask, causal) -> both(mask, causal, (a, b) -> a & b))
              .wrong(
                  "This allows what one of the two allows.",
                  (mask, causal) -> both(mask, causal, (a, b) -> a | b))
              .wrong("This adds the two masks.", (m, causal) -> both(m, causal, Integer::sum))
              .wrong("This is the causal mask alone:", (mask, causal) -> causal),
          to(
                  Exercises.WINDOW_MASK,
                  (mask, width) -> grid(mask, (q, k) -> window(q, k, width) * mask.get(k)))
              .wrong(
                  "A token looks at what comes after it.",
                  (mask, width) -> grid(mask, (q, k) -> Math.abs(q - k) < width ? mask.get(k) : 0))
              .wrong(
                  "Padding is hidden from itself only,",
                  (mask, width) -> grid(mask, (q, k) -> q == k ? mask.get(k) : window(q, k, width)))
              .wrong(
                  "This asks whether query and key are real,",
                  (mask, width) ->
                      grid(mask, (q, k) -> window(q, k, width) * mask.get(k) * mask.get(q)))
              .wrong(
                  "Padding is looked at.",
                  (mask, width) -> grid(mask, (q, k) -> window(q, k, width)))
              .wrong( // a pad does not use up the window
                  UNFORESEEN,
                  (mask, width) ->
                      grid(
                          mask,
                          (q, k) ->
                              k <= q && sum(mask.subList(k + 1, q + 1)) < width ? mask.get(k) : 0)),
          to(
                  Exercises.PACKED_POSITIONS,
                  (lengths, row) ->
                      filled(lengths.stream().flatMap(n -> IntStream.range(0, n).boxed()), row))
              .wrong(
                  "The positions run on from one sentence into the next.",
                  (lengths, row) -> each(row, slot -> slot < sum(lengths) ? slot : 0))
              .wrong(
                  "These are the numbers of the sentences.",
                  (lengths, row) ->
                      filled(
                          IntStream.range(0, lengths.size())
                              .boxed()
                              .flatMap(s -> Collections.nCopies(lengths.get(s), s + 1).stream()),
                          row))
              .wrong( // never again after the second sentence
                  UNFORESEEN,
                  (lengths, row) ->
                      each(
                          row,
                          i ->
                              i >= sum(lengths) ? 0 : i < lengths.get(0) ? i : i - lengths.get(0))),
          to(
                  Exercises.LABELS,
                  (ids, mask) -> {
                    List<Integer> labels = new ArrayList<>(Collections.nCopies(ids.size(), -100));
                    IntStream.range(0, ids.size())
                        .filter(i -> mask.get(i) == 1)
                        .forEach(i -> labels.set(i, ids.get(i)));
                    return labels;
                  })
              .wrong(
                  "Padding gets the label 0, and 0 is a word.",
                  (ids, mask) -> each(ids.size(), i -> ids.get(i) * mask.get(i)))
              .wrong(
                  "This guesses padding from the id 0, and a real token can have that id.",
                  (ids, mask) -> rows(ids, id -> id == 0 ? -100 : id))
              .wrong( // to be on the safe side
                  UNFORESEEN,
                  (ids, mask) ->
                      each(
                          ids.size(),
                          i -> mask.get(i) == 0 || ids.get(i) == 0 ? -100 : ids.get(i))),
          to(
                  Exercises.MASKED_MEAN,
                  (losses, labels) -> asked(labels).mapToDouble(losses::get).average().orElse(0))
              .wrong(
                  "This divides by all slots, so more padding makes the loss smaller.",
                  (losses, labels) ->
                      asked(labels).mapToDouble(losses::get).sum() / Math.max(1, losses.size()))
              .wrong(
                  "This drops the fraction:",
                  (losses, labels) -> {
                    long sum = 0;
                    for (int slot : asked(labels).toArray()) {
                      sum += losses.get(slot);
                    }
                    return (double) (sum / Math.max(1, asked(labels).count()));
                  })
              .wrong(
                  UNFORESEEN,
                  (losses, labels) ->
                      asked(labels).boxed().map(losses::get).reduce(Double::sum).orElse(null)),
          to(
                  Exercises.MICRO_LOSSES,
                  (means, counted) ->
                      each(
                          means.size(),
                          i -> means.get(i) / Math.max(1, sum(counted)) * counted.get(i)))
              .wrong(
                  "These add up to the mean of means:",
                  (means, counted) -> rows(means, mean -> mean / means.size()))
              .wrong(
                  "These are the sums.",
                  (means, counted) -> each(means.size(), i -> means.get(i) * counted.get(i)))
              .wrong( // 3 / 4 is 0 for two ints
                  "This drops the fraction:",
                  (means, counted) ->
                      each(
                          means.size(),
                          i -> counted.get(i) / Math.max(1, sum(counted)) * means.get(i)))
              .wrong( // one vote each that counts
                  UNFORESEEN,
                  (means, counted) ->
                      rows(
                          means,
                          mean -> mean / Math.max(1, counted.stream().filter(n -> n > 0).count()))),
          to(
                  Exercises.SHIFT,
                  (ids, sentences) ->
                      each(
                          ids.size(),
                          i ->
                              sentences.get(i) > 0 && at(sentences, i + 1, 0) == sentences.get(i)
                                  ? ids.get(i + 1)
                                  : -100))
              .wrong(
                  "The last token of a sentence is asked for padding.",
                  (ids, sentences) ->
                      each(ids.size(), i -> sentences.get(i) == 0 ? -100 : at(ids, i + 1, -100)))
              .wrong(
                  "Each token is asked for the one before it.",
                  (ids, sentences) ->
                      each(
                          ids.size(),
                          i ->
                              sentences.get(i) != 0 && at(sentences, i - 1, 0) == sentences.get(i)
                                  ? ids.get(i - 1)
                                  : -100))
              .wrong( // the last slot gets the first id
                  UNFORESEEN,
                  (ids, sentences) ->
                      each(
                          ids.size(),
                          i -> {
                            int next = (i + 1) % ids.size();
                            return sentences.get(i) != 0
                                    && sentences.get(i).equals(sentences.get(next))
                                ? ids.get(next)
                                : -100;
                          })),
          to(
                  Exercises.ANSWERS_ONLY,
                  (labels, types) ->
                      each(labels.size(), i -> at(types, i + 1, 0) == 1 ? labels.get(i) : -100))
              .wrong(
                  "This keeps the prompt and leaves out the answer.",
                  (labels, types) ->
                      each(labels.size(), i -> at(types, i + 1, 1) == 0 ? labels.get(i) : -100))
              .wrong(
                  "This shifts the labels once more.",
                  (labels, types) ->
                      each(labels.size(), i -> at(types, i + 1, 0) == 1 ? labels.get(i + 1) : -100))
              .wrong( // one label too few
                  UNFORESEEN,
                  (labels, types) ->
                      each(labels.size() - 1, i -> types.get(i + 1) == 1 ? labels.get(i) : -100)),
          to(Exercises.GROWN_POSITIONS, (mask, steps) -> grown(mask, steps))
              .wrong("These are the slots.", (mask, steps) -> each(mask.size() + steps, i -> i))
              .wrong(
                  "The new tokens begin at 0 again.",
                  (mask, steps) -> {
                    Stream<Integer> written = IntStream.range(0, steps).boxed();
                    return Stream.concat(grown(mask, 0).stream(), written).toList();
                  })
              .wrong(
                  "The positions count from 1.",
                  (mask, steps) -> each(mask.size() + steps, i -> before(mask, i + 1)))
              .wrong(
                  "Padding gets −1 here.",
                  (mask, steps) -> each(mask.size() + steps, i -> before(mask, i + 1) - 1))
              .wrong( // positions of real tokens only
                  UNFORESEEN,
                  (mask, steps) ->
                      grown(mask, steps).subList(mask.indexOf(1), mask.size() + steps)),
          to(
                  Exercises.BUCKET_SLOTS,
                  (lengths, size) -> slots(lengths.stream().sorted().toList(), size))
              .wrong("These are the real tokens.", (lengths, size) -> sum(lengths))
              .wrong(
                  "The lengths are not sorted first, so short sentences are padded to long ones.",
                  (lengths, size) -> slots(lengths, size))
              .wrong(
                  "The result is right, but your method wrote into",
                  (lengths, size) -> {
                    Collections.sort(lengths);
                    return slots(lengths, size);
                  }),
          to(Exercises.PACKED_ROWS, (lengths, row) -> firstFit(lengths, row, 0))
              .wrong(
                  "No sentence needs no row.",
                  (lengths, row) -> Math.max(1, firstFit(lengths, row, 0)))
              .wrong(
                  "A row that was left behind is never looked at again.",
                  (lengths, row) -> {
                    int rows = 0;
                    int room = 0;
                    for (int n : lengths) {
                      rows += n > room ? 1 : 0;
                      room = (n > room ? row : room) - n;
                    }
                    return rows;
                  })
              .wrong( // a separator between two sentences
                  UNFORESEEN, (lengths, row) -> firstFit(lengths, row, 1)),
          to(
                  Exercises.ASKED_ACCURACY,
                  (guesses, labels) ->
                      share(asked(labels), i -> guesses.get(i).equals(labels.get(i))))
              .wrong(
                  "This divides by all slots:",
                  (guesses, labels) ->
                      share(
                          IntStream.range(0, labels.size()),
                          i -> labels.get(i) != -100 && guesses.get(i).equals(labels.get(i))))
              .wrong(
                  "A label of 0 is left out, and 0 is a word.",
                  (guesses, labels) ->
                      share(
                          asked(labels).filter(i -> labels.get(i) != 0),
                          i -> guesses.get(i).equals(labels.get(i))))
              .wrong( // in whichever slot
                  UNFORESEEN,
                  (guesses, labels) -> share(asked(labels), i -> labels.contains(guesses.get(i)))),
          to(Exercises.LAST_TOKEN, (ids, mask) -> ids.get(mask.lastIndexOf(1)))
              .wrong("This reads the first real token.", (ids, mask) -> ids.get(mask.indexOf(1)))
              .wrong(
                  "This looks for [SEP].",
                  (ids, mask) -> ids.contains(102) ? Integer.valueOf(102) : last(ids))
              .wrong( // the last padding
                  UNFORESEEN, (ids, mask) -> ids.get(Math.max(0, mask.lastIndexOf(0)))));

  private ListAnswers() {}

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).sum();
  }

  private static int last(List<Integer> ids) {
    return ids.get(ids.size() - 1);
  }

  private static int at(List<Integer> numbers, int place, int otherwise) {
    return place >= 0 && place < numbers.size() ? numbers.get(place) : otherwise;
  }

  private static <T, R> List<R> rows(List<T> of, Function<T, R> row) {
    return of.stream().map(row).toList();
  }

  private static List<Integer> filled(Stream<Integer> numbers, int length) {
    return Stream.concat(numbers, Stream.generate(() -> 0)).limit(length).toList();
  }

  private static int longest(List<List<Integer>> sentences) {
    return sentences.stream().mapToInt(List::size).max().orElse(0);
  }

  private static List<List<Integer>> padded(List<List<Integer>> sentences, int length, int pad) {
    return rows(sentences, s -> each(length, i -> at(s, i, pad)));
  }

  private static List<List<Integer>> grid(List<Integer> mask, IntBinaryOperator queryAndKey) {
    return each(mask.size(), q -> each(mask.size(), k -> queryAndKey.applyAsInt(q, k)));
  }

  private static List<List<Integer>> both(
      List<Integer> mask, List<List<Integer>> causal, IntBinaryOperator one) {
    return grid(mask, (q, k) -> one.applyAsInt(mask.get(k), causal.get(q).get(k)));
  }

  private static int window(int query, int key, int width) {
    return key <= query && query - key < width ? 1 : 0;
  }

  private static IntStream asked(List<Integer> labels) {
    return IntStream.range(0, labels.size()).filter(i -> labels.get(i) != -100);
  }

  private static double share(IntStream slots, IntPredicate right) {
    return slots.mapToDouble(i -> right.test(i) ? 1 : 0).average().orElse(0);
  }

  /** The number of tokens before a slot. */
  private static int before(List<Integer> mask, int slot) {
    int written = Math.max(0, slot - mask.size());
    return sum(mask.subList(0, slot - written)) + written;
  }

  private static List<Integer> grown(List<Integer> mask, int steps) {
    return each(mask.size() + steps, slot -> at(mask, slot, 1) * before(mask, slot));
  }

  private static int slots(List<Integer> lengths, int size) {
    return IntStream.iterate(0, from -> from < lengths.size(), from -> from + size)
        .mapToObj(from -> lengths.subList(from, Math.min(from + size, lengths.size())))
        .mapToInt(batch -> Collections.max(batch) * batch.size())
        .sum();
  }

  /** The number of rows, if each sentence but a row's first takes so many slots more. */
  private static int firstFit(List<Integer> lengths, int row, int more) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      int first = 0;
      while (first < rooms.size() && rooms.get(first) < n + more) {
        first++;
      }
      if (first == rooms.size()) {
        rooms.add(row - n);
      } else {
        rooms.set(first, rooms.get(first) - n - more);
      }
    }
    return rooms.size();
  }
}
