package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Gradients.normal;
import static padwise.Refused.refused;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.AttentionMask;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.model.Embeddings;
import padwise.model.LayerNorm;

/** Whatever touches native memory is refused before it does, if it would go beyond its arrays. */
class NativeAccessTest {

  private static final INDArray TABLE = normal(1, 5, 4);

  @Test
  void rows_outside_a_table_are_refused() {
    refused(() -> Rows.gather(TABLE, new int[] {99}), "rows", "99", "[5, 4]", "0 to 4");
    refused(() -> Rows.gather(TABLE, new int[] {-1}), "rows", "-1", "0 to 4");
    refused(() -> Rows.gather(normal(1, 2, 8, 12), new int[] {0}), "table", "[2, 8, 12]");
  }

  @Test
  void rows_that_do_not_fit_into_a_table_are_refused() {
    INDArray batch = normal(2, 2, 5, 4);
    INDArray rows = normal(3, 10, 8);
    int[] ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    refused(() -> Rows.scatter(rows, ten, batch), "table", "8]", "[2, 5, 4]");
    refused(() -> Rows.scatter(TABLE, ten, batch), "from", "[10, ", "[5, 4]");
    refused(() -> Rows.scatter(TABLE, new int[] {0, 1, 2, 3, 10}, batch), "rows", "10", "0 to 9");
    INDArray doubles = batch.castTo(DataType.DOUBLE);
    refused(() -> Rows.scatter(TABLE, new int[5], doubles), "table", "DOUBLE", "FLOAT");
    refused(() -> Rows.scatter(TABLE, new int[5], batch.dup('f')), "memory", "dup('c')");
    INDArray swapped = normal(4, 4, 5).transpose();
    refused(() -> Rows.scatter(TABLE, new int[5], swapped), "memory", "dup('c')");
  }

  @Test
  void numbers_that_are_too_many_are_refused() {
    refused(() -> Rows.write(new double[1_000_000], TABLE), "values", "[5, 4]", "1000000");
    refused(() -> Rows.write(new double[2], TABLE), "values", "2");
    refused(() -> Rows.of(FloatBuffer.allocate(3), 2, 2), "values", "4", "3");
    refused(() -> Rows.of(FloatBuffer.allocate(3), -1, -3), "shape", "-1");
  }

  @Test
  void products_of_arrays_that_do_not_fit_are_refused() {
    refused(() -> Products.columns(TABLE, normal(1, 9, 4)), "right", "[9, 4]");
    INDArray doubles = TABLE.castTo(DataType.DOUBLE);
    refused(() -> Products.columns(TABLE, doubles), "right", "DOUBLE [5, 4]", "castTo");
    INDArray none = Nd4j.zeros(DataType.FLOAT, 0, 4);
    refused(() -> Products.matmul(none, normal(1, 4, 2)), "left", "[0, 4]");
    INDArray weight = normal(1, 4, 2);
    refused(() -> Products.affine(TABLE, weight, doubles), "bias", "DOUBLE", "castTo");
  }

  @Test
  void segments_that_do_not_fill_the_rows_are_refused() {
    INDArray projected = normal(1, 6, 12);
    refused(() -> SegmentAttention.attend(projected, new int[] {8, -2}, 2), "lengths", "[8, -2]");
    refused(() -> SegmentAttention.attend(projected, new int[] {6, 0}, 2), "lengths", "[6, 0]");
    refused(
        () -> SegmentAttention.attend(projected, new int[] {5}, 2), "lengths", "[5]", "[6, 12]");
    refused(() -> SegmentAttention.attend(projected, new int[] {6}, 0), "projected", "0 heads");
    refused(() -> SegmentAttention.attend(projected, new int[] {6}, 3), "projected", "3 heads");
    int[] whole = {Integer.MAX_VALUE, Integer.MAX_VALUE, 8};
    refused(() -> SegmentAttention.attend(projected, whole, 2), "lengths", "2147483647");
  }

  @Test
  void sizes_that_are_nothing_or_too_much_are_refused() {
    refused(() -> Embeddings.random(0, 5, 4, 1), "words", "0");
    refused(() -> Embeddings.random(100_000, 5, 100_000, 1), "words", "[100000, 100000]", "80.0");
    refused(() -> Linear.random(1 << 20, 1 << 20, 1), "in, out", "GB");
    refused(() -> LayerNorm.fresh(-3), "width", "-3");
  }

  @Test
  void other_types_and_shapes_are_refused() {
    INDArray half = TABLE.castTo(DataType.FLOAT16);
    refused(() -> Rows.softmax(half), "x", "HALF", "castTo");
    refused(() -> Rows.softmaxGradient(TABLE, normal(1, 4, 5)), "dy", "[4, 5]", "[5, 4]");
    refused(() -> Rows.geluGradient(TABLE, normal(1, 4, 5)), "dy", "[4, 5]", "[5, 4]");
    refused(() -> Rows.gelu(TABLE.castTo(DataType.INT32)), "x", "INT");
    LayerNorm norm = LayerNorm.fresh(8);
    Variable narrow = Variable.constant(normal(1, 2, 6));
    refused(() -> norm.forward(narrow), "gain", "[6]", "[8]");
    INDArray weight = normal(1, 2, 2).dup('f');
    AdamMoments moments = AdamMoments.of(weight);
    refused(() -> moments.move(weight, weight.dup('c'), 0.1, 1), "memory", "dup('c')");
    refused(() -> moments.move(weight, TABLE, 0.1, 1), "gradient", "[5, 4]", "[2, 2]");
    refused(() -> new AdamMoments(weight, TABLE), "square", "[5, 4]", "[2, 2]");
    INDArray own = Nd4j.ones(2, 2);
    AdamMoments fresh = AdamMoments.of(own);
    refused(() -> fresh.move(own, own, 0.1, 0), "step", "0");
    refused(() -> fresh.move(own, own, Double.NaN, 1), "rate", "NaN");
    assertThat(own).isEqualTo(Nd4j.ones(2, 2));
  }

  @Test
  void an_array_does_not_leave_its_arena() {
    refused(() -> Arena.in("leak", () -> Rows.softmax(TABLE)), "work", "\"leak\"", "number");
    assertThat(Arena.in("leak", () -> TABLE)).isSameAs(TABLE);
  }

  @Test
  void an_array_whose_memory_is_gone_is_refused() {
    INDArray kept = Arena.in("over", () -> List.of(Rows.softmax(TABLE))).get(0);
    INDArray closed = TABLE.dup();
    INDArray window = closed.get(NDArrayIndex.interval(1, 3));
    closed.close();
    for (INDArray gone : List.of(kept, closed, window)) {
      refused(() -> Rows.read(gone), "memory is gone", "detach()");
      refused(() -> Rows.gather(gone, new int[] {0}), "memory is gone");
      refused(() -> Products.columns(gone, gone), "memory is gone");
    }
    assertThat(Arena.in("over", () -> Rows.read(Rows.softmax(TABLE)))).hasSize(20);
  }

  @Test
  void text_is_no_number() {
    INDArray words = Nd4j.create("a", "b");
    refused(() -> Rows.read(words), "x", "text", "[2]");
    refused(() -> AttentionMask.padding(words.reshape(1, 2)), "text");
  }

  @Test
  void masks_of_any_type_are_read_as_numbers() {
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 0}, {0, 1}});
    for (DataType type : new DataType[] {DataType.BOOL, DataType.INT8, DataType.INT64}) {
      assertThat(Rows.read(mask.castTo(type))).containsExactly(1, 0, 0, 1);
    }
    assertThat(Rows.read(Nd4j.empty(DataType.FLOAT))).isEmpty();
  }

  @Test
  void a_view_is_read_and_written_in_its_own_order() {
    INDArray swapped = TABLE.transpose();
    assertThat(Rows.read(Rows.gather(swapped, new int[] {3})))
        .containsExactly(TABLE.getColumn(3).toDoubleVector());
    INDArray rows = TABLE.dup('f');
    INDArray into = Nd4j.zeros(DataType.FLOAT, 5, 4);
    Rows.scatter(rows, new int[] {4, 3, 2, 1, 0}, into);
    assertThat(into.getRow(0)).isEqualTo(TABLE.getRow(4));
  }
}
