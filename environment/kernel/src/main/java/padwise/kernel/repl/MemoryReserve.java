package padwise.kernel.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Room on the heap that the kernel's own threads get when a cell has filled the rest.
 *
 * <p>Java lets go of what is softly held before it says that memory ran out: so the reserve is free
 * from that moment, and the cell is ended at once, before a thread that sends its output finds no
 * room for a message.
 */
final class MemoryReserve implements AutoCloseable {
  private static final int SIZE = 4 << 20;
  private static final long SECOND = 1000;
  private static final byte[] END =
      "The kernel ends, as memory ran out in its thread ".getBytes(UTF_8);

  private final ReferenceQueue<byte[]> taken = new ReferenceQueue<>();
  private final Runnable full;
  private final Thread watching = new Thread(this::watch, "memory");
  private volatile @Nullable SoftReference<byte[]> reserve;
  private volatile byte @Nullable [] forStopping; // while the cell may still take what is free
  private volatile byte @Nullable [] forWords; // when the cell has ended
  private volatile boolean noted; // that memory ran out, by a thread that ended of it

  /**
   * @param full what to do when only the reserve is left
   */
  MemoryReserve(Runnable full) {
    this.full = full;
    watching.setDaemon(true);
    watching.start();
  }

  /** Sets aside anew what was taken, before the next cell runs. */
  void beginCell() {
    if (forWords == null && free() < 3 * SIZE) {
      System.gc(); // what the cell before had filled is no longer needed
    }
    renew();
  }

  /** Sets aside what is not; nothing where all is full. */
  private synchronized void renew() {
    if (free() > 3 * SIZE) {
      forStopping = forStopping == null ? new byte[SIZE / 2] : forStopping;
      forWords = forWords == null ? new byte[SIZE / 4] : forWords;
      reserve = reserve == null ? new SoftReference<>(new byte[SIZE], taken) : reserve;
    }
  }

  private void watch() {
    boolean onlyReserveIsLeft = false;
    while (true) {
      try {
        if (onlyReserveIsLeft) {
          forStopping = null;
          full.run();
        } else {
          renew();
        }
        Reference<? extends byte[]> gone = taken.remove(SECOND);
        boolean isTaken = gone != null && gone == reserve;
        onlyReserveIsLeft = noted || (isTaken && free() < 2 * SIZE);
        SoftReference<byte[]> held = isTaken ? null : reserve;
        reserve = held;
        if (held != null) {
          held.get(); // what was not asked for in a while goes first
        }
      } catch (OutOfMemoryError again) {
        reserve = null;
      } catch (InterruptedException closed) {
        letGo();
        return;
      }
    }
  }

  /**
   * Notes whether memory ran out for a thread beside the cell's own; then the cell, which may wait
   * for that thread, ends within a second.
   */
  void note(boolean ranOut) {
    noted = ranOut;
  }

  /** Makes room for the words that memory ran out. */
  void letGo() {
    forStopping = null;
    forWords = null;
  }

  /**
   * Ends this process, in which a thread is missing from now on: the kernel would be silent for
   * ever. Jupyter says so and starts another.
   */
  void endKernel(Thread ended) {
    letGo();
    try (var log = new FileOutputStream(FileDescriptor.err)) {
      log.write(END);
      log.write(ended.getName().getBytes(UTF_8));
      log.write('\n');
    } catch (IOException unsaid) {
      // it ends all the same
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  @Override
  public void close() {
    watching.interrupt();
  }

  private static long free() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - java.totalMemory() + java.freeMemory();
  }
}
