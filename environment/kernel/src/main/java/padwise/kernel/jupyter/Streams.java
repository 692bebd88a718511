package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
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
    private final CharsetDecoder decoder =
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private ByteBuffer pending = ByteBuffer.allocate(0); // the beginning of a character

    Text(StreamType type) {
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
        sink.accept(type, text.toString());
      }
    }
  }
}
