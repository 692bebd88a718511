package padwise.view;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import padwise.math.Preconditions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A list of records as a table: one column a component, one row a record. */
public final class Records {

  private Records() {}

  /** Makes the table of at least one record, all of one type. */
  public static Table of(String title, List<? extends Record> rows) {
    Preconditions.given("title, rows", title, rows);
    Preconditions.require(
        rows.stream().map(Record::getClass).distinct().count() == 1,
        "rows: expected records of one type for \"%s\" but was %s",
        title,
        rows);
    Table table = Table.create(title);
    for (RecordComponent component : rows.get(0).getClass().getRecordComponents()) {
      String name = spaced(component.getName());
      table.addColumns(
          column(name, rows.stream().map(row -> value(component, row)).toList(), component));
    }
    return table;
  }

  /** {@code lossAt32} as {@code loss at 32}. */
  private static String spaced(String name) {
    return name.replaceAll("([A-Z]|(?<=[a-z])(?=[0-9]))", " $1").toLowerCase(Locale.ROOT);
  }

  private static Column<?> column(String name, List<Object> values, RecordComponent component) {
    if (component.getType() == double.class) {
      return DoubleColumn.create(name, values.stream().mapToDouble(v -> (double) v).toArray());
    }
    if (component.getType() == int.class) {
      return IntColumn.create(name, values.stream().mapToInt(v -> (int) v).toArray());
    }
    return StringColumn.create(
        name, values.stream().map(v -> v instanceof Boolean yes ? (yes ? "yes" : "no") : "" + v));
  }

  /** True of a record whose values can be had: Java's own records are closed. */
  static boolean isReadable(Object row) {
    return row.getClass().isRecord()
        && Stream.of(row.getClass().getRecordComponents())
            .allMatch(component -> component.getAccessor().trySetAccessible());
  }

  /** The value of a record under this name; the records of a cell or a test are not public. */
  static Object value(RecordComponent component, Object row) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "rows: " + component.getName() + " of " + row + " cannot be read", e);
    }
  }
}
