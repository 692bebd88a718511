package padwise.kernel.repl;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of all cells on one thread, so that what ND4J keeps for a thread stays, and stops
 * it.
 *
 * <p>The JDK has two ways of stopping code, both behind {@link LocalExecutionControl}: up to JDK 19
 * {@code Thread.stop}, later a check woven into every method and loop of a cell. But it waits for
 * all threads that a snippet starts, and would wait forever for a thread pool. So it is given
 * {@link #handOver} to run, which waits for the snippet alone.
 */
final class CellControl extends LocalExecutionControl {
  static final boolean WOVEN = Runtime.version().feature() >= 20;
  private static final Method HAND_OVER = handOverMethod();
  private static volatile @Nullable CellControl current; // handOver can take no argument

  private final MemoryReserve reserve;
  private final CellLoader loader;
  private final CellThreads others;
  private final @Nullable ThreadGroup group =
      Thread.currentThread().getThreadGroup(); // not hand-over's
  private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread worker;
  private volatile @Nullable Run run;
  private volatile @Nullable UncaughtExceptionHandler failures;
  private volatile boolean nudged; // between two snippets, or while one compiles

  /**
   * @param reserve makes room for what is said of a cell that has filled the memory
   */
  CellControl(MemoryReserve reserve) {
    this(reserve, new CellLoader());
  }

  private CellControl(MemoryReserve reserve, CellLoader loader) {
    super(loader);
    this.reserve = reserve;
    this.loader = loader;
    others = new CellThreads(this::runsOn, loader.declarations());
  }

  /** All that cells declared. */
  Declarations declarations() {
    return loader.declarations();
  }

  /** The provider that gives JShell this one. */
  ExecutionControlProvider provider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "padwise";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return CellControl.this;
      }
    };
  }

  /**
   * New code for what is declared already; the JDK's way of loading, which weaves in its checks.
   */
  @Override
  public void redefine(ClassBytecodes[] codes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    loader.replace(true);
    try {
      load(codes);
    } finally {
      loader.replace(false);
    }
  }

  /** JShell asks for a text to show; here {@link Run} hands over values themselves. */
  @Override
  public String varValue(String className, String name) {
    return "";
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    var thisRun = new Run(snippet);
    perform(thisRun);
    Throwable failure = thisRun.failure();
    if (isStop(failure)) {
      throw new StoppedException();
    }
    if (failure == null) {
      return "";
    }
    declarations().nameSnippets(failure);
    return throwConvertedInvocationException(failure);
  }

  /**
   * Runs code that is not a snippet's where snippets run, so that it can be stopped as they are.
   */
  Run call(Callable<?> code) {
    var thisRun = Run.of(code);
    try {
      clientCodeEnter(); // or, from JDK 20 on, it would not be stopped
      perform(thisRun);
      clientCodeLeave();
    } catch (Exception impossible) { // what the code throws is the run's failure
      throw new IllegalStateException(impossible);
    } finally {
      take();
    }
    return thisRun;
  }

  private void perform(Run thisRun) throws Exception {
    if (nudged) {
      nudged = false;
      thisRun.interrupt();
    }
    run = thisRun;
    current = this;
    super.invoke(HAND_OVER);
  }

  /** True if code ended since it was stopped. */
  @SuppressWarnings("removal")
  static boolean isStop(@Nullable Throwable failure) {
    return failure instanceof ThreadDeath;
  }

  private static Method handOverMethod() {
    try {
      Method method = CellControl.class.getDeclaredMethod("handOver");
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Woven into each cell. JDK 17 keeps each thread group that it is not told to forget. */
  @SuppressWarnings({"removal", "UnusedMethod"})
  private static void handOver() {
    Thread.currentThread().getThreadGroup().setDaemon(true);
    CellControl control = current;
    Run run = control == null ? null : control.run;
    if (control != null && run != null) {
      Thread.setDefaultUncaughtExceptionHandler(control.failures); // JShell's is silent
      Thread worker = control.worker();
      control.runs.add(run);
      run.await(worker);
    }
  }

  /** The cells' thread; a new one after a stop that hit it between two cells. */
  private Thread worker() {
    Thread thread = worker;
    if (thread == null || !thread.isAlive()) {
      thread = new Thread(group, this::work, "cells");
      thread.setDaemon(true);
      thread.start();
      worker = thread;
    }
    return thread;
  }

  private void work() {
    try {
      while (true) {
        Run next = runs.take();
        Thread.currentThread().setContextClassLoader(loader.declarations());
        next.perform();
        if (next.failure() instanceof OutOfMemoryError) {
          reserve.letGo();
        }
      }
    } catch (InterruptedException end) {
      // close
    }
  }

  /** The code's chance to end in good order: it is interrupted, as Thread.interrupt does it. */
  void nudge() {
    Run running = run;
    nudged = running == null;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Voids what was asked of an earlier cell. */
  void forgetNudge() {
    nudged = false;
  }

  /** Hands on what ends threads that cells have started. */
  void report(UncaughtExceptionHandler failures) {
    this.failures = failures;
  }

  /** True if this is the thread that runs the cells. */
  boolean runsOn(Thread thread) {
    return thread == worker;
  }

  /**
   * Stops the code of this cell, and what cells left running beside it: threads, other programs.
   */
  @Override
  public void stop() throws EngineTerminationException, InternalException {
    nudge();
    if (WOVEN) {
      super.stop();
    } else {
      Run running = run;
      if (running != null) {
        running.stop();
      }
      others.stop();
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
  }

  /** After a stop, waits until no other thread runs code of a cell. */
  void settle() {
    others.settle();
  }

  /** The last run, which is forgotten here so that nothing keeps its value. */
  @Nullable Run take() {
    Run last = run;
    run = null;
    current = null;
    return last;
  }

  StackTraceElement[] whereabouts() {
    Run running = run;
    return running == null ? new StackTraceElement[0] : running.whereabouts();
  }

  @Override
  public void close() {
    Thread thread = worker;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
