package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** {@code System.out} and {@code System.err} of the cells. */
final class Streams {
  private final BiConsumer<StreamType, String> sink;

  Streams(BiConsumer<StreamType, String> sink) {
    this.sink = sink;
  }

  /** Puts fresh streams in place: a stopped cell may have left half a line in the old ones. */
  void renew() {
    System.setOut(new PrintStream(new Text(StreamType.OUT), true, UTF_8));
    System.setErr(new PrintStream(new Text(StreamType.ERR), true, UTF_8));
  }

  /** Turns bytes into text, whole characters only. */
  private final class Text extends OutputStream {
    private final StreamType type;
    private byte[] pending = {};

    Text(StreamType type) {
      this.type = type;
    }

    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      byte[] all = new byte[pending.length + length];
      System.arraycopy(pending, 0, all, 0, pending.length);
      System.arraycopy(bytes, offset, all, pending.length, length);
      int whole = wholeCharacters(all);
      pending = java.util.Arrays.copyOfRange(all, whole, all.length);
      if (whole > 0) {
        sink.accept(type, new String(all, 0, whole, UTF_8));
      }
    }

    /** Counts the bytes of all whole UTF-8 characters. */
    private static int wholeCharacters(byte[] bytes) {
      for (int back = 1; back <= Math.min(3, bytes.length); back++) {
        int lead = bytes[bytes.length - back] & 0xff;
        if (lead >= 0xc0) {
          int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
          return needed > back ? bytes.length - back : bytes.length;
        }
      }
      return bytes.length;
    }
  }
}
