package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** Nobody has to close arrays, or to work in an arena, for memory to stay flat. */
class NativeMemoryTest {

  private static final long MEGABYTE = 1 << 20;

  @Test
  void arrays_that_nobody_keeps_are_collected_though_the_heap_is_empty() {
    Variable x = Variable.constant(Nd4j.ones(DataType.FLOAT, 2048, 2048)); // 16 MB
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 120; i++) { // 1.9 GB in all
      assertThat(x.times(2).value().length()).isPositive();
    }
    assertThat((Pointer.physicalBytes() - before) / MEGABYTE).isLessThan(1000);
  }

  @ParameterizedTest
  @Tag("all")
  @ValueSource(booleans = {true, false})
  void twenty_thousand_forward_passes_take_what_one_thousand_took(boolean inference) {
    Vocabulary words =
        Vocabulary.of(
            Stream.concat(
                    Vocabulary.SPECIAL.stream(), Stream.of("the", "cat", "sat", "on", "a", "mat"))
                .toList());
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(words);
    PaddedBatch batch =
        Padding.toLongest()
            .apply(List.of(tokenizer.encode("the cat sat on a mat"), tokenizer.encode("a cat")));
    MiniBert bert = MiniBert.random(BertConfig.mini(words.size()), 1);
    Runnable pass =
        inference
            ? () -> Variable.inference(() -> bert.forward(batch))
            : () -> assertThatCode(() -> bert.forward(batch)).doesNotThrowAnyException();
    long first = highest(pass, 1000);
    long last = highest(pass, 19_000);
    assertThat(last / (double) first).as("%d to %d MB", first, last).isLessThan(1.05);
  }

  /** The most memory that the process took, in megabytes. */
  private static long highest(Runnable pass, int passes) {
    long most = 0;
    for (int i = 0; i < passes; i++) {
      pass.run();
      most = i % 50 == 0 ? Math.max(most, Pointer.physicalBytes() / MEGABYTE) : most;
    }
    return most;
  }
}
