package padwise.kernel.repl;

import java.lang.Thread.State;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of all cells on one thread, so that what ND4J keeps for a thread stays, and stops
 * it.
 *
 * <p>The JDK has two ways of stopping code: up to JDK 19 {@code Thread.stop}, later a check that is
 * woven into every method and loop of a cell.
 */
final class CellControl extends LocalExecutionControl implements ExecutionControlProvider {
  static final boolean WOVEN = Runtime.version().feature() >= 20;
  private static final Set<State> UNREACHED = // by Thread.stop, or by Thread.interrupt
      WOVEN ? EnumSet.of(State.BLOCKED, State.WAITING) : EnumSet.of(State.BLOCKED);
  private static final int PATIENCE = 100;
  private static final int LOOKS = 10; // on a busy machine a pool is slow to begin its next task

  private final MemoryReserve reserve;
  private final Declarations declarations;
  private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread worker;
  private volatile @Nullable Run run;
  private volatile boolean nudged; // between two snippets, or while one compiles

  /**
   * @param reserve makes room for what is said of a cell that has filled the memory
   * @param declarations takes in what cells declare
   */
  CellControl(MemoryReserve reserve, Declarations declarations) {
    super(declarations);
    this.reserve = reserve;
    this.declarations = declarations;
  }

  @Override
  public String name() {
    return "padwise";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return this;
  }

  /** The JDK would weave in its checks here, but not into code that joins two types of cells. */
  @Override
  public void load(ClassBytecodes[] codes) throws ClassInstallException {
    declarations.load(codes);
  }

  /** New code for what is declared already. */
  @Override
  public void redefine(ClassBytecodes[] codes) throws ClassInstallException {
    load(codes);
  }

  /** JShell asks for a text to show; here {@link Run} hands over values themselves. */
  @Override
  public String varValue(String className, String name) {
    return "";
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    Run thisRun = run; // of the variable before, where one line declares several
    if (thisRun == null || thisRun.failure() == null) {
      thisRun = new Run(() -> snippet.invoke(null));
      perform(thisRun);
    }
    Throwable failure = thisRun.failure();
    if (isStop(failure)) {
      throw new StoppedException();
    }
    if (failure == null) {
      return "";
    }
    String name = failure.getClass().getName();
    throw new UserException("", name, new StackTraceElement[0]); // Reports asks for the rest
  }

  /**
   * Runs code that is not a snippet's where snippets run, so that it can be stopped as they are.
   */
  Run call(Callable<?> code) {
    var thisRun = new Run(code);
    try {
      perform(thisRun);
    } finally {
      take();
    }
    return thisRun;
  }

  private void perform(Run thisRun) {
    if (nudged) {
      nudged = false;
      thisRun.interrupt();
    }
    run = thisRun;
    StopCheck.stopAll(false);
    Thread thread = worker();
    runs.add(thisRun);
    thisRun.await(thread);
  }

  /** True if code ended since it was stopped. */
  @SuppressWarnings("removal")
  static boolean isStop(@Nullable Throwable failure) {
    return failure instanceof ThreadDeath;
  }

  /** The cells' thread; a new one after a stop that hit it between two cells. */
  private Thread worker() {
    Thread thread = worker;
    if (thread == null || !thread.isAlive()) {
      thread = new Thread(this::work, "cells");
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
        Thread.currentThread().setContextClassLoader(declarations);
        next.perform();
        if (Thread.currentThread() != worker) { // left behind
          return;
        }
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

  /** True if this is the thread that runs the cells. */
  boolean runsOn(Thread thread) {
    return thread == worker;
  }

  /** Stops the code of this cell, and what cells left running beside it: threads, programs. */
  @Override
  public void stop() {
    nudge();
    StopCheck.stopAll(true);
    Run running = run;
    if (running != null && !WOVEN) {
      running.stop();
    }
    stopOthers();
  }

  /**
   * After a stop: a pool's thread that lost one task takes the next; waits until none is left, in
   * several looks, as between two tasks none is seen.
   */
  void settle() {
    StopCheck.stopAll(true);
    try {
      int calm = 0;
      for (int i = 0; i < PATIENCE && calm < LOOKS; i++) {
        calm = others().findAny().isPresent() ? 0 : calm + 1;
        stopOthers();
        Thread.sleep(10);
      }
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    } finally {
      StopCheck.stopAll(false);
    }
  }

  /** From JDK 20 on, what waits is woken, and ends at its next loop or method. */
  @SuppressWarnings({"removal", "deprecation"})
  private void stopOthers() {
    others().forEach(WOVEN ? Thread::interrupt : Thread::stop);
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
  }

  /** Threads beside the cells' own that run what a cell has started, such as those of a pool. */
  private Stream<Thread> others() {
    return threads((thread, calls) -> inCell(calls) || (!WOVEN && inPool(thread, calls)));
  }

  private Stream<Thread> othersAndPools() {
    return threads((thread, calls) -> inCell(calls) || inPool(thread, calls));
  }

  private Stream<Thread> threads(BiPredicate<Thread, StackTraceElement[]> wanted) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> !runsOn(each.getKey()) && !StopCheck.isFor(each.getKey()))
        .filter(each -> wanted.test(each.getKey(), each.getValue()))
        .map(Map.Entry::getKey);
  }

  /** True if code of a cell is among these calls. */
  private static boolean inCell(StackTraceElement[] calls) {
    return Arrays.stream(calls).anyMatch(call -> call.getClassName().startsWith(ClassCode.PACKAGE));
  }

  /** True if it does a part of a parallel stream, which only cells begin. */
  private static boolean inPool(Thread thread, StackTraceElement[] calls) {
    return thread.getName().startsWith("ForkJoinPool.commonPool-worker")
        && Arrays.stream(calls).anyMatch(call -> call.getMethodName().equals("doExec"));
  }

  /**
   * Leaves the cells' thread behind if it waits for what may never come, a lock or a result, and
   * nothing else computes: Java can't wake it. Its code ends if it ever goes on.
   */
  boolean leaveWaiting() {
    Thread thread = worker;
    Run running = run;
    if (thread == null
        || running == null
        || !UNREACHED.contains(thread.getState())
        || othersAndPools().anyMatch(other -> other.getState() == State.RUNNABLE)) {
      return false;
    }
    others().forEach(StopCheck::stopFor);
    StopCheck.stopFor(thread);
    worker = null;
    running.leave();
    return true;
  }

  /** The last run, which is forgotten here so that nothing keeps its value. */
  @Nullable Run take() {
    Run last = run;
    run = null;
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
