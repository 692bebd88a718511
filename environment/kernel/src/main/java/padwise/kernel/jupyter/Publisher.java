package padwise.kernel.jupyter;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Sends what cells show and print, from a thread of its own.
 *
 * <p>A cell can be stopped anywhere, and a message cut in two would spoil all later ones: so a cell
 * only puts its output into a queue. Text that follows text there goes out as one message.
 */
final class Publisher extends JupyterSocket {
  private static final int FULL = 1000;
  private static final int LONG_TEXT = 1 << 16;
  private static final long MILLISECOND = 1_000_000;

  private final Queue<Message<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final Thread sender = new Thread(this::sendAll, "iopub");
  private final CountDownLatch listener = new CountDownLatch(1);
  private volatile boolean closing;

  Publisher(ZMQ.Context context, HMACGenerator hmac) {
    super(context, SocketType.XPUB, hmac, LoggerFactory.getLogger(Publisher.class));
    setSndHWM(100 * FULL);
    sender.setDaemon(true);
  }

  @Override
  public void bind(KernelConnectionProperties properties) {
    bind(formatAddress(properties.getTransport(), properties.getIp(), properties.getIopubPort()));
    sender.start();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock would make cells wait
  public void sendMessage(Message<?> message) {
    queue.add(message);
    queued.incrementAndGet();
    LockSupport.unpark(sender);
    // Slows down a loop that prints without end; for a moment only, so that it can still be
    // stopped.
    for (int i = 0; i < 20 && queued.get() > FULL; i++) {
      LockSupport.parkNanos(MILLISECOND);
    }
  }

  /** Waits until a page listens; what is sent before is lost, and so would be the first output. */
  void awaitListener() {
    try {
      listener.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll() {
    while (!closing || !queue.isEmpty()) {
      while (recv(ZMQ.DONTWAIT) != null) { // a subscription
        listener.countDown();
      }
      Message<?> message = next();
      if (message == null) {
        LockSupport.parkNanos((listener.getCount() == 0 ? 1000 : 2) * MILLISECOND);
      } else {
        send(message);
      }
    }
  }

  private void send(Message<?> message) {
    try {
      super.sendMessage(withWhatFollows(message));
    } catch (RuntimeException noJson) {
      // Such a message can't be sent; the next ones can.
    }
    if (queued.get() > FULL / 2) { // no page reads as fast as a loop prints
      LockSupport.parkNanos(20 * MILLISECOND);
    }
  }

  private @Nullable Message<?> next() {
    Message<?> message = queue.poll();
    if (message != null) {
      queued.decrementAndGet();
    }
    return message;
  }

  private Message<?> withWhatFollows(Message<?> message) {
    if (!(message.getContent() instanceof PublishStream first)) {
      return message;
    }
    var text = new StringBuilder(first.getText());
    Message<?> follower = queue.peek();
    while (text.length() < LONG_TEXT
        && follower != null
        && follower.getParentHeader() == message.getParentHeader()
        && follower.getContent() instanceof PublishStream more
        && more.getStreamType() == first.getStreamType()) {
      text.append(more.getText());
      next();
      follower = queue.peek();
    }
    var whole = new PublishStream(first.getStreamType(), text.toString());
    return new Message<>(
        message.getIdentities(), header(message), message.getParentHeader(), null, whole, null);
  }

  @SuppressWarnings("unchecked") // it is the header of such a message
  private static Header<PublishStream> header(Message<?> message) {
    return (Header<PublishStream>) message.getHeader();
  }

  /** Sends what is left first. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(sender);
    try {
      sender.join(1000);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    super.close();
  }
}
