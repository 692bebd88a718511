package padwise.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spells any text in the pieces of a {@link Vocabulary}, as BERT (uncased) does: each word takes
 * the longest piece that fits, then the longest {@code ##} piece for the rest. {@code Padding!}
 * becomes {@code pad ##ding !}.
 *
 * <p>A special token written in the text, such as {@code [MASK]} or {@code [PAD]}, is taken as that
 * token when its case is exact. A lone surrogate (half an emoji) is dropped like any other
 * invisible character.
 */
public final class WordPieceTokenizer {
  private static final String CONTINUED = "##";
  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final Pattern specialTokens;

  /**
   * @throws IllegalArgumentException if the vocabulary lacks {@code [UNK]}, {@code [CLS]} or {@code
   *     [SEP]}
   */
  public WordPieceTokenizer(Vocabulary vocabulary) {
    if (vocabulary == null) {
      throw new IllegalArgumentException("vocabulary: was null; use Vocabulary.bert()");
    }
    for (String needed : List.of(Vocabulary.UNK, Vocabulary.CLS, Vocabulary.SEP)) {
      if (!vocabulary.contains(needed)) {
        throw new IllegalArgumentException(
            "vocabulary: expected an entry " + needed + "; add it to the list of tokens");
      }
    }
    this.vocabulary = vocabulary;
    this.specialTokens =
        Pattern.compile(
            Vocabulary.SPECIAL.stream()
                .filter(vocabulary::contains)
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  /** The tokenizer with BERT's own vocabulary, see {@link Vocabulary#bert()}. */
  public static WordPieceTokenizer bert() {
    return new WordPieceTokenizer(Vocabulary.bert());
  }

  /** The pieces it spells in. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** One sentence: {@code [CLS] … [SEP]}. The empty text gives {@code [CLS] [SEP]}. */
  public Encoding encode(String text) {
    List<String> tokens = new ArrayList<>();
    tokens.add(Vocabulary.CLS);
    tokens.addAll(tokenize(text));
    tokens.add(Vocabulary.SEP);
    return encoding(tokens, tokens.size());
  }

  /** A pair: {@code [CLS] first [SEP] second [SEP]}, token type 1 from the second sentence on. */
  public Encoding encode(String first, String second) {
    List<String> tokens = new ArrayList<>(encode(first).tokens());
    int firstLength = tokens.size();
    tokens.addAll(tokenize(second));
    tokens.add(Vocabulary.SEP);
    return encoding(tokens, firstLength);
  }

  /** The pieces of a text, without the frame of {@code [CLS]} and {@code [SEP]}. */
  public List<String> tokenize(String text) {
    if (text == null) {
      throw new IllegalArgumentException("text: was null; an empty sentence is \"\"");
    }
    List<String> pieces = new ArrayList<>();
    Matcher special = specialTokens.matcher(text);
    int from = 0;
    while (special.find()) {
      addPieces(text.substring(from, special.start()), pieces);
      pieces.add(special.group());
      from = special.end();
    }
    addPieces(text.substring(from), pieces);
    return List.copyOf(pieces);
  }

  private void addPieces(String text, List<String> pieces) {
    for (String word : BertNormalizer.words(text)) {
      pieces.addAll(pieces(word));
    }
  }

  private List<String> pieces(String word) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return List.of(Vocabulary.UNK);
    }
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      String piece = longestPiece(word, start);
      if (piece.isEmpty()) {
        return List.of(Vocabulary.UNK); // one piece missing: the whole word is unknown
      }
      pieces.add(piece);
      start += piece.length() - (start > 0 ? CONTINUED.length() : 0);
    }
    return pieces;
  }

  /** The longest entry that the word has from {@code start} on, or the empty string. */
  private String longestPiece(String word, int start) {
    for (int end = word.length(); end > start; end--) {
      String piece = (start > 0 ? CONTINUED : "") + word.substring(start, end);
      if (vocabulary.contains(piece)) {
        return piece;
      }
    }
    return "";
  }

  private Encoding encoding(List<String> tokens, int firstLength) {
    List<Integer> tokenTypeIds = new ArrayList<>(Collections.nCopies(firstLength, 0));
    tokenTypeIds.addAll(Collections.nCopies(tokens.size() - firstLength, 1));
    return new Encoding(
        tokens,
        tokens.stream().map(vocabulary::id).toList(),
        Collections.nCopies(tokens.size(), 1),
        tokenTypeIds);
  }
}
