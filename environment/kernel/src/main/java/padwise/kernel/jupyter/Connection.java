package padwise.kernel.jupyter;

import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;

/** JJava's connection with channels of ours; its heartbeat stays. */
final class Connection extends JupyterConnection {
  private static final long MOST_FOR_A_GOOD_END = 2000;

  private final KernelConnectionProperties properties;
  private final PrintStream log;
  private final RequestChannel requests;
  private final RequestChannel controls;
  private final Stdin questions;
  private final IOPub outputs;

  Connection(KernelConnectionProperties properties, PrintStream log)
      throws GeneralSecurityException {
    super(properties);
    this.properties = properties;
    this.log = log;
    ZMQ.Context context = ZMQ.context(1);
    context.setUncaughtExceptionHandler((thread, problem) -> Runtime.getRuntime().halt(1));
    requests = new RequestChannel("shell", context, properties.createHMACGenerator(), this);
    controls = new RequestChannel("control", context, properties.createHMACGenerator(), this);
    questions = new Stdin(context, properties.createHMACGenerator());
    outputs = new IOPub(context, properties.createHMACGenerator());
  }

  /**
   * Takes the ports: the first thing that a kernel does, as Jupyter has chosen and left them.
   *
   * @throws org.zeromq.ZMQException if another program was faster
   */
  void bind() {
    for (JupyterSocket socket : List.of(heartbeat, outputs, questions, controls, requests)) {
      socket.bind(properties);
    }
    outputs.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
  }

  /** Answers requests from now on. */
  @Override
  public void connect() {
    controls.serve();
    requests.serve();
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
    var watchdog = new Thread(this::endLate, "end");
    watchdog.setDaemon(true);
    watchdog.start();
    outputs.close();
    System.exit(0);
  }

  private void endLate() {
    try {
      Thread.sleep(MOST_FOR_A_GOOD_END);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
