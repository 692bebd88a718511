package padwise.kernel.jupyter;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/**
 * Asks the person at the page for a line, on a thread of its own, so that the cell can be stopped.
 */
final class Stdin extends StdinChannel {
  private static final int PATIENCE = 50;

  Stdin(ZMQ.Context context, HMACGenerator hmac) {
    super(context, hmac);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public String getInput(MessageContext request, String prompt, boolean password) {
    var givenUp = new AtomicBoolean();
    var line = new FutureTask<>(() -> ask(request, new InputRequest(prompt, password), givenUp));
    var asking = new Thread(line, "stdin");
    asking.setDaemon(true);
    asking.start();
    try {
      return line.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("stopped while it waited for input"));
    } catch (ExecutionException failed) {
      throw new IllegalStateException("no input came", failed.getCause());
    } finally {
      givenUp.set(true);
    }
  }

  /** One at a time: the question before may still wait to be given up. */
  private synchronized String ask(
      MessageContext request, InputRequest question, AtomicBoolean givenUp) {
    ZMQ.Poller poller = ctx.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
    try {
      while (poller.poll(0) > 0) {
        Wire.read(this, hmacGenerator); // an answer to a question given up
      }
      sendMessage(new Message<>(request, InputRequest.MESSAGE_TYPE, question));
      while (!givenUp.get()) {
        if (poller.poll(PATIENCE) > 0
            && Wire.read(this, hmacGenerator).getContent() instanceof InputReply line) {
          return line.getValue() + System.lineSeparator();
        }
      }
      return "";
    } finally {
      poller.close();
    }
  }
}
