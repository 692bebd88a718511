package padwise.view;

/** Anything that can be drawn as a {@link Figure}. */
public interface Chart {

  /** The picture and its words. */
  Figure figure();
}
