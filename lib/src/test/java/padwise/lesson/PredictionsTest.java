package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void a_prediction_is_compared_with_what_was_found() {
    Predictions predictions = new Predictions();
    assertThat(predictions.note("pads", "How many?", 0)).startsWith("How many?\nYour guess: 0.");
    assertThat(predictions.reveal("pads", 3)).isEqualTo("You said 0. It is 3.");
    predictions.note("pads", "How many?", 3);
    assertThat(predictions.reveal("pads", 3)).isEqualTo("You said 3, and it is 3.");
    predictions.note("share", "Which share?", 0.3);
    assertThat(predictions.reveal("share", 0.29)).isEqualTo("You said 0.3, and it is 0.2900.");
    assertThat(predictions.reveal("share", 0.2)).isEqualTo("You said 0.3. It is 0.2000.");
  }

  @Test
  void revealing_before_predicting_names_the_cell_to_run() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Predictions().reveal("pads", 3))
        .withMessageContaining("run the cell with predict(\"pads\", …) first");
  }
}
