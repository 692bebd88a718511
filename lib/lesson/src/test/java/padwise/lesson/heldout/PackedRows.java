package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Wrong answers to {@code packedRows}, by misconception. */
public final class PackedRows {
  private PackedRows() {}

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

  // worst-fit: takes the row with the most room left
  public static Integer emptiest_row(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      int best = -1;
      for (int r = 0; r < rooms.size(); r++) {
        if (rooms.get(r) >= n && (best < 0 || rooms.get(r) > rooms.get(best))) {
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

  // sorts before it packs, though the order is given
  public static Integer longest_first(List<Integer> lengths, Integer rowLength) {
    List<Integer> sorted = new ArrayList<>(lengths);
    sorted.sort(Comparator.reverseOrder());
    List<Integer> rooms = new ArrayList<>();
    for (int n : sorted) {
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

  // < where <= belongs: a sentence that just fits opens a new row
  public static Integer exact_fit_has_no_room(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      int r = 0;
      while (r < rooms.size() && !(n < rooms.get(r))) {
        r++;
      }
      if (r == rooms.size()) {
        rooms.add(rowLength);
      }
      rooms.set(r, rooms.get(r) - n);
    }
    return rooms.size();
  }

  // counts a row when it is closed, so the last one is missing
  public static Integer forgets_the_open_row(List<Integer> lengths, Integer rowLength) {
    int rows = 0;
    int used = 0;
    for (int n : lengths) {
      if (used + n > rowLength) {
        rows++;
        used = 0;
      }
      used += n;
    }
    return rows;
  }

  // forgets to take the sentence off the room of an old row
  public static Integer room_is_never_used_up(List<Integer> lengths, Integer rowLength) {
    List<Integer> rooms = new ArrayList<>();
    for (int n : lengths) {
      boolean placed = false;
      for (int room : rooms) {
        placed = placed || n <= room;
      }
      if (!placed) {
        rooms.add(rowLength - n);
      }
    }
    return rooms.size();
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
