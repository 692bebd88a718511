package padwise.view;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes charts as small files: one byte a pixel, rows unfiltered, which suits flat colours.
 * ImageIO's own writer filters the rows of such pictures, and its files are a third larger.
 *
 * <p>Source: the PNG specification, sections 5 and 11.
 */
final class Png {

  private static final int MOST_COLORS = 256;
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int EIGHT_BITS_OF_A_PALETTE = 0x0803;

  private Png() {}

  /**
   * The picture in 256 of its colours, the frequent ones; any other becomes the nearest of them.
   * What is rare in a chart is a shade at the edge of a letter.
   */
  static byte[] of(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    List<Integer> palette = palette(pixels);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(SIGNATURE);
      chunk(out, "IHDR", header(width, image.getHeight()));
      chunk(out, "PLTE", colors(palette));
      chunk(out, "IDAT", rows(pixels, width, palette));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in memory
    }
    return bytes.toByteArray();
  }

  private static List<Integer> palette(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    IntStream.of(pixels).forEach(pixel -> counts.merge(pixel, 1, Integer::sum));
    List<Integer> byCount =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    List<Integer> colors = apart(byCount, 0);
    for (int gap = 2; colors.size() > MOST_COLORS; gap += 2) {
      colors = apart(byCount, gap);
    }
    return colors;
  }

  /** Those more than {@code gap} from each one before them; at most one more than fit. */
  private static List<Integer> apart(List<Integer> colors, int gap) {
    List<Integer> kept = new ArrayList<>();
    for (int color : colors) {
      if (kept.size() <= MOST_COLORS
          && kept.stream().allMatch(other -> distance(color, other) > gap)) {
        kept.add(color);
      }
    }
    return kept;
  }

  /** The largest difference in red, green or blue. */
  static int distance(int one, int other) {
    int red = Math.abs((one >> 16 & 255) - (other >> 16 & 255));
    int green = Math.abs((one >> 8 & 255) - (other >> 8 & 255));
    return Math.max(Math.max(red, green), Math.abs((one & 255) - (other & 255)));
  }

  private static byte[] header(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    out.writeShort(EIGHT_BITS_OF_A_PALETTE);
    out.write(new byte[3]); // deflated, unfiltered, not interlaced
    return bytes.toByteArray();
  }

  private static byte[] colors(List<Integer> palette) {
    var bytes = new ByteArrayOutputStream();
    for (int color : palette) {
      bytes.write(color >> 16);
      bytes.write(color >> 8);
      bytes.write(color);
    }
    return bytes.toByteArray();
  }

  private static byte[] rows(int[] pixels, int width, List<Integer> palette) throws IOException {
    Map<Integer, Integer> places = new HashMap<>();
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
      for (int i = 0; i < pixels.length; i++) {
        if (i % width == 0) {
          out.write(0); // this row is unfiltered
        }
        out.write(places.computeIfAbsent(pixels[i], color -> nearest(color, palette)));
      }
    }
    return bytes.toByteArray();
  }

  private static int nearest(int color, List<Integer> palette) {
    return IntStream.range(0, palette.size())
        .boxed()
        .min(Comparator.comparing(i -> distance(color, palette.get(i))))
        .orElseThrow();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
