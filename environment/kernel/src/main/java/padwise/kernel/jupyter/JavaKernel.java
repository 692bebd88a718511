package padwise.kernel.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.Assistant;
import padwise.kernel.repl.CellException;
import padwise.kernel.repl.Repl;
import padwise.kernel.repl.ValueText;

/** A JJava kernel whose cells run in a {@link Repl}. */
final class JavaKernel extends BaseKernel {
  /** Stock JJava's imports, so that a notebook runs on both. */
  private static final String IMPORTS =
      """
      import java.util.*;
      import java.io.*;
      import java.math.*;
      import java.net.*;
      import java.time.*;
      import java.util.concurrent.*;
      import java.util.prefs.*;
      import java.util.regex.*;
      import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*;
      """;

  private static final long WARMING = 500_000_000; // nanoseconds

  private final NotebookIo notebook;
  private final History history;
  private final Repl repl;
  private final Preloading preloading = new Preloading();
  private boolean assistantIsOpen; // only when it is asked
  private volatile boolean cellCame;

  JavaKernel(NotebookIo notebook, History history) {
    super(
        "padwise",
        version(),
        language(),
        List.of(),
        history,
        notebook,
        new CommManager(),
        new PlainRenderer(),
        null,
        new MagicsRegistry(),
        true,
        new StringStyler.Builder().build());
    this.notebook = notebook;
    this.history = history;
    repl = new Repl(this::magic, notice -> notebook.print(StreamType.ERR, notice));
  }

  /** The project's version, as the jar has it from the POM. */
  private static String version() {
    String version = JavaKernel.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  private static LanguageInfo language() {
    return new LanguageInfo.Builder("Java")
        .version(String.valueOf(Runtime.version().feature()))
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("java")
        .build();
  }

  @Override
  public void onStartup() {
    super.onStartup();
    notebook.begin(repl::readable);
    try {
      repl.trust(IMPORTS.lines().toList());
      warm();
    } catch (CellException e) {
      throw unchecked(e);
    }
  }

  /**
   * Until the first cell comes, runs some that nobody sees: Java compiles its own compiler, too,
   * only when that has been at work.
   */
  private void warm() throws CellException {
    long end = System.nanoTime() + WARMING;
    for (int i = 0; !cellCame && System.nanoTime() < end; i++) {
      repl.prepare(i % 2 == 0 ? "1 + 1" : "import java.util.*;"); // a value, a declaration
    }
  }

  private void magic(String line) {
    LineMagics.run(line, jar -> repl.shell().addToClasspath(jar.toString()));
  }

  @Override
  public @Nullable Object evalRaw(String source) {
    try {
      return repl.eval(source, 0, value -> value);
    } catch (CellException e) {
      throw unchecked(e);
    }
  }

  private static IllegalStateException unchecked(CellException problem) {
    return new IllegalStateException(String.join("\n", problem.report()), problem);
  }

  /** Answers the requests that come over a connection, from now on. */
  void answer(Connection connection) {
    becomeHandlerForConnection(connection);
    commManager.setIOPubChannel(connection.iopub());
    connection.setHandler(
        MessageType.EXECUTE_REQUEST,
        (ShellReplyEnvironment env, Message<ExecuteRequest> message) ->
            execute((Reply) env, message, connection));
    connection.setHandler(
        MessageType.KERNEL_INFO_REQUEST,
        (ShellReplyEnvironment env, Message<KernelInfoRequest> message) -> {
          connection.iopub().awaitListener();
          handleKernelInfoRequest(env, message);
        });
    connection.connect();
  }

  private void execute(Reply reply, Message<ExecuteRequest> message, Connection connection) {
    cellCame = true;
    ExecuteRequest request = message.getContent();
    boolean counts = !request.isSilent() && request.shouldStoreHistory();
    int count = counts ? executionCount.getAndIncrement() : executionCount.get();
    commManager.setMessageContext(message);
    reply.setBusyDeferIdle();
    notebook.attach(reply, request);
    if (counts) {
      history.add(count, request.getCode());
    }
    if (!request.isSilent()) {
      reply.publish(new PublishExecuteInput(request.getCode(), count));
    }
    preloading.consider(request.getCode());
    try {
      DisplayData shown = value(request.getCode(), count);
      if (shown != null && !request.isSilent()) {
        reply.publish(new PublishExecuteResult(count, shown));
      }
      var done =
          Map.of("execution_count", count, "payload", List.of(), "user_expressions", Map.of());
      reply.defer(() -> reply.replyWith(MessageType.EXECUTE_REPLY, done));
    } catch (CellException problem) {
      refuse(reply, request, count, problem);
    } catch (RuntimeException | Error ours) {
      connection.report("cell", ours);
      refuse(reply, request, count, CellException.ofKernel(ours));
    }
  }

  private @Nullable DisplayData value(String text, int count) throws CellException {
    Optional<String> asked = LineMagics.nameAsked(text);
    return asked.isPresent()
        ? help(asked.get())
        : (DisplayData) repl.eval(text, count, this::rendered);
  }

  private DisplayData rendered(Object value) {
    Object words = value instanceof String text ? repl.readable(text) : value;
    return words instanceof DisplayData data ? data : renderer.render(words);
  }

  /** The text of what has no other form is the same on every run. */
  private static final class PlainRenderer extends Renderer {
    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
      if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
        data.putText(ValueText.of(value));
      }
      return data;
    }
  }

  private void refuse(Reply reply, ExecuteRequest request, int count, CellException problem) {
    notebook.renewOutputs();
    String words = String.valueOf(problem.getMessage());
    var report = new ArrayList<String>(problem.report());
    if (problem.name().equals("CompileError")) {
      LineMagics.inJava(request.getCode()).ifPresent(report::add);
    }
    reply.publish(new PublishError(problem.name(), words, report));
    if (request.shouldStopOnError()) {
      reply.stopWhatFollows();
    }
    var error = new ErrorReply(problem.name(), words, report);
    error.setExecutionCount(count);
    reply.defer(() -> reply.replyError(MessageType.EXECUTE_REPLY.error(), error));
  }

  @Override
  public void interrupt() {
    repl.interrupt();
  }

  private Assistant assistant() {
    if (!assistantIsOpen) {
      assistantIsOpen = true;
      repl.assistant().open(sources());
    }
    return repl.assistant();
  }

  /** The folders and jars with sources that the system property {@code padwise.sources} names. */
  private static List<Path> sources() {
    var roots = new ArrayList<Path>();
    for (String place : System.getProperty("padwise.sources", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(place);
      try {
        if (Files.isDirectory(path)) {
          roots.add(path);
        } else if (place.endsWith(".jar") && Files.isRegularFile(path)) {
          roots.add(FileSystems.newFileSystem(path).getPath("/"));
        }
      } catch (IOException unreadable) {
        // Then this library is shown without its Javadoc.
      }
    }
    return roots;
  }

  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean detailed) {
    String text = assistant().explain(code, index(code, at));
    return text.isEmpty() ? null : new DisplayData(text);
  }

  /** The answer to {@code name?}: what Shift-Tab shows behind a name. */
  private DisplayData help(String name) {
    String text = assistant().explain(name, name.length());
    return new DisplayData(
        text.isEmpty()
            ? name + ": nothing is known of it. Has the cell run that declares or imports it?"
            : text + "\n\nShift-Tab behind the name shows this, too.");
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    int cursor = index(code, at);
    String line = code.substring(code.lastIndexOf('\n', cursor - 1) + 1, cursor);
    List<String> texts = LineMagics.startingWith(line);
    int start = cursor - line.length();
    if (!line.startsWith("%")) {
      Assistant.Completion found = assistant().complete(code, cursor);
      texts = found.texts();
      start = found.start();
    }
    return new ReplacementOptions(
        texts, code.codePointCount(0, start), code.codePointCount(0, cursor));
  }

  /** The protocol counts characters, of which Java keeps an emoji as two. */
  private static int index(String code, int characters) {
    return code.offsetByCodePoints(
        0, Math.max(0, Math.min(characters, code.codePointCount(0, code.length()))));
  }

  @Override
  public String isComplete(String code) {
    return switch (repl.completeness(code)) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> IS_COMPLETE_YES;
      case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> "  ";
      case UNKNOWN -> IS_COMPLETE_BAD;
    };
  }
}
