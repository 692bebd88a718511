package padwise.kernel.jupyter;

import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;

/**
 * Loads what the library's first array and first chart need while the compiler is still at the cell
 * that imports it.
 *
 * <p>That is ND4J's native code and Java's drawing: half of the time to the first heatmap. A
 * notebook without the library pays nothing.
 */
final class Preloading {
  private static final String ARRAYS = "org.nd4j.linalg.factory.Nd4j";
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Begins, in the background, at the first cell that mentions the library. */
  void consider(String cell) {
    if (cell.contains("padwise.") && begun.compareAndSet(false, true)) {
      var thread = new Thread(Preloading::load, "preloading");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void load() {
    try {
      Class.forName(ARRAYS, true, ClassLoader.getSystemClassLoader());
      var image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
      image.createGraphics().drawString("a", 0, 9);
      boolean unused = ImageIO.getImageWritersByFormatName("png").hasNext(); // loads them
    } catch (ClassNotFoundException | RuntimeException | LinkageError trouble) {
      // The cell that needs it says so.
    }
  }
}
