package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One right answer and some wrong ones to {@code padBatch}, by misconception. */
public final class PadBatch {
  private PadBatch() {}

  // an endless stream of padding behind every sentence, limited to the longest
  public static List<List<Integer>> right(List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).reduce(0, Integer::max);
    return sentences.stream()
        .map(
            s ->
                Stream.concat(s.stream(), Stream.generate(() -> padId))
                    .limit(longest)
                    .collect(Collectors.toList()))
        .collect(Collectors.toList());
  }

  // padding in front of the sentence
  public static List<List<Integer>> pads_on_the_left(List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      List<Integer> row = new ArrayList<>(Collections.nCopies(longest - sentence.size(), padId));
      row.addAll(sentence);
      batch.add(row);
    }
    return batch;
  }

  // right rectangle, but the padding is written into the caller's sentences (fails outright on
  // List.of)
  public static List<List<Integer>> fills_up_the_callers_sentences(
      List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    for (List<Integer> sentence : sentences) {
      while (sentence.size() < longest) {
        sentence.add(padId);
      }
    }
    return sentences;
  }

  // fills up with 0, whatever padId is
  public static List<List<Integer>> always_zero(List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      List<Integer> row = new ArrayList<>(sentence);
      while (row.size() < longest) {
        row.add(0);
      }
      batch.add(row);
    }
    return batch;
  }
}
