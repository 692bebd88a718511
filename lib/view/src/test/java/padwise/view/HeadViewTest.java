package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.model.BertConfig;
import padwise.model.ForwardTrace;
import padwise.model.MiniBert;
import padwise.text.Encoding;

class HeadViewTest {

  private static final MiniBert BERT = MiniBert.random(new BertConfig(9, 40, 12, 3, 2, 16), 3);
  private static final PaddedBatch BATCH = batch(4, 3);
  private static final ForwardTrace TRACE = Variable.inference(() -> BERT.forward(BATCH));

  @Test
  void the_chart_holds_every_weight_of_the_sentence_and_a_plain_zero_is_exactly_zero() {
    String[] lines = csv(HeadView.of("t", TRACE, BATCH, 1)).split("\n");
    assertThat(lines).hasSize(1 + 2 * 3 * 4);
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] fields = line.split("[, ]");
      int[] place = Arrays.stream(fields, 0, 3).mapToInt(Integer::parseInt).toArray();
      for (int key = 0; key < 4; key++) {
        double weight = TRACE.attention(place[0]).head(1, place[1]).getDouble(place[2], key);
        assertThat(Double.parseDouble(fields[3 + key]))
            .isCloseTo(weight, within(0.051 * weight)); // two digits of it
        assertThat(fields[3 + key].equals("0")).isEqualTo(key == 3); // the padded one
      }
    }
  }

  @Test
  void tokens_and_padding_are_those_of_the_sentence() {
    assertThat(HeadView.of("t", TRACE, BATCH, 1).chart())
        .contains("\"value\": [\"w0\", \"w1\", \"w2\", \"▨[PAD]\"]", "\"value\": [3]")
        .doesNotContain("w3", "\"cat\"");
    assertThat(HeadView.of("t", TRACE, BATCH, 0).chart()).contains("w3").doesNotContain("[PAD]");
  }

  @Test
  void a_picture_of_all_heads_and_its_sentence_go_with_the_chart_and_no_html_hides_it() {
    MimeBundle bundle = MimeBundle.of(HeadView.of("Small", TRACE, BATCH, 1));
    assertThat(bundle.content().keySet())
        .containsExactly("application/vnd.vegalite.v5+json", "image/png", "text/plain");
    assertThat(bundle.text())
        .contains("Small: one heatmap for each head", "6 in all", "Padding: 1 of 4", "0 %");
  }

  @Test
  void the_page_loads_nothing_for_it() {
    String chart = HeadView.of("t", TRACE, BATCH, 1).chart();
    assertThat(chart.replace("https://vega.github.io/schema/vega-lite/v5.json", "the name"))
        .contains("the name") // of the language
        .doesNotContain("http", "url");
  }

  @Test
  void a_title_with_control_characters_leaves_the_chart_readable() {
    assertThat(HeadView.of("a\tb\nc", TRACE, BATCH, 1).chart()).contains("a b c:");
  }

  @Test
  void numbers_are_in_ascii_digits_whatever_the_readers_language() {
    HeadView english = HeadView.of("t", TRACE, BATCH, 1);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      assertThat(String.format("%d", 1)).isEqualTo("۱");
      assertThat(MimeBundle.of(HeadView.of("t", TRACE, BATCH, 1)))
          .isEqualTo(MimeBundle.of(english));
      for (Object shown : List.of(english.picture(), BATCH, Ledger.of(BATCH), BATCH.inputIds())) {
        assertThat(MimeBundle.of(shown).text() + MimeBundle.of(shown).html())
            .doesNotContainPattern("[\u06f0-\u06f9\u0660-\u0669]");
      }
      assertThat(MimeBundle.progress("t", 5, 10).html()).contains("value=\"5\"");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_head_of_nan_is_said_to_be_nan() {
    INDArray weights = TRACE.attention(0).weights().value();
    INDArray before = weights.dup();
    try {
      weights.slice(1).assign(Double.NaN);
      HeadView view = HeadView.of("t", TRACE, BATCH, 1);
      assertThat(csv(view)).contains("0,0,0,NaN NaN");
      assertThat(view.picture().alt()).contains("0 % of", "NaN in 3 of 6");
    } finally {
      weights.assign(before);
    }
  }

  @Test
  void a_token_can_be_chosen_with_the_keyboard_too_whatever_signs_are_in_it() {
    assertThat(HeadView.of("t", TRACE, BATCH, 1).chart())
        .contains("\"input\": \"select\"", "\"options\": [0, 1, 2, 3], \"labels\": [\"w0\", ");
    var odd =
        new PaddedBatch(
            List.of(List.of("\"", "\\", "$0", "\"Small:"), BATCH.tokens().get(1)),
            BATCH.inputIds(),
            BATCH.attentionMask(),
            BATCH.tokenTypeIds());
    assertThat(HeadView.of("a \"b\"", TRACE, odd, 0).chart())
        .contains(
            "[\"\\\"\", \"\\\\\", \"$0\", \"\\\"Small:\"]", "\"text\": \"a \\\"b\\\": point at");
  }

  @Test
  void a_sentence_too_long_to_look_at_is_refused() {
    PaddedBatch wide = batch(33, 2);
    ForwardTrace trace = Variable.inference(() -> BERT.forward(wide));
    refused(() -> HeadView.of("t", trace, wide, 0), "batch:", "at most 32 slots but was 33");
    refused(() -> new HeadView(nothing(), "{}"), "picture", "null");
  }

  private static String csv(HeadView view) {
    return view.chart().replaceAll("(?s).*\"(layer,head[^\"]*)\".*", "$1").replace("\\n", "\n");
  }

  private static PaddedBatch batch(int... lengths) {
    return Padding.toLongest()
        .apply(Arrays.stream(lengths).mapToObj(HeadViewTest::sentence).toList());
  }

  private static Encoding sentence(int length) {
    List<Integer> ids = IntStream.range(0, length).mapToObj(i -> 1 + i % 8).toList();
    return new Encoding(
        IntStream.range(0, length).mapToObj(i -> "w" + i).toList(),
        ids,
        Collections.nCopies(length, 1),
        Collections.nCopies(length, 0));
  }
}
