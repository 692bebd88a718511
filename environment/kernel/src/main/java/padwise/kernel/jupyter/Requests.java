package padwise.kernel.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Takes the requests of one channel, each as soon as it is there.
 *
 * <p>After a cell's error, the cells that the page has already sent are answered {@code aborted}:
 * so Run All stops at the error.
 */
final class Requests extends ShellChannel {
  private static final int FOREVER = -1;
  private static final int SETTLING =
      20; // milliseconds within which the next cell of a Run All comes

  private final Connection connection;
  private final String name;

  Requests(String name, ZMQ.Context context, HMACGenerator hmac, Connection connection) {
    super(context, hmac, name.equals("control"), connection);
    this.connection = connection;
    this.name = name;
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    int port = name.equals("control") ? properties.getControlPort() : properties.getShellPort();
    bind(formatAddress(properties.getTransport(), properties.getIp(), port));
    new Thread(this::serve, name).start();
  }

  private void serve() {
    ZMQ.Poller poller = ctx.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
    while (true) {
      Message<?> message = receive(poller, FOREVER);
      if (message != null) {
        handle(message, poller);
      }
    }
  }

  private @Nullable Message<?> receive(ZMQ.Poller poller, int patience) {
    try {
      return poller.poll(patience) > 0 ? readMessage() : null;
    } catch (RuntimeException forged) { // a wrong signature, or no Jupyter message at all
      return null;
    }
  }

  private <T> void handle(Message<T> message, ZMQ.Poller poller) {
    ShellHandler<T> handler = connection.getHandler(message.getHeader().getType());
    if (handler == null) {
      return;
    }
    Answer answer = connection.prepareReplyEnv(this, message);
    List<Message<?>> behind = List.of();
    try {
      handler.handle(answer, message);
    } catch (RuntimeException | Error problem) {
      connection.report(name, problem);
    } finally {
      if (answer.stopsWhatFollows()) {
        behind = settled(poller); // before the reply: what is sent after it is a new request
      }
      answer.resolveDeferrals();
    }
    if (answer.isMarkedForShutdown()) {
      connection.end();
    }
    for (Message<?> next : behind) {
      if (next.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
        abort(next);
      } else {
        handle(next, poller);
      }
    }
  }

  private List<Message<?>> settled(ZMQ.Poller poller) {
    var arrived = new ArrayList<Message<?>>();
    for (Message<?> next = receive(poller, SETTLING);
        next != null;
        next = receive(poller, SETTLING)) {
      arrived.add(next);
    }
    return arrived;
  }

  private void abort(Message<?> message) {
    Answer answer = connection.prepareReplyEnv(this, message);
    answer.setBusyDeferIdle();
    answer.replyWith(MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
    answer.resolveDeferrals();
  }
}
