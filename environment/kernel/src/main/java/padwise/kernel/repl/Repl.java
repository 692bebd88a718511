package padwise.kernel.repl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.CellSource.CellPart;

/** A Java session: cells go in, one at a time; values, or one readable error, come out. */
public final class Repl implements AutoCloseable {
  private static final Path PACKAGES = Path.of(System.getProperty("padwise.packages", ""));

  private final MemoryReserve reserve = new MemoryReserve(() -> this.interruption.full());
  private final Origins origins = new Origins();
  private final Declarations declarations = new Declarations(origins);
  private final CellControl control = new CellControl(reserve, declarations);
  private final JShell shell =
      JShell.builder()
          .executionEngine(control, Map.of())
          .compilerOptions(previewOptions())
          .fileManager(files -> ClassPath.listed(files, PACKAGES))
          .build();
  private final JShellInternals internals = new JShellInternals(shell);
  private final Variables variables = new Variables(shell, internals, declarations);
  private final Assistant assistant = new Assistant(this);
  private final ImportHints imports = new ImportHints(PACKAGES, declarations);
  private final NameHints hints = new NameHints(variables, imports, assistant);
  private final MissingNames missing = new MissingNames(shell, hints);
  private final Consumer<String> magics;
  private final Consumer<String> notices;
  private volatile Interruption interruption; // of the last cell
  private volatile @Nullable Reports lastReports; // of the last cell, too

  /**
   * @param magics answers lines that begin with a percent sign
   * @param notices takes what must be said while a cell runs
   */
  public Repl(Consumer<String> magics, Consumer<String> notices) {
    this.magics = magics;
    this.notices = notices;
    interruption = new Interruption(control, notices);
    interruption.end();
    internals.pauseIndex(true);
    origins.readBy(internals);
    Thread.setDefaultUncaughtExceptionHandler(this::report);
    declarations.explainMissingNames(missing::words);
  }

  /** Preview features are on if the variable says so that java itself reads. */
  private static String[] previewOptions() {
    return String.valueOf(System.getenv("JDK_JAVA_OPTIONS")).contains("--enable-preview")
        ? new String[] {"--enable-preview", "-source", "" + Runtime.version().feature()}
        : new String[0];
  }

  /** A thread has ended in an exception, which no cell will see. */
  private void report(Thread thread, Throwable failure) {
    boolean ofCell = thread.getContextClassLoader() == declarations;
    if (failure instanceof OutOfMemoryError && ofCell) {
      reserve.note(true);
    } else if (failure instanceof OutOfMemoryError) { // such as a socket's
      reserve.endKernel(thread);
    }
    if (!CellControl.isStop(failure)) {
      String name = thread.getName().isEmpty() ? "without a name" : thread.getName(); // virtual
      notices.accept(String.format("In the thread %s:%n%s%n", name, words(failure)));
    }
  }

  private String words(Throwable failure) {
    Reports reports = lastReports;
    List<String> lines =
        reports == null ? Reports.title(failure) : reports.thrown(failure).report();
    return String.join(System.lineSeparator(), lines);
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
    } catch (OutOfMemoryError compilingOrTelling) {
      throw outOfMemory(compilingOrTelling, stop);
    } catch (StackOverflowError compiling) {
      throw new CellException(
          Diagnosis.TITLE,
          "this is too long or too deep for Java's compiler. Divide it.",
          List.of());
    } finally {
      stop.end();
      reserve.note(false);
    }
  }

  /**
   * Imports what cells need not import.
   *
   * @param imports of packages that are there: only a JShell of another kind looks for them
   */
  public void trust(List<String> imports) throws CellException {
    if (!internals.trust(imports)) {
      prepare(String.join("\n", imports));
    }
  }

  /** Runs code of the kernel's own, which no press of stop ends. */
  public void prepare(String text) throws CellException {
    var unreached = new Interruption(control, notices);
    try {
      eval(text, 0, value -> value, unreached);
    } finally {
      unreached.end();
    }
  }

  private synchronized @Nullable Object eval(
      String text, int cell, UnaryOperator<Object> rendering, Interruption stop)
      throws CellException {
    stop.begin();
    reserve.beginCell();
    variables.beginCell(cell);
    missing.beginCell();
    var source = CellSource.of(text, shell.sourceCodeAnalysis());
    var reports = new Reports(source, cell, shell, origins, variables, hints);
    lastReports = reports;
    try {
      run(source, reports, stop);
      Object value = LastValue.take();
      return value == null || value instanceof PrintStream
          ? null
          : rendered(value, rendering, reports, stop);
    } catch (CellException problem) {
      if (stop.isFull()) {
        throw outOfMemory(null, stop);
      }
      if (stop.isPressed()) {
        control.settle();
      }
      throw problem;
    } finally {
      LastValue.set(null);
      missing.unusable().forEach(each -> variables.note(shell.drop(each), null));
      missing.formers().forEach(this::again);
      missing.warnings(source).forEach(line -> notices.accept(line + System.lineSeparator()));
      variables.losses().forEach(line -> notices.accept(line + System.lineSeparator()));
      internals.forgetPast();
      control.forgetNudge();
    }
  }

  /** Makes room and says so: first what takes no memory, as there may be none. */
  private synchronized CellException outOfMemory(
      @Nullable OutOfMemoryError full, Interruption stop) {
    reserve.letGo();
    Set<String> emptied = variables.forgetThisCell();
    if (stop.isFull()) {
      control.settle();
    }
    return Reports.outOfMemory(full, emptied);
  }

  private void run(CellSource source, Reports reports, Interruption stop) throws CellException {
    if (source.openComment() >= 0) {
      throw reports.refused(source.openComment(), "a comment begins here and has no end, */");
    }
    for (CellPart part : source.parts()) {
      if (part.isIncomplete()) {
        evaluate(part, source, reports, stop); // JShell says what is wrong with it
      }
    }
    try {
      for (CellPart part : source.parts().subList(importTogether(source), source.parts().size())) {
        if (stop.isFinal()) {
          throw reports.interrupted(part);
        }
        int end = Returns.in(part.code());
        if (end >= 0) {
          throw reports.refused(
              part.offset() + end,
              "return ends a method, and this is in none. A value alone on the last line is shown");
        }
        if (part.isMagic()) {
          magic(part, reports);
        } else {
          evaluate(part, source, reports, stop);
        }
      }
    } catch (CellException problem) {
      missing.refuse(source, false); // it may be the reason
      throw problem;
    }
    missing.refuse(source, true);
  }

  /** Takes in the imports at the head of a session's first cell; how many parts of it they are. */
  private int importTogether(CellSource source) {
    List<String> imports =
        source.parts().stream()
            .map(CellPart::code)
            .takeWhile(code -> code.matches("import (?!module ).*"))
            .toList();
    boolean isFirst = shell.snippets().allMatch(each -> each.kind() == Kind.IMPORT);
    return isFirst && imports.size() > 1 && internals.importAll(imports) ? imports.size() : 0;
  }

  private @Nullable Object rendered(
      Object value, UnaryOperator<Object> rendering, Reports reports, Interruption stop)
      throws CellException {
    Run run = control.call(() -> rendering.apply(value));
    Throwable failure = run.failure();
    if (failure instanceof OutOfMemoryError full) {
      throw outOfMemory(full, stop);
    } else if (failure != null) {
      throw stop.isPressed()
          ? reports.interrupted(null)
          : reports.thrown(failure, CellException.UNSHOWN);
    }
    return run.value();
  }

  private void magic(CellPart part, Reports reports) throws CellException {
    try {
      magics.accept(part.code());
    } catch (RuntimeException problem) {
      throw reports.magic(part, problem);
    }
  }

  private void evaluate(CellPart part, CellSource cell, Reports reports, Interruption stop)
      throws CellException {
    reports.begin(part);
    List<SnippetEvent> events = compileAndRun(part, cell, reports);
    Run run = control.take();
    Throwable failure = run == null ? null : run.failure();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        reports.know(event, part);
      } else {
        missing.changed(event);
      }
    }
    if (events.get(0).snippet() instanceof PersistentSnippet) { // what only runs compiles no method
      internals.separateMethods();
    }
    variables.note(events, failure);
    newestStays(events.get(0).snippet());
    Run unused = control.take(); // of a declaration that came again
    if (failure instanceof OutOfMemoryError full) {
      throw outOfMemory(full, stop);
    }
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null && !missing.waits(event.snippet(), part)) {
        reports.check(event, failure, stop);
      }
    }
  }

  /**
   * Where an import and a declaration have one name, no later cell that uses it would compile. Of a
   * class the newer stays; a variable or method hides what is imported, as in Java's own classes.
   */
  private void newestStays(Snippet newer) {
    if (newer instanceof PersistentSnippet named && shell.status(newer).isDefined()) {
      shell
          .snippets()
          .filter(each -> clash(each, named) || clash(named, each))
          .map(each -> newer.kind() == Kind.IMPORT && !isType(each) ? newer : each)
          .filter(each -> shell.status(each).isActive())
          .toList()
          .forEach(hidden -> variables.note(shell.drop(hidden), null));
    }
  }

  private static boolean clash(Snippet imported, Snippet declared) {
    return imported instanceof ImportSnippet one
        && declared instanceof DeclarationSnippet other
        && one.name().equals(other.name())
        && (one.isStatic() || isType(other));
  }

  private static boolean isType(Snippet snippet) {
    return snippet.kind() == Kind.TYPE_DECL;
  }

  private List<SnippetEvent> compileAndRun(CellPart part, CellSource cell, Reports reports)
      throws CellException {
    try {
      for (String statement : LastValue.statements(part.code(), cell.isShown(part))) {
        List<SnippetEvent> events = internals.run(statement);
        if (events.isEmpty()) {
          events = shell.eval(statement);
        }
        if (events.get(0).status() != Status.REJECTED) {
          return events;
        }
      }
      List<SnippetEvent> events = shell.eval(part.code());
      Optional<String> mended = Diagnosis.mended(part.code(), events.get(0).snippet(), cell, shell);
      if (mended.isEmpty()) {
        return sealedAnew(part.code(), events);
      }
      List<SnippetEvent> next = sealedAnew(mended.get(), shell.eval(mended.get()));
      if (shell.status(next.get(0).snippet()) == Status.RECOVERABLE_NOT_DEFINED) {
        variables.note(events, null); // of a former sealed type
      }
      return next;
    } catch (InternalError noStatement) { // JShell can't take a lone keyword
      throw reports.refused(part.offset(), "this is no whole statement");
    } catch (AssertionError unknownTypes) { // nor a method beside one that lacks a type
      throw reports.refused(part.offset(), "this mentions a type that nothing declares");
    }
  }

  /**
   * JDK 17 takes a sealed type that permits new classes only if it knows none of them: those it
   * knows go and come again.
   */
  private List<SnippetEvent> sealedAnew(String code, List<SnippetEvent> events) {
    if (!Diagnosis.permitsNewClasses(events.get(0).snippet(), shell)) {
      return events;
    }
    List<Snippet> known =
        shell
            .snippets()
            .filter(each -> shell.status(each) == Status.RECOVERABLE_NOT_DEFINED && isType(each))
            .toList();
    variables.note(events, null);
    known.forEach(each -> variables.note(shell.drop(each), null));
    List<SnippetEvent> again = shell.eval(code);
    known.forEach(this::again);
    return again;
  }

  private void again(Snippet former) {
    origins.begin(former);
    List<SnippetEvent> events = shell.eval(former.source());
    events.stream().filter(event -> event.causeSnippet() == null).forEach(origins::know);
    variables.note(events, null);
  }

  /** A text of Java in the reader's words. */
  public String readable(String text) {
    return text.contains("$JShell$") ? ValueText.readable(origins.readable(text)) : text;
  }

  /**
   * Ends the running cell: by Thread.interrupt, and after a second, or if called again, at once.
   * Where none runs, threads and programs end that cells have left.
   */
  public void interrupt() {
    if (!interruption.press()) {
      Interruption.aside(this::settle);
    }
  }

  private synchronized void settle() {
    control.settle();
  }

  /** Tells if a cell could run, as far as its form goes. */
  public synchronized Completeness completeness(String text) {
    List<CellPart> parts = CellSource.of(text, shell.sourceCodeAnalysis()).parts();
    return parts.isEmpty() ? Completeness.EMPTY : parts.get(parts.size() - 1).completeness();
  }

  /** The parts behind JShell's interface. */
  public JShellInternals internals() {
    return internals;
  }

  /** Completes and explains code of this session. */
  public Assistant assistant() {
    return assistant;
  }

  /** The session's JShell. */
  public JShell shell() {
    return shell;
  }

  @Override
  public void close() {
    reserve.close();
    shell.close();
    internals.pauseIndex(false); // its thread, which all sessions share, waits and holds this one
  }
}
