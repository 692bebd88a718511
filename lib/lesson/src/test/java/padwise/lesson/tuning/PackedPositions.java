package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One right answer and some wrong ones to {@code packedPositions}, by misconception. */
public final class PackedPositions {
  private PackedPositions() {}

  // one range for each sentence, flattened, then as many zeros as are missing
  public static List<Integer> right(List<Integer> lengths, int rowLength) {
    return Stream.concat(
            lengths.stream().flatMap(n -> IntStream.range(0, n).boxed()), Stream.generate(() -> 0))
        .limit(rowLength)
        .collect(Collectors.toList());
  }

  // the position in the row: the next sentence doesn't begin at 0 again
  public static List<Integer> runs_on(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    int total = lengths.stream().mapToInt(n -> n).sum();
    for (int slot = 0; slot < rowLength; slot++) {
      positions.add(slot < total ? slot : 0);
    }
    return positions;
  }

  // the padding goes on counting behind the last sentence
  public static List<Integer> padding_counts_on(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(p);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(positions.isEmpty() ? 0 : positions.get(positions.size() - 1) + 1);
    }
    return positions;
  }

  // -1 in the padding, so that nobody takes it for a position
  public static List<Integer> minus_one_for_padding(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(p);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(-1);
    }
    return positions;
  }

  // every token of a sentence gets the slot its sentence starts in
  public static List<Integer> where_the_sentence_starts(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    int start = 0;
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(start);
      }
      start += n;
    }
    while (positions.size() < rowLength) {
      positions.add(0);
    }
    return positions;
  }

  // puts the padding before the sentences
  public static List<Integer> padding_in_front(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(p);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(0, 0);
    }
    return positions;
  }
}
