package padwise.batch;

/** The side of a sentence on which its padding goes. */
public enum Side {
  /** Padding in front: every sentence ends in the last slot. Usual for models that write on. */
  LEFT,
  /** Padding behind: every sentence starts in slot 0. Usual for BERT. */
  RIGHT
}
