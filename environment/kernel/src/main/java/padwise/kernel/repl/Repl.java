package padwise.kernel.repl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.CellSource.Part;

/** A Java session: cells go in, one at a time; values, or one readable error, come out. */
public final class Repl implements AutoCloseable {
  /** Answers lines that begin with a percent sign. */
  @FunctionalInterface
  public interface Magics {
    @Nullable Object run(String line) throws Exception;
  }

  /** True if a JDK's preview features are on, as the variable says that java itself reads. */
  public static final boolean PREVIEW =
      String.valueOf(System.getenv("JDK_JAVA_OPTIONS")).contains("--enable-preview");

  private static final Path PACKAGES = Path.of(System.getProperty("padwise.packages", ""));

  private final MemoryReserve reserve = new MemoryReserve(this::endFullCell);
  private final CellControl control = new CellControl(reserve);
  private final AtomicInteger values = new AtomicInteger();
  private final JShell shell =
      JShell.builder()
          .executionEngine(control.provider(), Map.of())
          .compilerOptions(previewOptions())
          .fileManager(files -> new CellFiles(files, PACKAGES))
          .tempVariableNameGenerator(() -> ClassCode.VALUE + values.incrementAndGet())
          .build();
  private final JShellInternals internals = new JShellInternals(shell);
  private final Variables variables = new Variables(shell, internals, control.declarations());
  private final ImportHints imports = new ImportHints(PACKAGES);
  private final MissingNames missing =
      new MissingNames(shell, name -> imports.of(name, control.declarations()));
  private final Leftovers leftovers = new Leftovers(shell, internals);
  private final Magics magics;
  private final Consumer<String> notices;
  private volatile @Nullable Interruption interruption; // of the last cell

  /**
   * @param magics answers lines that begin with a percent sign
   * @param notices takes what must be said while a cell runs
   */
  public Repl(Magics magics, Consumer<String> notices) {
    this.magics = magics;
    this.notices = notices;
    internals.pauseIndex();
    control.report(this::report);
    control.declarations().explainMissingNames(missing::words);
  }

  private static String[] previewOptions() {
    String release = String.valueOf(Runtime.version().feature());
    return PREVIEW ? new String[] {"--enable-preview", "-source", release} : new String[0];
  }

  /** A thread has ended in an exception, which no cell will see. */
  private void report(Thread thread, Throwable failure) {
    boolean ofCell = thread.getContextClassLoader() == control.declarations();
    if (!ofCell && failure instanceof OutOfMemoryError) { // such as a socket's
      reserve.endKernel(thread);
    }
    if (!CellControl.isStop(failure)) {
      String title = String.join(System.lineSeparator(), Reports.title(failure));
      notices.accept(String.format("%s%nin the thread %s.%n", title, thread.getName()));
    }
  }

  /**
   * Runs a cell: part after part, or nothing at all if one of them is not Java.
   *
   * @param text of the cell
   * @param cell its number, by which a reader is told to run it again; 0 if it has none
   * @param rendering makes of its value what is shown; it runs where the cell runs
   * @return the rendered value of its last line, or null if that is not an expression, ends in a
   *     semicolon, or has nothing to show
   * @throws CellException if it does not compile, throws, or is interrupted
   */
  public @Nullable Object eval(String text, int cell, UnaryOperator<Object> rendering)
      throws CellException {
    if (control.runsOn(Thread.currentThread())) {
      throw new IllegalStateException("a cell can't evaluate another one while it runs");
    }
    var stop = new Interruption(control, notices);
    interruption = stop; // from now on: stop may be pressed while the kernel still starts
    try {
      return eval(text, cell, rendering, stop);
    } finally {
      stop.end();
    }
  }

  /** Runs a cell without a number. */
  public @Nullable Object eval(String text) throws CellException {
    return eval(text, 0, value -> value);
  }

  private synchronized @Nullable Object eval(
      String text, int cell, UnaryOperator<Object> rendering, Interruption stop)
      throws CellException {
    variables.beginCell(cell);
    missing.beginCell();
    var source = CellSource.of(text, shell.sourceCodeAnalysis());
    try {
      var reports = new Reports(source, shell, variables);
      Object value = run(source, reports, stop);
      if (value == null || value instanceof PrintStream || !source.endsInExpression()) {
        return null;
      }
      return rendered(value, rendering, reports, stop);
    } catch (CellException problem) {
      if (stop.isFull()) {
        Set<String> emptied = variables.forgetThisCell();
        control.settle();
        throw Reports.outOfMemory(new OutOfMemoryError(), emptied);
      }
      if (stop.isPressed()) {
        control.settle();
      }
      throw problem;
    } catch (OutOfMemoryError whileCompiling) {
      throw Reports.outOfMemory(whileCompiling, variables.forgetThisCell());
    } finally {
      missing.warnings(source).forEach(line -> notices.accept(line + System.lineSeparator()));
      variables.losses().forEach(line -> notices.accept(line + System.lineSeparator()));
      leftovers.clear();
      control.forgetNudge();
    }
  }

  private @Nullable Object run(CellSource source, Reports reports, Interruption stop)
      throws CellException {
    if (source.openComment() >= 0) {
      throw reports.refused(source.openComment(), "a comment begins here and has no end, */");
    }
    for (Part part : source.parts()) {
      if (part.isIncomplete()) {
        evaluate(part, reports, stop); // JShell says what is wrong with it
      }
    }
    Object last = null;
    try {
      for (Part part : source.parts()) {
        if (stop.isFinal()) {
          throw reports.interrupted(part);
        }
        last = part.isMagic() ? magic(part, reports) : evaluate(part, reports, stop);
      }
    } catch (CellException problem) {
      missing.refuse(source); // it may be the reason
      throw problem;
    }
    missing.refuse(source);
    return last;
  }

  private @Nullable Object rendered(
      Object value, UnaryOperator<Object> rendering, Reports reports, Interruption stop)
      throws CellException {
    Run run = control.call(() -> rendering.apply(value));
    Throwable failure = run.failure();
    if (failure instanceof OutOfMemoryError full) {
      throw Reports.outOfMemory(full, variables.forgetThisCell());
    } else if (failure != null) {
      throw stop.isPressed() ? reports.interrupted(null) : CellException.ofKernel(failure);
    }
    return run.value();
  }

  private @Nullable Object magic(Part part, Reports reports) throws CellException {
    try {
      return magics.run(part.code());
    } catch (Exception problem) {
      throw reports.magic(part, problem);
    }
  }

  private @Nullable Object evaluate(Part part, Reports reports, Interruption stop)
      throws CellException {
    List<SnippetEvent> events = compileAndRun(part, reports);
    Run run = control.take();
    Object value = null;
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        reports.know(event.snippet(), part);
        value = run != null && isValue(event.snippet()) ? run.value() : null;
      }
    }
    variables.note(events, run);
    if (run != null && run.failure() instanceof OutOfMemoryError full) {
      throw Reports.outOfMemory(full, variables.forgetThisCell());
    }
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null && !missing.waits(event.snippet(), part)) {
        reports.check(event, run == null ? null : run.failure(), stop);
      }
    }
    return value;
  }

  private List<SnippetEvent> compileAndRun(Part part, Reports reports) throws CellException {
    try {
      List<SnippetEvent> events = shell.eval(part.code());
      Optional<String> mended = Diagnosis.mended(part.code(), events.get(0).snippet(), shell);
      return mended.isPresent() ? shell.eval(mended.get()) : events;
    } catch (InternalError noStatement) { // JShell can't take a lone keyword
      throw reports.refused(part.offset(), "this is no whole statement");
    }
  }

  private static boolean isValue(Snippet snippet) {
    SubKind kind = snippet.subKind();
    return kind == SubKind.VAR_VALUE_SUBKIND
        || kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || kind == SubKind.ASSIGNMENT_SUBKIND
        || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
  }

  /**
   * Ends the running cell: by Thread.interrupt, and after a second, or if called again, at once.
   */
  public void interrupt() {
    Interruption stop = interruption;
    if (stop != null) {
      stop.press();
    }
  }

  private void endFullCell() {
    Interruption stop = interruption;
    if (stop != null) {
      stop.full();
    }
  }

  /** Tells if a cell could run, as far as its form goes. */
  public synchronized Completeness completeness(String text) {
    List<Part> parts = CellSource.of(text, shell.sourceCodeAnalysis()).parts();
    return parts.isEmpty() ? Completeness.EMPTY : parts.get(parts.size() - 1).completeness();
  }

  /** The parts behind JShell's interface. */
  public JShellInternals internals() {
    return internals;
  }

  /** The session's JShell, for completion and documentation. */
  public JShell shell() {
    return shell;
  }

  @Override
  public void close() {
    reserve.close();
    shell.close();
  }
}
