package padwise.kernel.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel: {@code java ... padwise.kernel.jupyter.Main CONNECTION_FILE}. */
public final class Main {
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final String COMPUTERS_NAMESPACE = "pid:[4026531836]"; // Linux: PROC_PID_INIT_INO

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    PrintStream log = System.err;
    try {
      var connecting = new FutureTask<>(() -> connected(Path.of(args[0]), log));
      new Thread(connecting, "connecting").start(); // takes as long as JShell does
      var kernel = new JavaKernel(new NotebookIo(), new History());
      kernel.answer(connecting.get());
      kernel.onStartup();
    } catch (ExecutionException | RuntimeException problem) { // such as a port that is taken
      problem.printStackTrace(log);
      Runtime.getRuntime().halt(1); // other channels may already wait for requests
    }
  }

  private static Connection connected(Path file, PrintStream log)
      throws IOException, GeneralSecurityException {
    var properties = KernelConnectionProperties.parse(Files.readString(file));
    var connection = new Connection(properties, log);
    var unused = serversEnd().thenRun(connection::end);
    connection.bind();
    return connection;
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
