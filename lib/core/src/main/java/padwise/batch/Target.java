package padwise.batch;

/** The rule for the padded length T. */
public enum Target {
  /** The longest sentence of the batch. */
  LONGEST,
  /** The maximum, however short the sentences are. */
  MAX_LENGTH,
  /** Nothing: the sentences are equally long already. */
  NONE
}
