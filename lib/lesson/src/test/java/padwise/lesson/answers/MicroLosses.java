package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code microLosses}, by misconception. */
public final class MicroLosses {
  private MicroLosses() {}

  // leaves the zeros alone where nothing counts at all
  public static List<Double> right(List<Double> means, List<Integer> counted) {
    int all = counted.stream().reduce(0, Integer::sum);
    List<Double> parts = new ArrayList<>(means);
    if (all > 0) {
      parts.replaceAll(mean -> mean / all);
      for (int i = 0; i < parts.size(); i++) {
        parts.set(i, parts.get(i) * counted.get(i));
      }
    }
    return parts;
  }

  // what gradient accumulation does without a count
  public static List<Double> divides_by_the_steps(List<Double> means, List<Integer> counted) {
    return means.stream().map(mean -> mean / means.size()).toList();
  }

  // leaves out the empty micro-batches, and gives the others one vote each
  public static List<Double> one_vote_each_that_counts(List<Double> means, List<Integer> counted) {
    long voters = counted.stream().filter(count -> count > 0).count();
    return means.stream().map(mean -> mean / Math.max(1, voters)).toList();
  }

  // undoes the mean, and stops there
  public static List<Double> sums_only(List<Double> means, List<Integer> counted) {
    return IntStream.range(0, means.size()).mapToObj(i -> means.get(i) * counted.get(i)).toList();
  }

  // 3 / 4 is 0 for two ints
  public static List<Double> share_of_ints(List<Double> means, List<Integer> counted) {
    int total = Math.max(1, counted.stream().mapToInt(n -> n).sum());
    List<Double> parts = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      int share = counted.get(i) / total;
      parts.add(share * means.get(i));
    }
    return parts;
  }
}
