package padwise.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import padwise.math.Preconditions;
import padwise.text.Encoding;

/**
 * Sentences divided into batches: who is together with whom, and which batch comes first.
 *
 * <p>{@code Buckets.byLength(encodings, 8).shuffled(1).padded(Padding.toLongest())}
 *
 * @param sentences in the order they were given
 * @param batches for each batch the numbers of its sentences, counted from 0 as they were given
 */
public record Buckets(List<Encoding> sentences, List<List<Integer>> batches) {

  public Buckets {
    Preconditions.given("sentences, batches", sentences, batches);
    batches.forEach(batch -> Preconditions.given("batches", batch));
    sentences = List.copyOf(sentences);
    batches = batches.stream().map(List::copyOf).toList();
    List<Integer> placed = batches.stream().flatMap(List::stream).sorted().toList();
    Preconditions.require(
        placed.equals(numbers(sentences.size())),
        "batches: expected each of the sentences 0 to %s in one batch but was %s",
        sentences.size() - 1,
        batches);
  }

  /** Batches of {@code size} sentences as they come; the last may be smaller. */
  public static Buckets inOrder(List<Encoding> sentences, int size) {
    Preconditions.given("sentences", sentences);
    return new Buckets(sentences, cut(numbers(sentences.size()), size));
  }

  /**
   * Batches of {@code size} sentences of similar length, the shortest first; the last may be
   * smaller. Sentences of one length stay in their order.
   */
  public static Buckets byLength(List<Encoding> sentences, int size) {
    Preconditions.given("sentences", sentences);
    Comparator<Integer> shortestFirst = Comparator.comparing(i -> sentences.get(i).length());
    List<Integer> sorted = numbers(sentences.size()).stream().sorted(shortestFirst).toList();
    return new Buckets(sentences, cut(sorted, size));
  }

  /** The same batches in a random order; the sentences of a batch stay together. */
  public Buckets shuffled(long seed) {
    List<List<Integer>> order = new ArrayList<>(batches);
    Collections.shuffle(order, new Random(seed));
    return new Buckets(sentences, order);
  }

  /** The sentences of each batch. */
  public List<List<Encoding>> encodings() {
    return batches.stream().map(batch -> batch.stream().map(sentences::get).toList()).toList();
  }

  /** Each batch as a rectangle of its own. */
  public List<PaddedBatch> padded(Padding padding) {
    Preconditions.given("padding", padding);
    return encodings().stream().map(padding::apply).toList();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<List<Integer>> cut(List<Integer> numbers, int size) {
    Preconditions.atLeast(1, "size", size);
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < numbers.size(); from += size) {
      batches.add(numbers.subList(from, Math.min(from + size, numbers.size())));
    }
    return batches;
  }
}
