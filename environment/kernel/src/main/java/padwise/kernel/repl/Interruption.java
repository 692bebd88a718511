package padwise.kernel.repl;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A press of stop while a cell runs: its code is asked, and soon stopped.
 *
 * <p>It is asked by Thread.interrupt. A training loop that looks at {@code Thread.interrupted()}
 * can so return what it has, and the cell go on to show it. After the grace, or at a second press,
 * the cell ends wherever it is.
 */
final class Interruption {
  private static final long GRACE = 1000;
  private static final long PATIENCE = 2000;
  private static final long AGAIN = 20;

  private final CellControl control;
  private final Consumer<String> notices;
  private final CountDownLatch graceEnded = new CountDownLatch(1);
  private final CountDownLatch cellEnded = new CountDownLatch(1);
  private boolean begun;
  private boolean pressed;
  private volatile boolean full;

  Interruption(CellControl control, Consumer<String> notices) {
    this.control = control;
    this.notices = notices;
  }

  /** Ends the cell; false if it has ended. */
  synchronized boolean press() {
    if (cellEnded.getCount() == 0) {
      return false;
    }
    if (pressed) {
      graceEnded.countDown();
    } else {
      pressed = true;
      if (begun) {
        aside(this::insist);
      }
    }
    return true;
  }

  /** The cell's turn has come: what runs before, as while the kernel starts, is not its own. */
  synchronized void begin() {
    begun = true;
    if (pressed) {
      aside(this::insist);
    }
  }

  /** Does what a press of stop asks for while the page's next requests are answered. */
  static void aside(Runnable task) {
    var thread = new Thread(task, "interrupt");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the cell at once, as memory has run out, and waits until it has ended. */
  void full() {
    synchronized (this) {
      if (cellEnded.getCount() == 0) {
        return;
      }
      full = true;
      pressed = true;
    }
    graceEnded.countDown();
    insist();
  }

  /** True if the cell ends because memory has run out. */
  boolean isFull() {
    return full;
  }

  synchronized boolean isPressed() {
    return pressed;
  }

  /** True if the rest of the cell may no longer run. */
  boolean isFinal() {
    return graceEnded.getCount() == 0;
  }

  void end() {
    cellEnded.countDown();
    graceEnded.countDown();
  }

  private void insist() {
    try {
      control.nudge();
      graceEnded.await(GRACE, TimeUnit.MILLISECONDS);
      graceEnded.countDown();
      long late = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
      boolean told = false;
      while (!cellEnded.await(told ? 10 * AGAIN : AGAIN, TimeUnit.MILLISECONDS)) {
        control.stop();
        boolean isLate = System.nanoTime() > late && !control.leaveWaiting();
        StackTraceElement[] calls = control.whereabouts();
        if (!told && isLate && calls.length > 0) {
          told = true;
          notices.accept(cannotStop(calls[0]));
        }
      }
    } catch (InterruptedException impossible) {
      notices.accept("This cell could not be stopped: " + impossible + System.lineSeparator());
    }
  }

  private static String cannotStop(StackTraceElement call) {
    String busy = ClassCode.inLearnersWords(call.getClassName() + "." + call.getMethodName());
    return String.format(
        "Java cannot stop %s. If it takes too long to end, restart the kernel (menu Kernel, Restart Kernel);"
            + " variables are lost then.%n",
        busy.isEmpty()
            ? "this cell: it catches Throwable, by which it would be stopped"
            : busy + ", in which this cell is busy");
  }
}
