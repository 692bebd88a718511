package padwise.math;

import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps the memory of arrays flat. Arrays lie outside the heap, which hardly grows by them, so
 * nobody would ask the collector to look for those that are not needed any more. Asking took about
 * a tenth of a forward pass of the smallest BERT, measured on a busy computer.
 */
public final class NativeMemory {

  private static final long WORTH_A_COLLECTION = 64L << 20; // bytes made since the last one
  private static final long TOO_MUCH = 512L << 20; // even if the last one was just now
  private static final long PAUSE = 300_000_000; // nanoseconds: a collection takes some tens

  private static final AtomicLong MADE = new AtomicLong();
  private static volatile long last = System.nanoTime();

  private NativeMemory() {}

  /** Counts an array that was made, unless it lives in an {@link Arena}. */
  public static void made(INDArray x) {
    Preconditions.given("x", x);
    if (Nd4j.getMemoryManager().getCurrentWorkspace() != null) {
      return;
    }
    long made = MADE.addAndGet(x.length() * x.dataType().width());
    if (made > TOO_MUCH || (made > WORTH_A_COLLECTION && System.nanoTime() - last > PAUSE)) {
      MADE.set(0);
      System.gc();
      last = System.nanoTime();
    }
  }
}
