package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.text.Vocabulary;
import tech.tablesaw.api.Table;

class LedgerTest {

  private static final Vocabulary WORDS = Vocabulary.of(List.of("[PAD]", "[SEP]", "sing"));

  @Test
  void the_ledger_has_one_line_a_slot_in_reading_order() {
    Table ledger = Ledger.of(MimeBundleTest.BATCH);
    assertThat(ledger.columnNames())
        .containsExactly("sentence", "slot", "token", "id", "position", "segment", "mask");
    assertThat(ledger.intColumn("id").asList()).containsExactly(101, 7, 102, 101, 102, 0);
    assertThat(ledger.intColumn("slot").asList()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(ledger.intColumn("sentence").asList()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(ledger.intColumn("segment").asList()).containsExactly(0, 1, 1, 0, 0, 0);
    assertThat(ledger.intColumn("mask").asList()).containsExactly(1, 1, 1, 1, 1, 0);
    assertThat(ledger.stringColumn("token").get(5)).isEqualTo(Axis.PAD_MARK + " [PAD]");
    assertThat(ledger.stringColumn("token").get(4)).isEqualTo("[SEP]");
    assertThat(ledger.name()).isEqualTo("Ledger of 2 sentences × 3 slots");
    assertThat(Ledger.of(Pictures.batch(2, 0)).name()).isEqualTo("Ledger of 1 sentence × 2 slots");
  }

  @Test
  void weights_labels_and_positions_come_beside_it_and_leave_it_alone() {
    Table ledger = Ledger.of(MimeBundleTest.BATCH);
    var weights = Nd4j.createFromArray(new double[][] {{0.5, 0.3, 0.2}, {0.6, 0.4, 0}});
    var labels = Nd4j.createFromArray(new int[][] {{-100, 7, -100}, {-100, 102, -100}});
    var positions = Nd4j.createFromArray(new int[][] {{0, 1, 2}, {1, 0, 9}});
    Table wide =
        Ledger.with(
            Ledger.with(Ledger.with(ledger, "position", positions), "weight", weights),
            "label",
            labels);
    assertThat(wide.doubleColumn("weight").asList()).containsExactly(0.5, 0.3, 0.2, 0.6, 0.4, 0.0);
    assertThat(wide.intColumn("label").asList()).containsExactly(-100, 7, -100, -100, 102, -100);
    assertThat(wide.intColumn("position").asList()).containsExactly(0, 1, 2, 1, 0, 9);
    assertThat(wide.columnNames().indexOf("position")).isEqualTo(4);
    assertThat(ledger.columnCount()).isEqualTo(7);
    refused(() -> Ledger.with(ledger, "weight", Nd4j.zeros(2, 4)), "6 slots", "[2, 4]");
    INDArray columnsFirst = weights.transpose().dup().transpose(); // f-ordered, the same numbers
    assertThat(Ledger.with(ledger, "weight", columnsFirst).doubleColumn("weight").asList())
        .containsExactly(0.5, 0.3, 0.2, 0.6, 0.4, 0.0);
    refused(() -> Ledger.with(ledger, "weight", weights.transpose()), "[2, 3]", "[3, 2]", "turn");
    refused(() -> Ledger.spelling(ledger, "ids", labels.transpose(), WORDS), "ids", "turn");
  }

  @Test
  void ids_are_spelled_and_what_is_not_asked_stays_a_number() {
    Table ledger = Ledger.of(MimeBundleTest.BATCH);
    var labels = Nd4j.createFromArray(new int[][] {{2, 1, -100}, {1, -100, 0}});
    Table asked = Ledger.spelling(ledger, "asked for", labels, WORDS);
    assertThat(asked.stringColumn("asked for").asList())
        .containsExactly("sing", "[SEP]", "−100", "[SEP]", "−100", "[PAD]");
    assertThat(ledger.columnCount()).isEqualTo(7);
    assertThat(Ledger.spelling(asked, "asked for", labels.mul(0), WORDS).columnCount())
        .isEqualTo(8); // replaced
    refused(() -> Ledger.spelling(ledger, "labels", Nd4j.zeros(2, 3), WORDS), "labels", "INT32");
    refused(() -> Ledger.spelling(ledger, "labels", labels.add(1), WORDS), "id", "was 3");
    refused(() -> Ledger.spelling(ledger, "labels", nothing(), WORDS), "labels", "6 slots");
    refused(() -> Ledger.spelling(ledger, "labels", labels, nothing()), "vocabulary", "null");
    refused(() -> Ledger.with(nothing(), "labels", labels), "ledger", "null");
    refused(() -> Ledger.of(nothing()), "batch", "null");
  }

  @Test
  void the_loss_lists_every_slot_and_counts_only_labelled_ones() {
    INDArray labels = Nd4j.createFromArray(new int[][] {{-100, 0, -100}, {-100, 2, -100}});
    Variable logits = Variable.constant(Nd4j.arange(18).reshape(2, 3, 3).castTo(DataType.FLOAT));
    MaskedLoss loss = MaskedCrossEntropy.of(logits, labels);
    Table table = Ledger.loss(MimeBundleTest.BATCH, labels, loss);
    assertThat(table.columnNames())
        .containsExactly("sentence", "token", "label", "counted?", "loss");
    assertThat(table.stringColumn("counted?").asList())
        .containsExactly("no", "yes", "no", "no", "yes", "no");
    assertThat(table.doubleColumn("loss").get(1)).isCloseTo(2.4076, within(1e-4));
    assertThat(table.doubleColumn("loss").get(4)).isCloseTo(0.4076, within(1e-4));
    assertThat(table.name()).isEqualTo("Loss: 2 of 6 slots count, sum 2.8152, mean 1.4076");
    INDArray none = Nd4j.valueArrayOf(new long[] {2, 3}, -100, DataType.INT32);
    assertThat(Ledger.loss(MimeBundleTest.BATCH, none, MaskedCrossEntropy.of(logits, none)).name())
        .isEqualTo("Loss: 0 of 6 slots count, sum 0, mean 0 by definition");
  }

  @Test
  void columns_may_be_chosen_and_renumbered_before_another_joins_them() {
    Table ledger = Ledger.of(MimeBundleTest.BATCH);
    var numbers = Nd4j.createFromArray(new int[][] {{1, 1, 2}, {3, 3, 0}});
    Table chosen = Ledger.with(ledger.selectColumns("token", "mask"), "sentence", numbers);
    assertThat(chosen.intColumn("sentence").asList()).containsExactly(1, 1, 2, 3, 3, 0);
    Table renumbered = Ledger.with(ledger, "sentence", numbers); // four numbers in two rows
    assertThat(Ledger.with(renumbered, "label", numbers).intColumn("label").asList())
        .containsExactly(1, 1, 2, 3, 3, 0);
  }

  @Test
  void percentages_round_to_0_or_100_only_when_exact() {
    assertThat(List.of(0.0, 0.001, 0.005, 0.3149, 0.999, 1.0).stream().map(Numbers::percent))
        .containsExactly("0 %", "less than 1 %", "1 %", "31 %", "more than 99 %", "100 %");
  }
}
