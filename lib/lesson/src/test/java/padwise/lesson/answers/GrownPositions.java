package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.List;

/** One right answer and some wrong ones to {@code grownPositions}, by misconception. */
public final class GrownPositions {
  private GrownPositions() {}

  // a counter that moves on at each real token
  public static List<Integer> right(List<Integer> mask, int steps) {
    List<Integer> positions = new ArrayList<>();
    int next = 0;
    for (int real : mask) {
      positions.add(real == 1 ? next++ : 0);
    }
    for (int step = 0; step < steps; step++) {
      positions.add(next++);
    }
    return positions;
  }

  // every slot has a number already
  public static List<Integer> slot_numbers(List<Integer> mask, int steps) {
    List<Integer> positions = new ArrayList<>();
    while (positions.size() < mask.size() + steps) {
      positions.add(positions.size());
    }
    return positions;
  }

  // what is written is counted by itself
  public static List<Integer> starts_again(List<Integer> mask, int steps) {
    List<Integer> positions = right(mask, 0);
    for (int step = 0; step < steps; step++) {
      positions.add(step);
    }
    return positions;
  }

  // how many tokens there are up to here
  public static List<Integer> running_sum(List<Integer> mask, int steps) {
    return runningSum(mask, steps, 0);
  }

  // the same, from 0: padding in front of everybody is −1
  public static List<Integer> running_sum_minus_one(List<Integer> mask, int steps) {
    return runningSum(mask, steps, 1);
  }

  // positions of real tokens only
  public static List<Integer> leaves_the_padding_out(List<Integer> mask, int steps) {
    return right(mask, steps).subList(mask.indexOf(1), mask.size() + steps);
  }

  private static List<Integer> runningSum(List<Integer> mask, int steps, int less) {
    List<Integer> sums = new ArrayList<>();
    int sum = 0;
    for (int slot = 0; slot < mask.size() + steps; slot++) {
      sum += slot < mask.size() ? mask.get(slot) : 1;
      sums.add(sum - less);
    }
    return sums;
  }
}
