package padwise.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The closed list of pieces a model knows; a token's id is its place in it, counted from 0. */
public final class Vocabulary {
  /** Fills the slots a sentence does not need. */
  public static final String PAD = "[PAD]";

  /** Stands for a word that no pieces can spell. */
  public static final String UNK = "[UNK]";

  /** Opens every sentence; a classifier reads the whole sentence here. */
  public static final String CLS = "[CLS]";

  /** Closes every sentence. */
  public static final String SEP = "[SEP]";

  /** Hides a token that the model shall guess. */
  public static final String MASK = "[MASK]";

  /** The tokens with a meaning of their own, in the order of BERT's ids. */
  public static final List<String> SPECIAL = List.of(PAD, UNK, CLS, SEP, MASK);

  private final List<String> tokens;
  private final Map<String, Integer> ids;

  private Vocabulary(List<String> tokens) {
    if (tokens == null || tokens.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("tokens: expected a list without nulls but was " + tokens);
    }
    this.tokens = List.copyOf(tokens);
    this.ids = new HashMap<>(2 * tokens.size());
    for (String token : tokens) {
      if (ids.putIfAbsent(token, ids.size()) != null) {
        throw new IllegalArgumentException(
            "tokens: " + token + " is there twice; a vocabulary lists each token once");
      }
    }
  }

  /**
   * BERT's own 30,522 entries (uncased English), read from the all-MiniLM-L6-v2 artifact.
   *
   * @throws IllegalStateException if the artifact is missing, cut short or holds something else
   */
  public static Vocabulary bert() {
    return new Vocabulary(BertArtifact.tokens());
  }

  /** A small vocabulary of distinct tokens: the first gets id 0, the next one 1, and so on. */
  public static Vocabulary of(List<String> tokens) {
    return new Vocabulary(tokens);
  }

  /** The number of entries: V. */
  public int size() {
    return tokens.size();
  }

  /** True if this exact piece, such as {@code ##ing}, is an entry. */
  public boolean contains(String token) {
    return ids.containsKey(token);
  }

  /** The id of an entry, from 0 to {@code size() - 1}; a tokenizer spells any text in entries. */
  public int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "token: \"%s\" is not among the %,d entries of this vocabulary;"
                  + " let WordPieceTokenizer.tokenize split it into pieces first",
              token,
              size()));
    }
    return id;
  }

  /** The entry behind an id from 0 to {@code size() - 1}. */
  public String token(int id) {
    if (id < 0 || id >= size()) {
      throw new IllegalArgumentException(
          "id: expected 0 to %s but was %s".formatted(size() - 1, id));
    }
    return tokens.get(id);
  }
}
