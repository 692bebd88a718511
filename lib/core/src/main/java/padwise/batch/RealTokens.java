package padwise.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * The slots of a rectangle's real tokens: the way to rows without padding and back.
 *
 * @param slots each sentence's slots, in order; a slot of {@code [B, T]} counts row by row
 * @param size how many slots there are in all, B · T
 */
public record RealTokens(List<int[]> slots, long size) {

  public RealTokens {
    Preconditions.require(slots != null, "slots: was null; RealTokens.of(mask) finds them");
    Preconditions.atLeast(0, "size", size);
    BitSet found = new BitSet();
    for (int[] sentence : slots) {
      Preconditions.given("slots", sentence);
      for (int slot : sentence) {
        Preconditions.inRange("slots", slot, 0, size - 1);
        Preconditions.require(!found.get(slot), "slots: expected each once, but %s is again", slot);
        found.set(slot);
      }
    }
  }

  /**
   * Finds the real tokens.
   *
   * @param sentences INT32 {@code [B, T]}: 0 or −1 for padding, and the same number from 1 for all
   *     tokens of a row that belong together, as in an attention mask, or in packed sentences
   */
  public static RealTokens of(INDArray sentences) {
    Preconditions.shapes("sentences INT32 [B, T]; take batch.attentionMask()", sentences);
    int[] numbers = Preconditions.int32("sentences", sentences);
    int length = (int) sentences.size(1);
    List<int[]> slots = new ArrayList<>();
    for (int row = 0; row < numbers.length; row += length) {
      Map<Integer, List<Integer>> found = new TreeMap<>();
      for (int slot = row; slot < row + length; slot++) {
        if (numbers[slot] > 0) {
          found.computeIfAbsent(numbers[slot], number -> new ArrayList<>()).add(slot);
        }
      }
      found.values().forEach(s -> slots.add(s.stream().mapToInt(slot -> slot).toArray()));
    }
    return new RealTokens(slots, numbers.length);
  }

  /** Tokens of each sentence. */
  public int[] lengths() {
    return slots.stream().mapToInt(sentence -> sentence.length).toArray();
  }

  /** The ends of the sentences in {@link #gather}. */
  public Boundaries boundaries() {
    return Boundaries.of(lengths());
  }

  /** The real tokens' rows, sentence by sentence: FLOAT {@code [B, T, D]} to {@code [N, D]}. */
  public INDArray gather(INDArray x) {
    requireSlots("x", x, 3);
    return Rows.gather(Rows.inOrder(x).reshape('c', -1, x.size(-1)), flat());
  }

  /** The real tokens' numbers: INT32 {@code [B, T]} to {@code [N]}. */
  public INDArray gatherNumbers(INDArray numbers) {
    int[] all = Preconditions.int32("numbers", numbers);
    requireSlots("numbers", numbers, 2);
    return Nd4j.createFromArray(Arrays.stream(flat()).map(slot -> all[slot]).toArray());
  }

  /**
   * The way back of {@link #gather}: writes rows {@code [N, D]} into {@code [B, T, D]}.
   *
   * @param into FLOAT, changed in place, in row-major order and no window of another
   */
  public void scatter(INDArray rows, INDArray into) {
    requireSlots("into", into, 3);
    Rows.scatter(rows, flat(), into);
  }

  private void requireSlots(String name, INDArray x, int rank) {
    Preconditions.require(
        x != null && x.rank() == rank && x.size(0) * x.size(1) == size,
        "%s: expected %s axes with %s slots in the first two but was %s; take it from the batch of"
            + " these tokens",
        name,
        rank,
        size,
        x);
  }

  /**
   * Shares sentences out, the longest first, among so many parts at most, of about the same work.
   *
   * @param alone what a token costs by itself, in pairs of tokens: 2 · D in attention of width D
   */
  public List<RealTokens> parts(int number, long alone) {
    Preconditions.atLeast(1, "number", number);
    Preconditions.inRange("alone", alone, 0, Integer.MAX_VALUE);
    List<RealTokens> parts =
        IntStream.range(0, Math.min(number, slots.size()))
            .mapToObj(i -> new RealTokens(new ArrayList<>(), size))
            .toList();
    slots.stream()
        .sorted(Comparator.comparingInt((int[] sentence) -> -sentence.length))
        .forEach(
            sentence ->
                parts.stream()
                    .min(Comparator.comparingLong(part -> part.work(alone)))
                    .ifPresent(part -> part.slots.add(sentence)));
    return parts.stream().filter(part -> IntStream.of(part.lengths()).sum() > 0).toList();
  }

  private long work(long alone) {
    return slots.stream().mapToLong(sentence -> sentence.length * (sentence.length + alone)).sum();
  }

  private int[] flat() {
    return slots.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
