package padwise.math;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import padwise.model.ForwardTrace;
import padwise.model.MiniBert;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** Nobody has to close arrays, or to work in an arena, for memory to stay flat. */
class ArenaMemoryTest {

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
  @ValueSource(strings = {"inference", "remembering"})
  void twenty_thousand_forward_passes_take_what_one_thousand_took(String how) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A heap that is there from the start: what grows is beside it.
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // or the compiler takes memory for a while
                "-cp",
                System.getProperty("java.class.path"),
                ForwardPasses.class.getName(),
                how)
            .redirectError(Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(said).matches("\\d+ \\d+");
    int blank = said.indexOf(' ');
    double first = Double.parseDouble(said.substring(0, blank));
    double last = Double.parseDouble(said.substring(blank + 1));
    assertThat(last / first).as("megabytes: %s", said).isLessThan(1.05);
  }

  /** A process of its own, which says how much memory it took at least, early and later. */
  static final class ForwardPasses {

    private ForwardPasses() {}

    public static void main(String[] how) {
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
      Supplier<ForwardTrace> pass = () -> bert.forward(batch);
      Consumer<Object> nobody = result -> {};
      Runnable run =
          how[0].equals("inference")
              ? () -> nobody.accept(Variable.inference(pass))
              : () -> nobody.accept(pass.get());
      System.out.println(lowest(run, 500) + " " + lowest(run, 18_500));
    }

    /** In megabytes, in 500 passes after the first ones: the JIT compiler takes 40 for a while. */
    private static long lowest(Runnable pass, int first) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < first + 500; i++) {
        pass.run();
        least = i >= first ? Math.min(least, Pointer.physicalBytes() / MEGABYTE) : least;
      }
      return least;
    }
  }
}
