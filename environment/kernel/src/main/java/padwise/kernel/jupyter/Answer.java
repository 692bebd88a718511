package padwise.kernel.jupyter;

import java.util.Map;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/** What goes out while one request is handled, and whether the requests behind it still count. */
final class Answer extends ShellReplyEnvironment {
  private boolean stopping;

  Answer(ShellChannel shell, StdinChannel stdin, JupyterSocket iopub, MessageContext request) {
    super(shell, stdin, iopub, request);
  }

  /** Replies with content that JJava has no class for. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the content is turned into JSON whatever its class
  void replyWith(MessageType<?> type, Map<String, ?> content) {
    reply(new Message(getContext(), type, content));
  }

  void stopWhatFollows() {
    stopping = true;
  }

  boolean stopsWhatFollows() {
    return stopping;
  }
}
