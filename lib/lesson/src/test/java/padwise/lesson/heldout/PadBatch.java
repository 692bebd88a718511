package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code padBatch}, by misconception. */
public final class PadBatch {
  private PadBatch() {}

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

  // fills up while it still looks for the longest: early rows stay short
  public static List<List<Integer>> longest_so_far(List<List<Integer>> sentences, int padId) {
    int longest = 0;
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      longest = Math.max(longest, sentence.size());
      List<Integer> row = new ArrayList<>(sentence);
      while (row.size() < longest) {
        row.add(padId);
      }
      batch.add(row);
    }
    return batch;
  }

  // an empty sentence gets no row
  public static List<List<Integer>> skips_empty_sentences(
      List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      if (!sentence.isEmpty()) {
        List<Integer> row = new ArrayList<>(sentence);
        while (row.size() < longest) {
          row.add(padId);
        }
        batch.add(row);
      }
    }
    return batch;
  }

  // an empty sentence has nothing to fill up
  public static List<List<Integer>> empty_sentence_stays_empty(
      List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      List<Integer> row = new ArrayList<>(sentence);
      while (!sentence.isEmpty() && row.size() < longest) {
        row.add(padId);
      }
      batch.add(row);
    }
    return batch;
  }

  // one row for each slot
  public static List<List<Integer>> transposed(List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (int slot = 0; slot < longest; slot++) {
      List<Integer> row = new ArrayList<>();
      for (List<Integer> sentence : sentences) {
        row.add(slot < sentence.size() ? sentence.get(slot) : padId);
      }
      batch.add(row);
    }
    return batch;
  }

  // makes a rectangle by cutting
  public static List<List<Integer>> cuts_to_the_shortest(List<List<Integer>> sentences, int padId) {
    int shortest = sentences.stream().mapToInt(List::size).min().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      batch.add(new ArrayList<>(sentence.subList(0, shortest)));
    }
    return batch;
  }

  // sorts the sentences, so the rows no longer belong to them
  public static List<List<Integer>> longest_first(List<List<Integer>> sentences, int padId) {
    int longest = sentences.stream().mapToInt(List::size).max().orElse(0);
    List<List<Integer>> batch = new ArrayList<>();
    for (List<Integer> sentence : sentences) {
      List<Integer> row = new ArrayList<>(sentence);
      batch.add(row);
    }
    batch.sort((a, b) -> b.size() - a.size());
    for (List<Integer> row : batch) {
      while (row.size() < longest) {
        row.add(padId);
      }
    }
    return batch;
  }
}
