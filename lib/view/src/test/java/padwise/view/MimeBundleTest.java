package padwise.view;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.text.Encoding;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MimeBundleTest {

  private static final String EVIL = "\"><script>alert('1')</script>&<b>";

  @SuppressWarnings("ArrayRecordComponent")
  record Loss(double sum, long counted, int[] labels) {}

  static final PaddedBatch BATCH =
      new PaddedBatch(
          List.of(List.of("[CLS]", EVIL, "[SEP]"), List.of("[CLS]", "[SEP]", "[PAD]")),
          Nd4j.createFromArray(new int[][] {{101, 7, 102}, {101, 102, 0}}),
          Nd4j.createFromArray(new int[][] {{1, 1, 1}, {1, 1, 0}}),
          Nd4j.createFromArray(new int[][] {{0, 1, 1}, {0, 0, 0}}));

  @Test
  void a_figure_is_stored_once_with_its_alt_text_and_its_caption() throws Exception {
    Figure figure = AttentionHeatmap.of(EVIL, Pictures.weights(4, 1, 1), Pictures.batch(4, 1), 0);
    MimeBundle bundle = MimeBundle.of(figure);
    assertThat(bundle.content()).containsOnlyKeys("text/html", "text/plain");
    assertThat(bundle.text()).isEqualTo(figure.alt());
    assertThat(bundle.html())
        .contains("<figcaption>&quot;&gt;&lt;script&gt;", "alt=\"&quot;&gt;&lt;script&gt;")
        .containsOnlyOnce("data:image/png;base64," + figure.png())
        .doesNotContain("<script", "<b>");
    assertThat(MimeBundle.of(figure)).isEqualTo(bundle);
    Bars bars = Bars.of("t", "", List.of("a"), List.of(1));
    assertThat(text(bars)).isEqualTo(bars.figure().alt());
    Lines lines = Lines.of("t", "x", "y").with(EVIL, List.of(0, 1), List.of(2, 3));
    assertThat(text(lines)).isEqualTo(lines.figure().alt()).contains(EVIL);
    assertThat(MimeBundle.of(lines).html()).doesNotContain("<script");
  }

  @Test
  void a_picture_of_256_colours_looks_like_the_one_drawn() throws Exception {
    INDArray weights = Pictures.weights(40, 12, 1);
    BufferedImage drawn = AttentionHeatmap.of("A", weights, Pictures.batch(40, 12), 0).image();
    BufferedImage stored = stored(drawn);
    assertThat(stored.getColorModel()).isInstanceOf(IndexColorModel.class);
    assertThat(stored.getWidth()).isEqualTo(drawn.getWidth());
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        assertThat(Pictures.distance(stored.getRGB(x, y), drawn.getRGB(x, y))).isLessThan(16);
      }
    }
  }

  @Test
  void a_cell_of_a_stored_picture_keeps_its_colour() throws Exception {
    INDArray values = Pictures.weights(8, 0, 1).sub(0.1);
    BufferedImage drawn = MatrixHeatmap.embeddings("A", values, Pictures.batch(8, 3), 0).image();
    int[] colors = pixels(drawn);
    int[] kept = pixels(stored(drawn));
    Map<Integer, Long> counts =
        IntStream.of(colors).boxed().collect(groupingBy(color -> color, counting()));
    counts.values().removeIf(count -> count < 2_000); // cells are left, without their numbers
    assertThat(counts).hasSizeGreaterThan(20);
    for (int i = 0; i < colors.length; i++) {
      if (counts.containsKey(colors[i])) {
        assertThat(kept[i]).isEqualTo(colors[i]);
      }
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static BufferedImage stored(BufferedImage drawn) throws IOException {
    byte[] png = Base64.getDecoder().decode(new Figure(drawn, "", "").png());
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void a_table_has_a_caption_scopes_and_escaped_cells() {
    Table table =
        Table.create(
            EVIL,
            IntColumn.create("n", 1, -2),
            StringColumn.create("token <i>", "<b>", "$x$ $y$"),
            DoubleColumn.create("loss", 0.123456, Double.NaN));
    String html = MimeBundle.of(table).html();
    assertThat(html)
        .contains(
            "<caption", "<th scope=\"col\"", "<th scope=\"row\"", "token &lt;i&gt;", "&lt;b&gt;")
        .contains("mathjax_ignore", ">0.1235<", ">−2<", ">NaN<")
        .doesNotContain("<b>", "<script", " color:", "background");
    assertThat(MimeBundle.of(table).text()).isEqualTo(EVIL);
  }

  @Test
  void an_empty_corner_is_no_heading() {
    String html = MimeBundle.of(Nd4j.createFromArray(1f, 2f)).html();
    assertThat(html).contains("<thead><tr><td style=").doesNotContain("<bdi></bdi></th>");
  }

  @Test
  void a_long_table_ends_by_saying_how_much_is_missing() {
    Table table = Table.create("long", IntColumn.create("n", IntStream.range(0, 1000).toArray()));
    assertThat(MimeBundle.of(table).html())
        .contains(">59<", "… 940 more rows")
        .doesNotContain(">60<");
    Table empty = Table.create("empty", IntColumn.create("n"), StringColumn.create("s"));
    assertThat(MimeBundle.of(empty).html())
        .contains("empty", "<tbody>")
        .doesNotContain("more rows", "<td");
  }

  @Test
  void an_array_shows_its_shape_and_every_kind_of_number() {
    INDArray array =
        Nd4j.createFromArray(
            new double[][] {{1.23456, -0.0, 1e-9}, {Double.NEGATIVE_INFINITY, Double.NaN, -1e38}});
    MimeBundle shown = MimeBundle.of(array);
    assertThat(shown.text())
        .isEqualTo(
            "DOUBLE array of shape [2, 3], values from −1.00e+38 to 1.2346, 1 NaN, 1 infinite");
    assertThat(shown.html())
        .contains(">1.2346<", ">0<", ">≈0<", ">−∞<", ">NaN<", ">−1.00e+38<")
        .doesNotContain("-0");
  }

  @Test
  void arrays_of_other_ranks_show_slices_in_order() {
    INDArray cube = Nd4j.arange(24).reshape(2, 3, 4);
    assertThat(MimeBundle.of(cube).html())
        .containsSubsequence("Slice [0] of", ">11<", "Slice [1] of", ">12<", ">23<");
    assertThat(MimeBundle.of(cube.permute(2, 1, 0)).html())
        .containsSubsequence("Slice [0]", ">0<", ">12<", ">4<", ">16<");
    assertThat(MimeBundle.of(Nd4j.zeros(5, 2, 2, 2)).html())
        .contains("Slice [2, 1] of", "… 4 more slices")
        .doesNotContain("Slice [3, 0]");
    assertThat(MimeBundle.of(Nd4j.createFromArray(3, 1, 2)).html())
        .contains(">3<", "shape [3], values from 1 to 3");
    assertThat(text(Nd4j.scalar(2.5))).isEqualTo("2.5000 (DOUBLE array of shape [])");
    assertThat(MimeBundle.of(Variable.constant(cube))).isEqualTo(MimeBundle.of(cube));
    assertThat(MimeBundle.of(Nd4j.empty()).text()).contains("empty");
    assertThat(MimeBundle.of(Nd4j.create("<a>", "b")).html()).contains("&lt;a&gt;", "shape [2]");
    assertThat(MimeBundle.of(Nd4j.zeros(100, 50)).html())
        .contains("… 40 more rows, … 10 more columns");
  }

  @Test
  void a_batch_is_a_grid_of_escaped_tokens_with_marked_pads() {
    MimeBundle shown = MimeBundle.of(BATCH);
    assertThat(shown.text())
        .isEqualTo(
            "Batch of 2 sentences, 3 slots each. Padding (" + Axis.PAD_MARK + "): 1 of 6 slots");
    assertThat(shown.html())
        .contains(Axis.PAD_MARK + " [PAD]", "&lt;script&gt;", ">sentence 1<")
        .doesNotContain("<script", Axis.PAD_MARK + " [SEP]");
    assertThat(MimeBundle.of(Pictures.batch(3, 0)).text())
        .isEqualTo("Batch of 1 sentence, 3 slots each");
  }

  @Test
  void a_wide_batch_is_cut_as_an_array_is() {
    String html = MimeBundle.of(Pictures.batch(512, 100)).html();
    assertThat(html).contains(">39<", "… 472 more slots").doesNotContain(">40<");
  }

  @Test
  void a_wide_table_is_cut_as_an_array_is() {
    Table wide = Table.create("wide");
    IntStream.range(0, 1000)
        .forEach(i -> wide.addColumns(DoubleColumn.create("c" + i, new double[] {i})));
    assertThat(MimeBundle.of(wide).html())
        .contains(">c39<", "… 960 more columns")
        .doesNotContain(">c40<");
  }

  @Test
  void rows_that_do_not_fit_their_header_are_refused() {
    List<String> header = List.of("a", "b");
    refused(() -> MimeBundle.table("t", header, List.of(List.of("1"))), "rows", "[a, b]", "[1]");
    refused(() -> MimeBundle.table("t", header, nothing()), "rows", "null");
  }

  @Test
  void an_encoding_lists_its_tokens_and_isolates_their_direction() {
    Encoding encoding =
        new Encoding(
            List.of("[CLS]", "שלום", "😀"), List.of(101, 5, 6), List.of(1, 1, 1), List.of(0, 0, 1));
    assertThat(MimeBundle.of(encoding).html())
        .contains("<bdi>שלום</bdi>", "<bdi>😀</bdi>", ">101<");
    assertThat(MimeBundle.of(encoding).text()).isEqualTo("Encoding of 3 tokens");
  }

  @Test
  @Timeout(4)
  void a_number_of_many_digits_is_shown_in_a_moment() {
    assertThat(text(BigInteger.TEN.pow(30_000))).hasSize(30_001);
    assertThat(MimeBundle.withoutHashes("a.".repeat(10_000) + "B@1f")).endsWith(".a.B");
    assertThat(MimeBundle.withoutHashes("[".repeat(30_000) + "I@1f ...a.B@1f"))
        .endsWith("[I ...a.B");
  }

  @Test
  void plain_values_are_text_without_identity_hashes() {
    assertThat(MimeBundle.of(null)).isEqualTo(new MimeBundle(Map.of("text/plain", "null")));
    assertThat(text("a\tb")).isEqualTo("a\tb");
    assertThat(text(new int[][] {{1, 2}, {3}})).isEqualTo("[[1, 2], [3]]");
    assertThat(text(List.of(new double[] {1.5}, "x"))).isEqualTo("[[1.5], x]");
    assertThat(text(Map.of("k", new int[] {1}))).isEqualTo("{k=[1]}");
    assertThat(text(Map.entry("k", Optional.of(new int[] {1})))).isEqualTo("k=Optional[[1]]");
    assertThat(text(new Object())).isEqualTo("Object");
    assertThat(text(new AtomicReference<>(new int[0][]))).isEqualTo("[[I");
    assertThat(text("java.lang.Object@1f a.B@1f.org")).isEqualTo("java.lang.Object@1f a.B@1f.org");
    assertThat(text(new Loss(1.5, 2, new int[] {7})))
        .isEqualTo("Loss[sum=1.5, counted=2, labels=[7]]");
    assertThat(text(List.of(Nd4j.scalar(2)))).isEqualTo("[2 (INT32 array of shape [])]");
  }

  private static String text(Object value) {
    return MimeBundle.of(value).text();
  }

  @Test
  void a_list_that_holds_itself_ends() {
    var endless = new ArrayList<Object>(List.of(1, 2));
    endless.set(0, endless);
    assertThat(MimeBundle.of(endless).text()).startsWith("[".repeat(50) + "…").hasSizeLessThan(400);
  }

  @Test
  void progress_is_a_bar_with_words_beside_it() {
    MimeBundle half = MimeBundle.progress("Words <1>: step 5 of 10", 5, 10);
    assertThat(half.text()).isEqualTo("Words <1>: step 5 of 10");
    assertThat(half.html())
        .isEqualTo("<progress max=\"10\" value=\"5\"></progress> Words &lt;1&gt;: step 5 of 10");
  }
}
