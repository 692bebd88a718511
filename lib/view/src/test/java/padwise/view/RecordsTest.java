package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RecordsTest {

  record Row(String token, double largestChange, boolean holds, int slotAt32) {}

  @Test
  void each_component_becomes_a_column_and_each_record_a_row() {
    Table table =
        Records.of("t", List.of(new Row("cat", 0.5, true, 1), new Row("sat", 2, false, 2)));
    assertThat(table.columnNames())
        .containsExactly("token", "largest change", "holds", "slot at 32");
    assertThat(table.doubleColumn(1).asList()).containsExactly(0.5, 2.0);
    assertThat(table.stringColumn("holds").asList()).containsExactly("yes", "no");
  }
}
