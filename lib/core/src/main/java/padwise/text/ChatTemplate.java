package padwise.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chat as one row of tokens: each turn is the token of its role, its words, and a token that ends
 * the turn: {@code <user> who sings <end> <assistant> birds <end>}.
 *
 * <p>BERT's vocabulary has no such tokens; its reserved entries {@code [unused1]} to {@code
 * [unused4]} stand in for them. A role written in the words of a turn is plain text.
 */
public final class ChatTemplate {

  /** Ends every turn. */
  public static final String END = "<end>";

  private final WordPieceTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final int end;
  private final Map<Integer, Turn.Role> roles = new HashMap<>();

  /**
   * A template over a tokenizer's vocabulary, which has {@code <user>}, {@code <assistant>}, {@code
   * <system>} and {@code <end>}, or BERT's reserved entries.
   */
  public ChatTemplate(WordPieceTokenizer tokenizer) {
    if (tokenizer == null) {
      throw new IllegalArgumentException("tokenizer: was null; use WordPieceTokenizer.bert()");
    }
    this.tokenizer = tokenizer;
    this.vocabulary = tokenizer.vocabulary();
    for (Turn.Role role : Turn.Role.values()) {
      roles.put(id(role), role);
    }
    this.end = id(END, Turn.Role.values().length + 1);
  }

  private int id(Turn.Role role) {
    return id(role.token(), List.of(Turn.Role.values()).indexOf(role) + 1);
  }

  private int id(String token, int reserved) {
    String instead = "[unused" + reserved + "]";
    if (!vocabulary.contains(token) && !vocabulary.contains(instead)) {
      throw new IllegalArgumentException(
          "tokenizer: expected an entry %s or %s in its vocabulary; add %s to the list of tokens"
              .formatted(token, instead, token));
    }
    return vocabulary.id(vocabulary.contains(token) ? token : instead);
  }

  /** The row of a whole chat of at least one turn. */
  public Encoding encode(List<Turn> turns) {
    if (turns == null || turns.isEmpty() || turns.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "turns: expected at least one and no null but was " + turns);
    }
    List<String> tokens = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (Turn turn : turns) {
      tokens.add(turn.role().token());
      ids.add(id(turn.role()));
      for (String piece : tokenizer.tokenize(turn.words())) {
        tokens.add(piece);
        ids.add(vocabulary.id(piece));
      }
      tokens.add(END);
      ids.add(end);
    }
    List<Integer> zeros = Collections.nCopies(ids.size(), 0);
    return new Encoding(tokens, ids, Collections.nCopies(ids.size(), 1), zeros);
  }

  /**
   * The number of the answer each token belongs to: 1 for the first, 2 for the second, and 0 for no
   * answer. The end of an answer belongs to it, the token that opens it does not: the model is
   * taught to stop, not to start.
   *
   * @param ids one chat, real tokens only
   * @throws IllegalArgumentException if there is no answer, or a turn does not end
   */
  public int[] answers(int[] ids) {
    if (ids == null) {
      throw new IllegalArgumentException("ids: was null; take those of encode(turns)");
    }
    int[] answer = new int[ids.length];
    int found = 0;
    Turn.@Nullable Role speaker = null;
    for (int i = 0; i < ids.length; i++) {
      Turn.Role role = roles.get(ids[i]);
      requireEnd(role == null || speaker == null, speaker, i);
      if (role != null) {
        speaker = role;
        found += role == Turn.Role.ASSISTANT ? 1 : 0;
      } else {
        answer[i] = speaker == Turn.Role.ASSISTANT ? found : 0;
        speaker = ids[i] == end ? null : speaker;
      }
    }
    requireEnd(speaker == null, speaker, ids.length);
    if (found == 0) {
      throw new IllegalArgumentException(
          "ids: this chat has no answer, so nothing could be learned from it; add an assistant's turn,"
              + " or leave the chat out");
    }
    return answer;
  }

  private static void requireEnd(boolean ended, Turn.@Nullable Role speaker, int token) {
    if (!ended) {
      throw new IllegalArgumentException(
          "ids: the turn of %s does not end before token %s; close it with %s, and cut chats at the end of a turn"
              .formatted(speaker, token, END));
    }
  }
}
