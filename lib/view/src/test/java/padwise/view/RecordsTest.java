package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RecordsTest {

  record Row(String token, double largestChange, boolean holds, int slotAt32) {}

  @Test
  void records_of_two_types_or_none_are_refused() {
    record One(int a) {}
    record Other(int b) {}
    refused(() -> Records.of("t", List.of(new One(1), new Other(2))), "rows", "one type");
    refused(() -> Records.of("t", List.of()), "rows");
    refused(() -> Records.of("t", nothing()), "rows", "null");
  }

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
