package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

class LedgerTest {

  @Test
  void the_ledger_has_one_line_a_slot_in_reading_order() {
    Table ledger = Ledger.of(ShownTest.BATCH);
    assertThat(ledger.columnNames())
        .containsExactly("sentence", "slot", "token", "id", "position", "segment", "mask");
    assertThat(ledger.intColumn("id").asList()).containsExactly(101, 7, 102, 101, 102, 0);
    assertThat(ledger.intColumn("slot").asList()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(ledger.intColumn("sentence").asList()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(ledger.intColumn("segment").asList()).containsExactly(0, 1, 1, 0, 0, 0);
    assertThat(ledger.intColumn("mask").asList()).containsExactly(1, 1, 1, 1, 1, 0);
    assertThat(ledger.stringColumn("token").get(5)).isEqualTo("[PAD]");
  }

  @Test
  void weights_labels_and_positions_come_beside_it_and_leave_it_alone() {
    Table ledger = Ledger.of(ShownTest.BATCH);
    var weights = Nd4j.createFromArray(new double[][] {{0.5, 0.3, 0.2}, {0.6, 0.4, 0}});
    var labels = Nd4j.createFromArray(new int[][] {{-100, 7, -100}, {-100, 102, -100}});
    var positions = Nd4j.createFromArray(new int[][] {{0, 1, 2}, {1, 0, 9}});
    Table wide =
        Ledger.withLabels(
            Ledger.withWeights(Ledger.withPositions(ledger, positions), weights), labels);
    assertThat(wide.doubleColumn("weight").asList()).containsExactly(0.5, 0.3, 0.2, 0.6, 0.4, 0.0);
    assertThat(wide.intColumn("label").asList()).containsExactly(-100, 7, -100, -100, 102, -100);
    assertThat(wide.intColumn("position").asList()).containsExactly(0, 1, 2, 1, 0, 9);
    assertThat(wide.columnNames().indexOf("position")).isEqualTo(4);
    assertThat(ledger.columnCount()).isEqualTo(7);
    assertThatThrownBy(() -> Ledger.withWeights(ledger, Nd4j.zeros(2, 4)))
        .hasMessageContaining("6 slots", "[2, 4]");
  }

  @Test
  void lengths_count_sentences_and_the_padding_they_would_get() {
    Table table = Lengths.of(List.of(encoding(8), encoding(5), encoding(5), encoding(2)));
    assertThat(table.intColumn("tokens").asList()).containsExactly(2, 5, 8);
    assertThat(table.intColumn("sentences").asList()).containsExactly(1, 2, 1);
    assertThat(table.intColumn("pads each").asList()).containsExactly(6, 3, 0);
    assertThat(table.stringColumn("share of padding").asList())
        .containsExactly("75 %", "38 %", "0 %");
    assertThat(table.name())
        .isEqualTo("4 sentences padded to 8 tokens: 38 % of the batch is padding");
    assertThat(Lengths.of(List.of()).rowCount()).isZero();
  }

  @Test
  void the_loss_counts_only_labelled_tokens() {
    Table table =
        LossTable.of(
            List.of("a", "b", "[PAD]"),
            Nd4j.createFromArray(5, 6, -100),
            Nd4j.createFromArray(1.5, 0.5, Double.NaN));
    assertThat(table.name()).isEqualTo("Loss: 2 of 3 tokens count, sum 2, mean 1");
    assertThat(table.stringColumn("counted?").asList()).containsExactly("yes", "yes", "no");
    assertThat(table.doubleColumn("loss").get(2)).isZero();
    assertThat(
            LossTable.of(List.of("a"), Nd4j.createFromArray(-100, 1).getScalar(0), Nd4j.scalar(3.0))
                .name())
        .contains("0 of 1", "mean undefined");
  }

  @Test
  void percentages_round_to_0_or_100_only_when_exact() {
    assertThat(List.of(0.0, 0.001, 0.005, 0.3149, 0.999, 1.0).stream().map(Numbers::percent))
        .containsExactly("0 %", "less than 1 %", "1 %", "31 %", "more than 99 %", "100 %");
  }

  private static Encoding encoding(int length) {
    return new Encoding(
        Collections.nCopies(length, "x"),
        Collections.nCopies(length, 1),
        Collections.nCopies(length, 1),
        Collections.nCopies(length, 0));
  }
}
