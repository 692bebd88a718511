package padwise.kernel.jupyter;

import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** JJava's connection with channels of ours. */
final class Connection extends JupyterConnection {
  private static final int PATIENCE = 500;

  /** Nanoseconds for the sockets' own thread to send the last reply, late on a busy machine. */
  private static final long FOR_THE_REPLY = 100_000_000;

  private static final long MOST_FOR_A_GOOD_END = 2000;

  private final KernelConnectionProperties properties;
  private final PrintStream log;
  private final RequestChannel requests;
  private final RequestChannel controls;
  private final Stdin questions;
  private final IOPub outputs;
  private final ZMQ.Socket heart;

  Connection(KernelConnectionProperties properties, PrintStream log)
      throws GeneralSecurityException {
    super(properties);
    close(); // JJava's own channels
    this.properties = properties;
    this.log = log;
    ZMQ.Context context = ZMQ.context(1);
    context.setThreadFactor((task, name) -> new Thread(() -> outlive(task), name));
    requests = new RequestChannel("shell", context, properties.createHMACGenerator(), this);
    controls = new RequestChannel("control", context, properties.createHMACGenerator(), this);
    questions = new Stdin(context, properties.createHMACGenerator());
    outputs = new IOPub(context, properties.createHMACGenerator());
    heart = context.socket(SocketType.ROUTER);
  }

  /**
   * Takes the ports: the first thing that a kernel does, as Jupyter has chosen and left them.
   *
   * @throws org.zeromq.ZMQException if another program was faster
   */
  void bind() {
    for (JupyterSocket socket : List.of(outputs, questions, controls, requests)) {
      socket.bind(properties);
    }
    heart.bind(
        String.format(
            "%s://%s:%d", properties.getTransport(), properties.getIp(), properties.getHbPort()));
    var beating = new Thread(this::beat, "heartbeat");
    beating.setDaemon(true);
    beating.start();
    outputs.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
  }

  /** Answers requests from now on. */
  @Override
  public void connect() {
    controls.serve();
    requests.serve();
  }

  /** Sends back what comes. JJava's thread for it ends where memory runs out. */
  private void beat() {
    while (true) {
      try {
        byte[] part = heart.recv();
        heart.send(part, heart.hasReceiveMore() ? ZMQ.SNDMORE : 0);
      } catch (OutOfMemoryError missed) {
        // the next one is answered
      }
    }
  }

  /**
   * Goes on with JeroMQ's work, which ends where memory runs out; a cell that filled it ends, too.
   */
  private static void outlive(Runnable task) {
    for (int i = 0; i < PATIENCE; i++) {
      try {
        task.run();
        return;
      } catch (OutOfMemoryError full) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    task.run();
  }

  IOPub iopub() {
    return outputs;
  }

  @Override
  public Reply prepareReplyEnv(ShellChannel channel, MessageContext request) {
    return new Reply(channel, questions, outputs, request);
  }

  /** Writes a problem of the kernel itself into the server's log. */
  void report(String where, Throwable problem) {
    try {
      log.println(where + ": " + problem);
      problem.printStackTrace(log);
    } catch (OutOfMemoryError noRoom) {
      // The reader is told by the cell.
    }
  }

  /** Ends this process, whatever its cells still do. */
  void end() {
    CompletableFuture.delayedExecutor( // not in the pool that cells can keep busy
            MOST_FOR_A_GOOD_END, TimeUnit.MILLISECONDS, Runnable::run)
        .execute(() -> Runtime.getRuntime().halt(0));
    outputs.close();
    LockSupport.parkNanos(FOR_THE_REPLY);
    System.exit(0);
  }
}
