package padwise.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import padwise.math.Preconditions;

/**
 * The ends of sentences in one row without padding, in the place of a mask: running sums of their
 * lengths, the {@code cu_seqlens} of kernels. Lengths 8 and 5 give 0, 8, 13.
 *
 * @param sums from 0, never falling; sentence i begins at {@code sums[i]} and ends before the next
 */
public record Boundaries(List<Integer> sums) {

  public Boundaries {
    Preconditions.given("sums", sums);
    Preconditions.require(
        sums.size() > 1 && sums.get(0) == 0 && sums.stream().sorted().toList().equals(sums),
        "sums: expected 0 and then an end for each sentence, never falling, but was %s;"
            + " Boundaries.of(8, 5) is 0, 8, 13",
        sums);
    sums = List.copyOf(sums);
  }

  /** Boundaries of sentences of these lengths, from 0, one after the other. */
  public static Boundaries of(int... lengths) {
    Preconditions.require(
        lengths != null
            && IntStream.of(lengths).allMatch(length -> length >= 0)
            && IntStream.of(lengths).asLongStream().sum() < Integer.MAX_VALUE,
        "lengths: expected numbers of at least 0, fewer than 2,147,483,647 in all, but was %s",
        Arrays.toString(lengths));
    List<Integer> sums = new ArrayList<>(List.of(0));
    for (int length : lengths) {
      sums.add(sums.get(sums.size() - 1) + length);
    }
    return new Boundaries(sums);
  }

  /** Tokens of each sentence. */
  public int[] lengths() {
    return IntStream.range(1, sums.size()).map(i -> sums.get(i) - sums.get(i - 1)).toArray();
  }

  /** Tokens of all sentences: N. */
  public int tokens() {
    return sums.get(sums.size() - 1);
  }

  /** Pairs of tokens that attention compares: the lengths' squares, added up. */
  public long pairs() {
    return IntStream.of(lengths()).mapToLong(length -> (long) length * length).sum();
  }
}
