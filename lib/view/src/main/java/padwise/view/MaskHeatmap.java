package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * A mask as a picture, who may look at whom: dark for 1 (keep), light for 0 (hide), with lines
 * between the sentences of a packed row and the blocks that a kernel can leave out.
 *
 * <p>{@code MaskHeatmap.of("Causal", AttentionMask.where(8, (query, key) -> key <= query))}
 *
 * @param block the pairs on each side of a block; 0 draws none
 */
@SuppressWarnings("ArrayRecordComponent")
public record MaskHeatmap(String title, double[][] pairs, Axis queries, Axis keys, int block)
    implements Chart {

  private static final Color EMPTY = new Color(0xf3d9c6);

  /** A mask of 1 and 0, {@code [T, T]}, T at most 128, with the tokens of a sentence, from 0. */
  public static MaskHeatmap of(String title, INDArray mask, PaddedBatch batch, int sentence) {
    return of(title, mask, Axis.of("queries", batch, sentence), Axis.of("", batch, sentence));
  }

  /** The first sentence and head of a mask, its slots numbered; at most 128 queries and keys. */
  public static MaskHeatmap of(String title, AttentionMask mask) {
    Preconditions.given("mask", mask);
    INDArray first = mask.allowed().slice(0).slice(0); // [Tq, Tk]
    Axis queries = Axis.numbered("queries", (int) first.size(0));
    return of(title, first, queries, Axis.numbered("", (int) first.size(1)));
  }

  private static MaskHeatmap of(String title, INDArray mask, Axis queries, Axis keys) {
    double[][] pairs = Heatmap.read("mask", mask, queries.size(), keys.size());
    Preconditions.binary("mask", mask, "1 (keep) and 0 (hide)");
    Axis titled = keys.titled("keys (1 keep, 0 hide)");
    return new MaskHeatmap(title, pairs, queries, titled, 0);
  }

  /** The same with a line wherever a sentence ends, by one row of {@code packed.sentences()}. */
  public MaskHeatmap between(INDArray sentences) {
    Axis slots = queries.between(sentences);
    return new MaskHeatmap(title, pairs, slots, keys.between(sentences), block);
  }

  /** The same with its blocks of so many queries and keys; those without any pair are shaded. */
  public MaskHeatmap blocks(int size) {
    Preconditions.atLeast(1, "size", size);
    return new MaskHeatmap(title, pairs, queries, keys, size);
  }

  /** The picture; its words count the pairs, the queries without a key, and the empty blocks. */
  @Override
  public Figure figure() {
    var panel =
        new Heatmap(
            "",
            pairs,
            queries,
            keys,
            Heatmap.fitting(queries, keys),
            ColorScale.from0to1(1),
            this::paintOver);
    return Heatmap.figure(title, MatrixHeatmap.what(panel), finding(), List.of(panel), 1);
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
    words += keys.lines();
    if (block > 0) {
      List<Rectangle> all = blockPlaces();
      long empty = all.stream().filter(this::isEmpty).count();
      words +=
          " Shaded: %s of %s blocks of %s × %s without any pair, %s."
              .formatted(
                  empty, all.size(), block, block, Numbers.percent((double) empty / all.size()));
    }
    return words;
  }

  private void paintOver(Graphics2D g, Rectangle cells) {
    int width = cells.width / keys.size();
    int height = cells.height / queries.size();
    g.setStroke(new BasicStroke(2));
    for (Rectangle block : blockPlaces()) {
      var place =
          new Rectangle(
              cells.x + block.x * width,
              cells.y + block.y * height,
              block.width * width,
              block.height * height);
      if (isEmpty(block)) {
        g.setColor(EMPTY);
        g.fill(place);
      }
      g.setColor(Color.DARK_GRAY);
      g.draw(place);
    }
  }

  /** The blocks, in cells; those at the edges are smaller. */
  private List<Rectangle> blockPlaces() {
    if (block == 0) {
      return List.of();
    }
    var all = new Rectangle(keys.size(), queries.size());
    int side = Math.min(block, Heatmap.MOST);
    int across = (keys.size() + side - 1) / side;
    int down = (queries.size() + side - 1) / side;
    return IntStream.range(0, across * down)
        .mapToObj(i -> new Rectangle(i % across * side, i / across * side, side, side))
        .map(all::intersection)
        .toList();
  }

  private boolean isEmpty(Rectangle place) {
    return IntStream.range(place.y, place.y + place.height)
        .allMatch(row -> ones(Arrays.copyOfRange(pairs[row], place.x, place.x + place.width)) == 0);
  }

  private static long ones(double[] row) {
    return Arrays.stream(row).filter(value -> value == 1).count();
  }
}
