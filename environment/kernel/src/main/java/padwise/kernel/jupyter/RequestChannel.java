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
final class RequestChannel extends ShellChannel {
  private static final int FOREVER = -1;
  private static final int SETTLING = 20; // milliseconds; the next cell of a Run All comes within

  private final Connection connection;
  private final String name;

  RequestChannel(String name, ZMQ.Context context, HMACGenerator hmac, Connection connection) {
    super(context, hmac, name.equals("control"), connection);
    this.connection = connection;
    this.name = name;
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    int port = name.equals("control") ? properties.getControlPort() : properties.getShellPort();
    bind(formatAddress(properties.getTransport(), properties.getIp(), port));
  }

  /** From now on, requests are answered; those that came since {@code bind} have waited. */
  void serve() {
    new Thread(this::handleAll, name).start();
  }

  /** Answers until memory is missing even for an error's reply: then the kernel ends, too. */
  private void handleAll() {
    ZMQ.Poller poller = ctx.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
    while (true) {
      try {
        Message<?> message = receive(poller, FOREVER);
        if (message != null) {
          handle(message, poller);
        }
      } catch (OutOfMemoryError full) {
        throw full;
      } catch (RuntimeException | Error problem) {
        connection.report(name, problem);
      }
    }
  }

  private @Nullable Message<?> receive(ZMQ.Poller poller, int patience) {
    try {
      return poller.poll(patience) > 0 ? Wire.read(this, hmacGenerator) : null;
    } catch (RuntimeException forged) { // a wrong signature, or no Jupyter message at all
      connection.report(name, forged);
      return null;
    }
  }

  private <T> void handle(Message<T> message, ZMQ.Poller poller) {
    ShellHandler<T> handler = connection.getHandler(message.getHeader().getType());
    if (handler == null) {
      return;
    }
    Reply reply = connection.prepareReplyEnv(this, message);
    List<Message<?>> behind = List.of();
    try {
      if (message.getContent() instanceof IllegalArgumentException unreadable) {
        reply.setBusyDeferIdle();
        throw unreadable;
      }
      handler.handle(reply, message);
    } catch (RuntimeException | Error problem) {
      reply.fail(problem, connection);
    } finally {
      if (reply.stopsWhatFollows()) {
        behind = settled(poller); // before the reply: what is sent after it is a new request
      }
      reply.finish(connection);
    }
    if (reply.isMarkedForShutdown()) {
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
    Reply reply = connection.prepareReplyEnv(this, message);
    reply.setBusyDeferIdle();
    reply.replyWith(MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
    reply.finish(connection);
  }
}
