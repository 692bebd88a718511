package padwise.batch;

import padwise.math.Preconditions;
import padwise.text.Vocabulary;

/**
 * The filler of slots that no word needs.
 *
 * @param token how it is shown
 * @param id its place in the vocabulary
 */
public record PadToken(String token, int id) {
  /** BERT's filler: {@code [PAD]}, id 0. */
  public static final PadToken BERT = new PadToken(Vocabulary.PAD, 0);

  /** Checks that there is a token, and an id from 0. */
  public PadToken {
    Preconditions.require(
        token != null && id >= 0,
        "pad: expected a token and an id of at least 0 but was \"%s\" and %s",
        token,
        id);
  }
}
