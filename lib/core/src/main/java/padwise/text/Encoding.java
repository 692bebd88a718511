package padwise.text;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One sentence, or a pair, as the model reads it: four lists of one length, an entry a token.
 *
 * @param tokens the pieces as text, such as {@code [CLS]}, {@code play}, {@code ##ing}
 * @param inputIds the vocabulary's number of each token
 * @param attentionMask 1 for a real token, 0 for padding
 * @param tokenTypeIds 0 for the first sentence, then 1 for the second of a pair
 */
public record Encoding(
    List<String> tokens,
    List<Integer> inputIds,
    List<Integer> attentionMask,
    List<Integer> tokenTypeIds) {

  public Encoding {
    tokens = copy("tokens", tokens);
    inputIds = copy("inputIds", inputIds);
    attentionMask = binary("attentionMask", copy("attentionMask", attentionMask));
    tokenTypeIds = binary("tokenTypeIds", copy("tokenTypeIds", tokenTypeIds));
    List<Integer> lengths =
        Stream.of(tokens, inputIds, attentionMask, tokenTypeIds).map(List::size).toList();
    if (lengths.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "tokens, inputIds, attentionMask, tokenTypeIds: expected one length but was " + lengths);
    }
  }

  /** The number of tokens, special ones included. */
  public int length() {
    return tokens.size();
  }

  /**
   * This sentence in at most {@code maxLength} tokens. {@code [CLS]} and every closing {@code
   * [SEP]} stay; words go from the end, in a pair from the longer sentence first.
   *
   * @throws IllegalArgumentException if {@code maxLength} has no room for the special tokens, or
   *     the encoding to shorten is padded already
   */
  public Encoding truncatedTo(int maxLength) {
    int[] kept = Truncation.kept(this, maxLength);
    return kept.length == length() ? this : at(kept);
  }

  /** This sentence without its last token, such as the {@code [SEP]} that ends all writing. */
  public Encoding withoutLast() {
    if (length() == 0) {
      throw new IllegalArgumentException("tokens: expected at least one but there is none");
    }
    return at(IntStream.range(0, length() - 1).toArray());
  }

  private Encoding at(int[] kept) {
    return new Encoding(
        at(kept, tokens), at(kept, inputIds), at(kept, attentionMask), at(kept, tokenTypeIds));
  }

  private static <E> List<E> at(int[] kept, List<E> all) {
    return IntStream.of(kept).mapToObj(all::get).toList();
  }

  private static <E> List<E> copy(String name, List<E> list) {
    if (list == null || list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(name + ": expected a list without nulls but was " + list);
    }
    return List.copyOf(list);
  }

  private static List<Integer> binary(String name, List<Integer> list) {
    if (!List.of(0, 1).containsAll(list)) {
      throw new IllegalArgumentException(name + ": expected only 0 and 1 but was " + list);
    }
    return list;
  }
}
