package padwise.kernel.jupyter;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/** Sends all that one request brings, and knows whether those behind it still count. */
final class Reply extends ShellReplyEnvironment {
  private boolean stopping;
  private boolean sent;

  Reply(ShellChannel shell, StdinChannel stdin, JupyterSocket iopub, MessageContext request) {
    super(shell, stdin, iopub, request);
  }

  /** Adds the status, which JJava leaves out of some replies. */
  @Override
  public void reply(Message<?> message) {
    JsonObject content = Wire.GSON.toJsonTree(message.getContent()).getAsJsonObject();
    if (!content.has("status")) {
      content.addProperty("status", "ok");
    }
    super.reply(message(message.getHeader().getType(), content));
    sent = true;
  }

  /** Replies with content that JJava has no class for. */
  void replyWith(MessageType<?> type, Map<String, ?> content) {
    reply(message(type, content));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the content is turned into JSON whatever its class
  private Message<?> message(MessageType<?> type, Object content) {
    return new Message(getContext(), type, content);
  }

  /** Sends what was put off; where something fails, the rest all the same. */
  void finish(Connection connection) {
    while (true) {
      try {
        resolveDeferrals();
        return;
      } catch (RuntimeException | Error problem) { // what failed is no longer among the rest
        fail(problem, connection);
      }
    }
  }

  /** Replies that the request failed, unless a reply is on its way: no client waits in vain. */
  void fail(Throwable problem, Connection connection) {
    connection.report("request", problem);
    String request = getContext().getHeader().getType().getName();
    if (!sent && request.endsWith("_request")) {
      replyError(
          MessageType.getType(request.replace("_request", "_reply")),
          new ErrorReply(
              problem.getClass().getSimpleName(), String.valueOf(problem.getMessage()), List.of()));
    }
  }

  void stopWhatFollows() {
    stopping = true;
  }

  boolean stopsWhatFollows() {
    return stopping;
  }
}
