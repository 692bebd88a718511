package padwise.math;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of arrays, which lies outside the heap. In an arena it is used again and again: fresh
 * memory costs more than what is computed in it. Elsewhere the collector gives it back, but since
 * the heap hardly grows by arrays, somebody has to ask for a collection.
 */
public final class Arena {

  private static final WorkspaceConfiguration REUSED =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private static final long WORTH_A_COLLECTION = 64L << 20; // bytes made since the last one
  private static final long TOO_MUCH = 512L << 20; // even if the last one was just now
  private static final long PAUSE = 300_000_000; // nanoseconds: a collection takes some tens

  private static final AtomicLong MADE = new AtomicLong();
  private static volatile long last = System.nanoTime();

  private Arena() {}

  /**
   * Runs work whose new arrays, on this thread, live in the arena of this name until the next work
   * there writes over them: give back a number, or nothing.
   */
  public static <T> T in(String name, Supplier<T> work) {
    Preconditions.given("name, work", name, work);
    try (MemoryWorkspace arena = Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, name)) {
      T result = work.get();
      Preconditions.require(
          !(result instanceof INDArray x
              && x.isAttached()
              && x.data().getParentWorkspace() == arena),
          "work: expected a number or nothing, but it gives back an array of the arena \"%s\", which"
              + " the next work writes over; make the array before",
          name);
      return result;
    }
  }

  /** Counts an array that was made, so that memory stays flat where there is no arena. */
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
