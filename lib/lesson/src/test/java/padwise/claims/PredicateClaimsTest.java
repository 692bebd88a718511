package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;
import static padwise.attention.MaskPredicate.causal;
import static padwise.attention.MaskPredicate.document;
import static padwise.attention.MaskPredicate.slidingWindow;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.attention.MaskPredicate;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Variable;
import padwise.lesson.Arrangement;
import padwise.lesson.NeighbourOracle;
import padwise.lesson.NeighbourOracle.Finding;

/** A mask is a predicate: claim 25, before the neighbour oracle. */
@Tag("claim-25")
class PredicateClaimsTest {

  private final MultiHeadAttention attention = MultiHeadAttention.random(12, 3, 2);
  private final NeighbourOracle oracle = NeighbourOracle.over(Ragged.sentences(3, 12), 3);

  @Test
  void documents_windows_and_causal_order_combined_do_not_notice_their_neighbours() {
    assertThat(findings(a -> document(a.sentence()).and(causal()).and(slidingWindow(2))))
        .hasSize(7)
        .allMatch(Finding::holds);
  }

  @Test
  void an_or_in_place_of_the_and_lets_neighbours_in() {
    assertThat(findings(a -> document(a.sentence()).or(causal()))).anyMatch(f -> !f.holds());
  }

  @Test
  void a_mask_of_each_head_of_its_own_reaches_that_head_alone() {
    AttentionMask mask =
        AttentionMask.where((b, head, query, key) -> head != 1 || key <= query, 1, 3, 4, 4);
    Variable x = Variable.constant(Ragged.normal(new Random(1), 1, 4, 12));
    INDArray weights = attention.forward(x, mask).heads(0); // [3, 4, 4]
    INDArray later = AttentionMask.causal(4).allowed().reshape(4, 4);
    assertThatTensor(weights.slice(1)).isExactly(0).whereNotMask(later);
    assertThat(weights.slice(0).getDouble(0, 3)).isPositive();
    assertThat(weights.slice(2).getDouble(0, 3)).isPositive();
  }

  @Test
  void what_the_other_batch_holds_in_its_pads_never_crosses_a_rectangular_mask() {
    Variable x = Variable.constant(Ragged.normal(new Random(1), 2, 3, 12));
    INDArray other = Ragged.normal(new Random(2), 2, 5, 12);
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}});
    AttentionMask rectangle = AttentionMask.padding(mask);
    INDArray before = attention.forward(x, Variable.constant(other), rectangle).values().value();
    INDArray changed = other.dup();
    changed.slice(0).getRow(4).assign(7);
    Variable loud = Variable.constant(changed);
    assertThat(attention.forward(x, loud, rectangle).values().value()).isEqualTo(before);
    INDArray unmasked = attention.forward(x, loud, AttentionMask.none()).values().value();
    assertThat(unmasked.slice(0).sub(before.slice(0)).amaxNumber().doubleValue())
        .isGreaterThan(0.01);
  }

  private List<Finding> findings(Function<Arrangement, MaskPredicate> rule) {
    return oracle.check(
        a -> {
          int rows = (int) a.sentence().size(0);
          int slots = (int) a.sentence().size(1);
          AttentionMask mask = AttentionMask.where(rule.apply(a), rows, 1, slots, slots);
          return attention.forward(a.input(), mask).values().value();
        });
  }
}
