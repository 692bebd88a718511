package padwise.kernel.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.CellException;
import padwise.kernel.repl.ValueText;

/** Runs the cell of a request and words the reply. */
final class ExecuteHandler {
  private final JavaKernel kernel;
  private final Streams streams;
  private final Connection connection;
  private final Preloading preloading = new Preloading();

  ExecuteHandler(JavaKernel kernel, Streams streams, Connection connection) {
    this.kernel = kernel;
    this.streams = streams;
    this.connection = connection;
  }

  /** The content of the reply; outputs go out meanwhile. */
  Map<String, Object> run(Reply reply, ExecuteRequest request, int count) {
    preloading.consider(request.getCode());
    try {
      DisplayData shown = value(request.getCode(), count);
      if (shown != null && !request.isSilent()) {
        reply.publish(new PublishExecuteResult(count, shown));
      }
      return new LinkedHashMap<>(
          Map.of("status", "ok", "payload", List.of(), "user_expressions", Map.of()));
    } catch (CellException problem) {
      return refusal(reply, request, problem);
    } catch (RuntimeException | Error ours) {
      connection.report("cell", ours);
      return refusal(reply, request, CellException.ofKernel(ours));
    }
  }

  private @Nullable DisplayData value(String cell, int count) throws CellException {
    Optional<String> asked = IPythonLines.nameAsked(cell);
    return asked.isPresent()
        ? kernel.help(asked.get())
        : (DisplayData) kernel.repl().eval(cell, count, this::rendered);
  }

  private DisplayData rendered(Object value) {
    if (value instanceof DisplayData data) {
      return data;
    }
    if (ValueText.isBetter(value)) {
      return new DisplayData(ValueText.of(value));
    }
    DisplayData data = kernel.getRenderer().render(value);
    if (data.getData(MIMEType.TEXT_PLAIN) instanceof String text) {
      data.putText(ValueText.readable(text));
    }
    return data;
  }

  private Map<String, Object> refusal(Reply reply, ExecuteRequest request, CellException problem) {
    streams.renew();
    String words = String.valueOf(problem.getMessage());
    var report = new ArrayList<String>(problem.report());
    if (problem.name().equals("CompileError")) {
      IPythonLines.insteadOfProgram(request.getCode()).ifPresent(report::add);
    }
    reply.publish(new PublishError(problem.name(), words, report));
    if (request.shouldStopOnError()) {
      reply.stopWhatFollows();
    }
    return new LinkedHashMap<>(
        Map.of(
            "status",
            "error",
            "ename",
            problem.name(),
            "evalue",
            words,
            "traceback",
            problem.report()));
  }
}
