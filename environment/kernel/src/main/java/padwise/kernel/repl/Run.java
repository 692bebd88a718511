package padwise.kernel.repl;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Code at work on the cells' thread, mostly one snippet's, and how it ended. */
final class Run {
  private final Callable<?> code;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread; // only while the snippet's own code runs
  private boolean asked;
  private volatile @Nullable Object value;
  private volatile @Nullable Throwable failure;

  Run(Callable<?> code) {
    this.code = code;
  }

  /** Runs the code on the current thread. */
  void perform() {
    try {
      enter(Thread.currentThread());
      value = code.call();
    } catch (InvocationTargetException thrown) {
      failure = thrown.getCause();
    } catch (Throwable stopped) { // also what Thread.stop throws between two lines of ours
      failure = stopped;
    } finally {
      enter(null);
      ended.countDown();
    }
  }

  private synchronized void enter(@Nullable Thread current) {
    thread = current;
    Thread.interrupted();
    if (current != null && asked) {
      current.interrupt();
    }
  }

  /** Waits for the end, however often the waiting thread is interrupted. */
  void await(Thread worker) {
    while (!endsWithin(20)) {
      if (!worker.isAlive()) { // stopped between two lines of ours
        failure = new InterruptedException();
        ended.countDown();
      }
    }
  }

  private boolean endsWithin(long milliseconds) {
    try {
      return ended.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ignored) {
      return false;
    }
  }

  /** The polite request, which the code may answer by ending in good order. */
  synchronized void interrupt() {
    asked = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Ends the code wherever it is. Only before JDK 20, which took the means away. */
  @SuppressWarnings({"removal", "deprecation"})
  synchronized void stop() {
    if (thread != null) {
      thread.stop();
    }
  }

  /** Ends, as far as others can see, though its thread goes on to wait. */
  void leave() {
    failure = new InterruptedException();
    ended.countDown();
  }

  /** The code's calls now, innermost first; empty if it has ended. */
  synchronized StackTraceElement[] whereabouts() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  @Nullable Object value() {
    return value;
  }

  @Nullable Throwable failure() {
    return failure;
  }
}
