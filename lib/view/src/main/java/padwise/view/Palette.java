package padwise.view;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Stores a picture with one byte a pixel, which makes its file a third as large. */
final class Palette {

  private static final int MOST = 256;

  private Palette() {}

  /**
   * The same picture in 256 of its colours, the frequent ones; any other becomes the nearest of
   * them. Charts are flat: what is rare is a shade at the edge of a letter.
   */
  static BufferedImage indexed(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    List<Integer> byCount =
        counts.keySet().stream()
            .sorted(
                Comparator.<Integer, Integer>comparing(counts::get)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    List<Integer> colors = apart(byCount, 0);
    for (int gap = 2; colors.size() > MOST; gap += 2) {
      colors = apart(byCount, gap);
    }
    List<Integer> palette = colors;
    Map<Integer, Integer> places = new HashMap<>();
    byCount.forEach(color -> places.put(color, nearest(color, palette)));
    int[] table = palette.stream().mapToInt(Integer::intValue).toArray();
    var model = new IndexColorModel(8, table.length, table, 0, false, -1, 0);
    var indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    int[] stored = IntStream.of(pixels).map(places::get).toArray();
    indexed.getRaster().setPixels(0, 0, width, height, stored);
    return indexed;
  }

  /** Those more than {@code gap} from each one before them; at most one more than fit. */
  private static List<Integer> apart(List<Integer> colors, int gap) {
    List<Integer> kept = new ArrayList<>();
    for (int color : colors) {
      if (kept.size() <= MOST && kept.stream().allMatch(other -> distance(color, other) > gap)) {
        kept.add(color);
      }
    }
    return kept;
  }

  private static int nearest(int color, List<Integer> colors) {
    return IntStream.range(0, colors.size())
        .boxed()
        .min(Comparator.comparing(i -> distance(color, colors.get(i))))
        .orElseThrow();
  }

  /** The largest difference in red, green or blue. */
  static int distance(int one, int other) {
    return IntStream.of(0, 8, 16)
        .map(shift -> Math.abs((one >> shift & 255) - (other >> shift & 255)))
        .max()
        .orElseThrow();
  }
}
