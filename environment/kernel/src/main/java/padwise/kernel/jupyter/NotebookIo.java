package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;

/** JJava's displays, and streams of our own, for the request at hand. */
final class NotebookIo extends JupyterIO {
  private volatile UnaryOperator<String> words = text -> text;
  private volatile @Nullable Reply page;
  private volatile @Nullable Reply asked; // null where the page takes no input

  NotebookIo() {
    super(UTF_8);
  }

  /**
   * Puts the streams in the place of Java's own.
   *
   * @param readable what is printed in the reader's words
   */
  void begin(UnaryOperator<String> readable) {
    words = readable;
    System.setIn(new Input());
    renewOutputs();
  }

  /** Fresh ones: a stopped cell may have left half a line in the old ones. */
  void renewOutputs() {
    System.setOut(new PrintStream(new Output(StreamType.OUT), true, UTF_8));
    System.setErr(new PrintStream(new Output(StreamType.ERR), true, UTF_8));
  }

  void attach(Reply reply, ExecuteRequest request) {
    setEnv(reply);
    page = reply;
    asked = request.isStdinEnabled() ? reply : null;
  }

  void print(StreamType type, String text) {
    Reply reply = page;
    if (reply != null) {
      reply.publish(new PublishStream(type, words.apply(text)));
    }
  }

  /** {@code System.out} or {@code System.err}: turns bytes into text, whole characters only. */
  private final class Output extends OutputStream {
    private final StreamType type;
    private final CharsetDecoder decoder =
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private ByteBuffer pending = ByteBuffer.allocate(0); // the beginning of a character

    Output(StreamType type) {
      this.type = type;
    }

    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      ByteBuffer all = ByteBuffer.allocate(pending.remaining() + length);
      all.put(pending).put(bytes, offset, length).flip();
      CharBuffer text = CharBuffer.allocate(all.remaining());
      decoder.decode(all, text, false);
      pending = ByteBuffer.allocate(all.remaining()).put(all).flip();
      if (text.flip().hasRemaining()) {
        print(type, text.toString());
      }
    }
  }

  /** {@code System.in}: what the page is asked for when nothing is left of the last line. */
  private final class Input extends InputStream {
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
      Reply reply = asked;
      if (reply == null) { // no IOException: a Scanner would keep it for itself
        throw new IllegalStateException(
            "System.in: what runs this cell takes no input (allow_stdin is false). Run it in a"
                + " notebook, or write the value into the cell");
      }
      while (available() == 0) {
        line = reply.readFromStdIn().getBytes(UTF_8);
        position = 0;
      }
    }
  }
}
