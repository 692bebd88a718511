package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * A mask as a picture, who may look at whom: dark for 1 (keep), light for 0 (hide), with lines
 * between the sentences of a packed row and the blocks that a kernel can leave out.
 *
 * <p>{@code MaskHeatmap.of("Causal", AttentionMask.where(8, (query, key) -> key <= query))}
 *
 * @param pairs 1 or 0 for each query and key
 * @param borders the slots where another sentence begins
 * @param block the pairs on each side of a block; 0 draws none
 */
@SuppressWarnings("ArrayRecordComponent")
public record MaskHeatmap(
    String title, double[][] pairs, Axis queries, Axis keys, List<Integer> borders, int block)
    implements Chart {

  private static final Color BORDER = new Color(0xb0480c);
  private static final Color EMPTY = new Color(0xf3d9c6);

  /** A mask with its tokens, {@code [T, T]}. */
  static MaskHeatmap of(String title, INDArray mask, PaddedBatch batch, int sentence) {
    Axis queries = Axis.of("queries", batch, sentence);
    Axis keys = queries.titled("keys (1 keep, 0 hide)");
    double[][] pairs = Heatmap.read(title, mask, queries.size(), keys.size());
    return new MaskHeatmap(title, pairs, queries, keys, List.of(), 0);
  }

  /** The first sentence and head of a mask, its slots numbered; at most 128 queries and keys. */
  public static MaskHeatmap of(String title, AttentionMask mask) {
    Preconditions.require(
        mask != null,
        "mask: was null; AttentionMask.where(8, (query, key) -> key <= query) is one");
    INDArray first =
        mask.allowed().get(NDArrayIndex.point(0), NDArrayIndex.point(0)).castTo(DataType.DOUBLE);
    int queries = (int) mask.allowed().size(2);
    int keys = (int) mask.allowed().size(3);
    return new MaskHeatmap(
        title,
        Heatmap.read(title, first.dup('c').reshape('c', queries, keys), queries, keys),
        Axis.numbered("queries", queries),
        Axis.numbered("keys (1 keep, 0 hide)", keys),
        List.of(),
        0);
  }

  /**
   * The same with a line wherever another sentence begins.
   *
   * @param sentences the number of the sentence in each slot, one row of {@code packed.sentences()}
   */
  public MaskHeatmap between(INDArray sentences) {
    Preconditions.require(
        sentences != null && sentences.length() == pairs.length,
        "sentences: expected one number for each of the %s slots but was %s",
        pairs.length,
        sentences);
    double[] numbers = sentences.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    List<Integer> starts =
        IntStream.range(1, numbers.length)
            .filter(slot -> numbers[slot] != numbers[slot - 1])
            .boxed()
            .toList();
    return new MaskHeatmap(title, pairs, queries, keys, starts, block);
  }

  /** The same with its blocks of so many queries and keys; those without any pair are shaded. */
  public MaskHeatmap blocks(int size) {
    Preconditions.require(
        size > 0, "size: expected at least 1 query and key a block but was %s", size);
    return new MaskHeatmap(title, pairs, queries, keys, borders, size);
  }

  /** The picture; its words count the pairs, the queries without a key, and the empty blocks. */
  @Override
  public Figure figure() {
    int side = Subplot.side(Math.max(queries.size(), keys.size()), Subplot.TALL);
    var panel =
        new Subplot(
            "",
            pairs,
            queries,
            keys,
            Subplot.fitting(queries, keys),
            ColorScale.from0to1(1),
            over());
    return Heatmap.of(title, MatrixHeatmap.what(panel), finding(), List.of(panel), 1);
  }

  private String finding() {
    long[] seen = Arrays.stream(pairs).mapToLong(MaskHeatmap::ones).toArray();
    long blind = LongStream.of(seen).filter(count -> count == 0).count();
    String words =
        "Kept: %s of %s pairs of query and key."
            .formatted(LongStream.of(seen).sum(), pairs.length * keys.size());
    if (blind > 0) {
      words += " Without any key: %s of %s queries.".formatted(blind, pairs.length);
    }
    if (!borders.isEmpty()) {
      words += " Lines: another sentence begins, at slots %s.".formatted(listed());
    }
    if (block > 0) {
      long empty = blockPlaces().filter(this::isEmpty).count();
      long all = blockPlaces().count();
      words +=
          " Shaded: %s of %s blocks of %s × %s without any pair, %s."
              .formatted(empty, all, block, block, Numbers.percent((double) empty / all));
    }
    return words;
  }

  private String listed() {
    return String.join(", ", borders.stream().map(String::valueOf).toList());
  }

  private BiConsumer<Graphics2D, Rectangle> over() {
    return (g, cells) -> {
      int width = cells.width / keys.size();
      int height = cells.height / queries.size();
      blockPlaces().forEach(place -> block(g, place, cells, width, height));
      g.setColor(BORDER);
      g.setStroke(new BasicStroke(3));
      for (int slot : borders) {
        int x = cells.x + slot * width;
        int y = cells.y + slot * height;
        g.drawLine(x, cells.y, x, cells.y + cells.height);
        g.drawLine(cells.x, y, cells.x + cells.width, y);
      }
    };
  }

  private void block(Graphics2D g, Rectangle place, Rectangle cells, int width, int height) {
    var whole =
        new Rectangle(
            cells.x + place.x * width,
            cells.y + place.y * height,
            place.width * width,
            place.height * height);
    if (isEmpty(place)) {
      g.setColor(EMPTY);
      g.fill(whole);
    }
    g.setColor(Color.DARK_GRAY);
    g.setStroke(new BasicStroke(2));
    g.draw(whole);
  }

  /** The blocks, in cells; those at the edges are smaller. */
  private Stream<Rectangle> blockPlaces() {
    if (block == 0) {
      return Stream.empty();
    }
    var all = new Rectangle(keys.size(), queries.size());
    int across = (keys.size() + block - 1) / block;
    int down = (queries.size() + block - 1) / block;
    return IntStream.range(0, across * down)
        .mapToObj(i -> new Rectangle(i % across * block, i / across * block, block, block))
        .map(all::intersection);
  }

  private boolean isEmpty(Rectangle place) {
    return IntStream.range(place.y, place.y + place.height)
        .allMatch(row -> ones(Arrays.copyOfRange(pairs[row], place.x, place.x + place.width)) == 0);
  }

  private static long ones(double[] row) {
    return Arrays.stream(row).filter(value -> value == 1).count();
  }
}
