package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The workbook's sentences, read as the notebooks read them. */
class SentencesTest {
  private static final Table TABLE = Table.read().csv("../../notebooks/data/sentences.csv");
  private static final List<String> TEXTS = TABLE.stringColumn("text").asList();

  @Test
  void every_row_is_read_and_names_its_language() {
    assertThat(TABLE.columnNames()).containsExactly("language", "text");
    assertThat(TEXTS).hasSizeGreaterThanOrEqualTo(60);
    assertThat(TABLE.stringColumn("language").asList()).doesNotContain("");
  }

  @Test
  void the_running_example_comes_first_with_8_and_5_tokens() {
    assertThat(TEXTS).startsWith("The cat sat on the mat", "Birds sing loudly");
    assertThat(lengths()).startsWith(8, 5);
  }

  @Test
  void exactly_one_sentence_is_empty_and_none_is_there_twice() {
    assertThat(TEXTS).containsOnlyOnce("").doesNotHaveDuplicates();
  }

  private static List<Integer> lengths() {
    WordPieceTokenizer bert = WordPieceTokenizer.bert();
    return TEXTS.stream().map(text -> bert.encode(text).length()).toList();
  }
}
