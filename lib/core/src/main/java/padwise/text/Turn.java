package padwise.text;

import java.util.Locale;

/** One speaker's words in a chat, until somebody else speaks. */
public record Turn(Role role, String words) {

  /** The speakers; each has a token that opens its turns. */
  public enum Role {
    /** Sets the scene. */
    SYSTEM,
    /** Asks. */
    USER,
    /** Answers: the role that a model is taught. */
    ASSISTANT;

    /** The token that opens a turn, such as {@code <user>}. */
    public String token() {
      return "<" + name().toLowerCase(Locale.ROOT) + ">";
    }
  }

  public Turn {
    if (role == null || words == null) {
      throw new IllegalArgumentException(
          "role, words: expected no null but was %s, %s; Turn.user(\"…\") has both"
              .formatted(role, words));
    }
  }

  /** A question. */
  public static Turn user(String words) {
    return new Turn(Role.USER, words);
  }

  /** An answer. */
  public static Turn assistant(String words) {
    return new Turn(Role.ASSISTANT, words);
  }
}
