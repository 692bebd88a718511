package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** JJava's input and displays, for the request at hand. */
final class NotebookIo extends JupyterIO {
  NotebookIo() {
    super(UTF_8);
  }

  void attach(Reply reply, ExecuteRequest request) {
    setEnv(reply);
    setJupyterInEnabled(request.isStdinEnabled());
  }
}
