package padwise.kernel.jupyter;

import java.util.EnumMap;
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
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Sends what cells show and print, from a thread of its own.
 *
 * <p>A cell can be stopped anywhere, and a message cut in two would spoil all later ones: so a cell
 * only puts its output into a queue. Text that follows text there goes out as one message. The
 * thread outlives whatever a message does to it, memory running out included, and says what is
 * lost.
 */
final class IOPub extends JupyterSocket {
  private static final int FULL = 1000;
  private static final int FLOOD = 100; // more than a reader follows line by line
  private static final int LONG_TEXT = 1 << 16;
  private static final int MUCH = 1 << 17; // more takes a page long to draw, each time it grows
  private static final int SHORT_TEXT = 1 << 14;
  private static final long MILLISECOND = 1_000_000;
  private static final long FOR_DRAWING = 500 * MILLISECOND;
  private static final long FOR_A_CHARACTER = 20 * MILLISECOND / LONG_TEXT;

  private final Queue<Message<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final Thread sender = new Thread(this::sendAll, "iopub");
  private final CountDownLatch listener = new CountDownLatch(1);
  private @Nullable Message<?> atWork; // only the sender's, as is the next
  private @Nullable Message<?> lost; // what is said of a message that could not be sent
  private @Nullable Header<?> cell; // whose text goes out
  private long printed; // by it, in characters
  private volatile boolean closing;

  IOPub(ZMQ.Context context, HMACGenerator hmac) {
    super(context, SocketType.XPUB, hmac, LoggerFactory.getLogger(IOPub.class));
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
    if (queued.get() > FULL) {
      boolean asked = Thread.interrupted(); // a press of stop; with it no park would last
      for (int i = 0; i < 20 && queued.get() > FULL; i++) {
        LockSupport.parkNanos(MILLISECOND);
      }
      if (asked) {
        Thread.currentThread().interrupt();
      }
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
      try {
        sendNext();
      } catch (RuntimeException | Error problem) { // no JSON, or no memory for it
        remember(problem);
        LockSupport.parkNanos(20 * MILLISECOND);
      }
    }
  }

  private void remember(Throwable problem) {
    try {
      if (atWork != null) {
        String why = problem instanceof OutOfMemoryError ? "memory ran out" : problem.toString();
        lost = text(StreamType.ERR, "An output is missing here: " + why + ".\n", atWork);
      }
    } catch (OutOfMemoryError full) {
      // then nothing is said of it, and the next messages still go out
    }
  }

  private void sendNext() {
    while (recv(ZMQ.DONTWAIT) != null) { // a subscription
      listener.countDown();
    }
    if (lost != null) {
      super.sendMessage(lost);
      lost = null;
    }
    atWork = next();
    if (atWork == null) {
      LockSupport.parkNanos((listener.getCount() == 0 ? 1000 : 2) * MILLISECOND);
    } else {
      printed = atWork.getParentHeader() == cell ? printed : 0;
      cell = atWork.getParentHeader();
      int characters = send(atWork, printed > MUCH ? SHORT_TEXT : LONG_TEXT);
      printed += characters;
      if (characters > 0 && printed > MUCH) { // a page that only draws takes no press of stop
        pause(FOR_DRAWING);
      } else if (queued.get() > FULL / 2) { // no page reads as fast as a loop prints
        LockSupport.parkNanos(MILLISECOND / 5 + characters * FOR_A_CHARACTER);
      }
    }
  }

  private void pause(long nanoseconds) {
    long end = System.nanoTime() + nanoseconds;
    while (!closing && System.nanoTime() < end) { // each new message ends a park
      LockSupport.parkNanos(MILLISECOND);
    }
  }

  private @Nullable Message<?> next() {
    Message<?> message = queue.poll();
    if (message != null) {
      queued.decrementAndGet();
    }
    return message;
  }

  /** Sends a message, of text what follows up to a length, and tells how much that was. */
  private int send(Message<?> message, int most) {
    if (!(message.getContent() instanceof PublishStream first)) {
      super.sendMessage(message);
      return 0;
    }
    // In a flood that alternates, each stream's text goes out as one.
    boolean flood = queued.get() > FLOOD;
    int characters = first.getText().length();
    var texts = new EnumMap<StreamType, StringBuilder>(StreamType.class);
    texts.put(first.getStreamType(), new StringBuilder(first.getText()));
    for (Message<?> next = queue.peek();
        characters < most
            && next != null
            && next.getParentHeader() == message.getParentHeader()
            && next.getContent() instanceof PublishStream more
            && (flood || more.getStreamType() == first.getStreamType());
        next = queue.peek()) {
      texts.computeIfAbsent(more.getStreamType(), t -> new StringBuilder()).append(more.getText());
      characters += more.getText().length();
      next();
    }
    texts.forEach((type, whole) -> super.sendMessage(text(type, whole.toString(), message)));
    return characters;
  }

  /** A stream's message in the place of another of the same cell. */
  private static Message<?> text(StreamType type, String text, Message<?> place) {
    return new Message<>(
        place.getIdentities(),
        new Header<>(place.getHeader().getSessionId(), PublishStream.MESSAGE_TYPE),
        place.getParentHeader(),
        null,
        new PublishStream(type, text),
        null);
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
