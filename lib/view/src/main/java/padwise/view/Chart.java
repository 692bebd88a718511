package padwise.view;

/** A chart that is built step by step and drawn when it is shown. */
public interface Chart {

  /** The picture and its words. */
  Figure figure();
}
