package padwise.kernel;

import org.jspecify.annotations.Nullable;
import padwise.view.Shown;

/**
 * What a notebook cell says besides Java itself: {@code import static padwise.kernel.Notebook.*;}.
 */
public final class Notebook {
  private Notebook() {}

  /**
   * Shows a value below the cell: a figure, a table, an array with its shape, a batch, or any plain
   * value.
   *
   * <p>It returns nothing on purpose: a cell that ends in a value keeps that value alive as {@code
   * $1}, one that ends in {@code show(value);} does not. Without a kernel it prints the value's
   * words.
   *
   * @param value what to show; null shows as {@code null}
   */
  public static void show(@Nullable Object value) {
    Display.current().send(Bundle.of(Shown.of(value)));
  }
}
