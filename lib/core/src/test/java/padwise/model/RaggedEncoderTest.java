package padwise.model;

import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.Ragged;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.grad.Variable;
import padwise.text.Encoding;

class RaggedEncoderTest {

  private static final int WORDS = 23;

  private final MiniBert bert = MiniBert.random(new BertConfig(WORDS, 40, 12, 3, 2, 16), 3);
  private final RaggedEncoder ragged = new RaggedEncoder(bert);

  @ParameterizedTest
  @EnumSource
  void every_real_token_gets_what_the_readable_encoder_gives_it(Side side) {
    PaddedBatch batch = Padding.toMaxLength(33).on(side).apply(sentences(1, 33, 7, 20, 2));
    INDArray expected = Variable.inference(() -> bert.forward(batch)).output().value();
    INDArray output = ragged.forward(batch);
    assertThatTensor(output).isCloseTo(expected, 1e-5).whereMask(batch.attentionMask());
    assertThatTensor(output).isExactly(0).whereNotMask(batch.attentionMask());
    assertThatTensor(ragged.forward(batch)).isCloseTo(output, 0).everywhere(); // again, same bits
  }

  @Test
  void a_batch_of_nothing_but_pads_gives_zeros() {
    Encoding nobody = Ragged.encoding(List.of());
    PaddedBatch pads = Padding.toMaxLength(4).apply(List.of(nobody));
    assertThatTensor(ragged.forward(pads)).isExactly(0).everywhere();
  }

  private static List<Encoding> sentences(int... lengths) {
    Random random = new Random(7);
    return IntStream.of(lengths)
        .mapToObj(
            length -> {
              List<Integer> ids = random.ints(length, 1, WORDS).boxed().toList();
              List<Integer> ones = ids.stream().map(id -> 1).toList();
              List<Integer> types = ids.stream().map(id -> id % 2).toList();
              return new Encoding(ids.stream().map(String::valueOf).toList(), ids, ones, types);
            })
        .toList();
  }
}
