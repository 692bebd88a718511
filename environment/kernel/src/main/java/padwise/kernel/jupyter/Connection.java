package padwise.kernel.jupyter;

import java.io.PrintStream;
import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
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
  private final Requests requests;
  private final Requests controls;
  private final Prompt prompt;
  private final Publisher publisher;

  Connection(KernelConnectionProperties properties, PrintStream log)
      throws GeneralSecurityException {
    super(properties);
    this.properties = properties;
    this.log = log;
    ZMQ.Context context = ZMQ.context(1);
    requests = new Requests("shell", context, properties.createHMACGenerator(), this);
    controls = new Requests("control", context, properties.createHMACGenerator(), this);
    prompt = new Prompt(context, properties.createHMACGenerator());
    publisher = new Publisher(context, properties.createHMACGenerator());
  }

  @Override
  public void connect() {
    publisher.bind(properties);
    publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    prompt.bind(properties);
    heartbeat.bind(properties);
    controls.bind(properties);
    requests.bind(properties);
  }

  Publisher publisher() {
    return publisher;
  }

  @Override
  public Answer prepareReplyEnv(ShellChannel channel, MessageContext request) {
    return new Answer(channel, prompt, publisher, request);
  }

  /** A problem of the kernel itself: into the server's log. */
  void report(String where, Throwable problem) {
    log.println(where + ": " + problem);
    problem.printStackTrace(log);
  }

  /** Ends this process, whatever its cells still do. */
  void end() {
    var watchdog = new Thread(this::endLate, "end");
    watchdog.setDaemon(true);
    watchdog.start();
    publisher.close();
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
