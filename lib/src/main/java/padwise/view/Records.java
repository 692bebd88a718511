package padwise.view;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A list of records as a table: one column a component, one row a record. */
public final class Records {

  private Records() {}

  /**
   * Makes the table.
   *
   * @param title what the table shows
   * @param rows at least one record, all of one type with public accessors
   */
  public static Table of(String title, List<? extends Record> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "rows: expected at least one record for \"" + title + "\"");
    }
    Table table = Table.create(title);
    for (RecordComponent component : rows.get(0).getClass().getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
      boolean number = component.getType() == double.class;
      Column<?> column = (number ? ColumnType.DOUBLE : ColumnType.STRING).create(name);
      for (Record row : rows) {
        append(column, value(component, row));
      }
      table.addColumns(column);
    }
    return table;
  }

  private static void append(Column<?> column, Object value) {
    if (column instanceof DoubleColumn numbers) {
      numbers.append((double) value);
    } else if (column instanceof StringColumn words) {
      words.append(value instanceof Boolean yes ? (yes ? "yes" : "no") : String.valueOf(value));
    }
  }

  private static Object value(RecordComponent component, Record row) {
    try {
      component.getAccessor().setAccessible(true); // records of a test or a cell may be nested
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "rows: " + component.getName() + " of " + row + " cannot be read", e);
    }
  }
}
