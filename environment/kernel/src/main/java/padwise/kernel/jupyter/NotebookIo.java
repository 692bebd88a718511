package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;

/** JJava's displays and an input of our own, for the request at hand. */
final class NotebookIo extends JupyterIO {
  private final LineInput lines = new LineInput();

  NotebookIo() {
    super(UTF_8);
  }

  void attach(Reply reply, ExecuteRequest request) {
    setEnv(reply);
    lines.asked = request.isStdinEnabled() ? reply : null;
  }

  InputStream lines() {
    return lines;
  }

  /** {@code System.in}: what the page is asked for when nothing is left of the last line. */
  private static final class LineInput extends InputStream {
    private volatile @Nullable Reply asked;
    private byte[] line = {};
    private int position;

    @Override
    public synchronized int read() {
      ask();
      return line[position++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      ask();
      int count = Math.min(length, available());
      System.arraycopy(line, position, into, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return line.length - position;
    }

    private void ask() {
      Reply page = asked;
      if (page == null) { // no IOException: a Scanner would keep it for itself
        throw new IllegalStateException(
            "System.in: what runs this cell takes no input (allow_stdin is false). Run it in a"
                + " notebook, or write the value into the cell");
      }
      while (available() == 0) {
        line = page.readFromStdIn().getBytes(UTF_8);
        position = 0;
      }
    }
  }
}
