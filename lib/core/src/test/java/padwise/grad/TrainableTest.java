package padwise.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class TrainableTest {

  private final Variable first = Variable.parameter(Nd4j.ones(2));
  private final Linear second = Linear.random(2, 3, 1);
  private final Linear third = Linear.random(3, 2, 2);

  /** Not public, as a reader's own. */
  private record Mine(String name, Variable scale, List<Linear> layers, Trainable last)
      implements Trainable {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Gathered(Map<String, Variable> named, Linear[] layers, Plain inside)
      implements Trainable {}

  /** A record that does not say that it is trainable. */
  private record Plain(int size, Variable weight) {}

  private static class Unsaid implements Trainable {}

  @Test
  void the_weights_of_a_record_come_component_by_component_a_class_says_its_own() {
    Trainable last =
        new Trainable() {
          @Override
          public List<Variable> parameters() {
            return List.of(third.bias());
          }
        };
    assertThat(new Mine("mine", first, List.of(second, third), last).parameters())
        .containsExactly(
            first, second.weight(), second.bias(), third.weight(), third.bias(), third.bias());
  }

  @Test
  void weights_in_maps_arrays_and_other_records_are_found() {
    Variable last = Variable.parameter(Nd4j.ones(1));
    assertThat(
            new Gathered(Map.of("a", first), new Linear[] {second}, new Plain(1, last))
                .parameters())
        .containsExactly(first, second.weight(), second.bias(), last);
  }

  @Test
  void a_class_that_does_not_say_is_told_what_to_do() {
    refused(() -> new Unsaid().parameters(), "Unsaid", "a record", "parameters()");
    refused(
        () -> new Mine("mine", first, List.of(second), new Unsaid()).parameters(),
        "Unsaid",
        "a record");
  }
}
