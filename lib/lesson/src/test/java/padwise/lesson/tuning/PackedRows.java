package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code packedRows}, by misconception. */
public final class PackedRows {
  private PackedRows() {}

  // every sentence could open its own row: n rows stand ready, findFirst takes one, the used ones
  // are counted
  public static Integer right(List<Integer> lengths, Integer rowLength) {
    int[] used = new int[lengths.size()];
    boolean[] open = new boolean[lengths.size()];
    lengths.forEach(
        n -> {
          int row =
              IntStream.range(0, used.length)
                  .filter(r -> used[r] + n <= rowLength)
                  .findFirst()
                  .orElseThrow();
          used[row] += n;
          open[row] = true;
        });
    return (int) IntStream.range(0, open.length).filter(r -> open[r]).count();
  }

  // best-fit: takes the row with the least room left
  public static Integer tightest_row(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      int best = -1;
      for (int r = 0; r < rooms.size(); r++) {
        if (rooms.get(r) >= n && (best < 0 || rooms.get(r) < rooms.get(best))) {
          best = r;
        }
      }
      if (best < 0) {
        rooms.add(rowLength - n);
      } else {
        rooms.set(best, rooms.get(best) - n);
      }
    }
    return rooms.size();
  }

  // all tokens over the row length, rounded up: sentences would run on into the next row
  public static Integer as_if_sentences_could_be_cut(List<Integer> lengths, Integer rowLength) {
    int sum = lengths.stream().mapToInt(n -> n).sum();
    return (sum + rowLength - 1) / rowLength;
  }

  // all tokens over the row length as an integer division
  public static Integer full_rows_only(List<Integer> lengths, Integer rowLength) {
    return lengths.stream().mapToInt(n -> n).sum() / rowLength;
  }

  // doesn't pack at all
  public static Integer one_sentence_a_row(List<Integer> lengths, Integer rowLength) {
    return lengths.size();
  }

  // starts with an empty row at hand and counts it
  public static Integer one_row_too_many(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    rooms.add(rowLength);
    for (int n : lengths) {
      int r = 0;
      while (r < rooms.size() && rooms.get(r) < n) {
        r++;
      }
      if (r == rooms.size()) {
        rooms.add(rowLength);
      }
      rooms.set(r, rooms.get(r) - n);
    }
    return rooms.size() + 1;
  }

  // no sentences still need one row, because one stands ready
  public static Integer starts_with_one_row(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    rooms.add(rowLength);
    for (int n : lengths) {
      int r = 0;
      while (r < rooms.size() && rooms.get(r) < n) {
        r++;
      }
      if (r == rooms.size()) {
        rooms.add(rowLength);
      }
      rooms.set(r, rooms.get(r) - n);
    }
    return rooms.size();
  }
}
