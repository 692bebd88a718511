package padwise.kernel.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel: {@code java ... padwise.kernel.jupyter.Main CONNECTION_FILE}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    PrintStream log = System.err;
    var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
    var connection = new Connection(properties, log);
    var unused = server().map(server -> server.onExit().thenRun(connection::end));
    try {
      connection.bind();
      var kernel = new JavaKernel(connection, new NotebookIo());
      kernel.becomeHandlerForConnection(connection);
      connection.connect();
      kernel.onStartup();
    } catch (RuntimeException problem) { // such as a port that another program has taken since
      connection.report("start", problem);
      Runtime.getRuntime().halt(1); // other channels may already wait for requests
    }
  }

  /** The Jupyter that started this kernel: when it ends, even by a kill, the kernel ends too. */
  private static Optional<ProcessHandle> server() {
    String pid = System.getenv("JPY_PARENT_PID");
    return pid == null || !pid.matches("\\d+") || pid.equals("1")
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(pid));
  }
}
