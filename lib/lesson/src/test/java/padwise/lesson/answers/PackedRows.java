package padwise.lesson.answers;

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

  // next-fit: looks at the newest row only, holes in older rows stay empty
  public static Integer only_the_last_row(List<Integer> lengths, Integer rowLength) {
    int rows = 0;
    int room = 0;
    for (int n : lengths) {
      if (n > room) {
        rows++;
        room = rowLength;
      }
      room -= n;
    }
    return rows;
  }

  // reserves one slot between two sentences in a row
  public static Integer separator_between_sentences(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      int r = 0;
      while (r < rooms.size() && rooms.get(r) < n + 1) {
        r++;
      }
      if (r == rooms.size()) {
        rooms.add(rowLength - n);
      } else {
        rooms.set(r, rooms.get(r) - n - 1);
      }
    }
    return rooms.size();
  }
}
