package padwise.kernel.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel: {@code java ... padwise.kernel.jupyter.Main CONNECTION_FILE}. */
public final class Main {
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final String COMPUTERS_NAMESPACE = "pid:[4026531836]"; // Linux: PROC_PID_INIT_INO

  private Main() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    PrintStream log = System.err;
    var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
    var connection = new Connection(properties, log);
    var unused = serversEnd().thenRun(connection::end);
    try {
      connection.bind();
      var kernel = new JavaKernel(connection, new NotebookIo(), new History());
      kernel.becomeHandlerForConnection(connection);
      connection.connect();
      kernel.onStartup();
    } catch (RuntimeException problem) { // such as a port that another program has taken since
      connection.report("start", problem);
      Runtime.getRuntime().halt(1); // other channels may already wait for requests
    }
  }

  /**
   * Completes when the Jupyter that started this kernel has ended, even by a kill, even before now.
   *
   * <p>In a sandbox with process numbers of its own, the server's means nothing; there, and on
   * Windows, where it is the number of a handle, the process above this one stands for the server.
   */
  private static CompletableFuture<?> serversEnd() throws IOException {
    String pid = System.getenv("JPY_PARENT_PID");
    if (pid == null || !pid.matches("\\d+") || pid.equals("1")) {
      return new CompletableFuture<>();
    }
    boolean known = hasServersNumbers();
    Optional<ProcessHandle> server =
        known ? ProcessHandle.of(Long.parseLong(pid)) : ProcessHandle.current().parent();
    if (server.isPresent()) {
      return server.get().onExit();
    }
    return known ? CompletableFuture.completedFuture("before") : new CompletableFuture<>();
  }

  private static boolean hasServersNumbers() throws IOException {
    String servers = System.getenv().getOrDefault("PADWISE_PID_NAMESPACE", COMPUTERS_NAMESPACE);
    return Files.exists(NAMESPACE)
        ? Files.readSymbolicLink(NAMESPACE).toString().equals(servers)
        : File.separatorChar == '/';
  }
}
