package padwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.Fixtures;
import padwise.Fixtures.Case;
import padwise.Ragged;
import padwise.attention.MultiHeadAttention;
import padwise.batch.PaddedBatch;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.train.Trainer;

class MiniBertTest {

  private static final double TOLERANCE = 1e-5;

  static List<Case> berts() {
    return Fixtures.read("bert.gz", "bert");
  }

  /** A whole BERT with its head, its weights in the order that parameters() lists them. */
  private static WordModel model(Case torch) {
    List<Variable> all = new ArrayList<>();
    for (int i = 0; torch.arrays().containsKey("weight" + i); i++) {
      all.add(torch.parameter("weight" + i));
    }
    Iterator<Variable> next = all.iterator();
    Embeddings embeddings = new Embeddings(next.next(), next.next(), next.next(), norm(next));
    List<EncoderBlock> blocks = new ArrayList<>();
    for (int layer = 0; layer < torch.number("layers"); layer++) {
      MultiHeadAttention attention =
          new MultiHeadAttention((int) torch.number("heads"), linear(next), linear(next));
      blocks.add(
          new EncoderBlock(
              attention, norm(next), new FeedForward(linear(next), linear(next)), norm(next)));
    }
    MlmHead head = new MlmHead(linear(next), norm(next), embeddings.token(), next.next());
    return new WordModel(new MiniBert(embeddings, blocks), head);
  }

  private static LayerNorm norm(Iterator<Variable> next) {
    return new LayerNorm(next.next(), next.next());
  }

  private static Linear linear(Iterator<Variable> next) {
    return new Linear(next.next(), next.next());
  }

  private static List<Variable> weights(WordModel model) {
    return model.parameters().stream().distinct().toList(); // a tied table is there twice
  }

  private static Variable logits(WordModel model, Case torch) {
    INDArray ids = torch.whole("ids");
    List<String> row = Collections.nCopies((int) ids.size(1), "x");
    List<List<String>> tokens = Collections.nCopies((int) ids.size(0), row);
    PaddedBatch batch = new PaddedBatch(tokens, ids, torch.whole("mask"), torch.whole("types"));
    return model.head().forward(model.bert().forward(batch).output());
  }

  private static MaskedLoss loss(WordModel model, Case torch) {
    return MaskedCrossEntropy.of(logits(model, torch), torch.whole("labels"));
  }

  @ParameterizedTest
  @MethodSource("berts")
  void logits_loss_and_every_gradient_are_pytorchs(Case torch) {
    WordModel model = model(torch);
    INDArray real = torch.whole("mask");
    assertThatTensor(logits(model, torch).value())
        .isCloseTo(torch.get("logits"), 2 * TOLERANCE)
        .whereMask(real);
    MaskedLoss loss = loss(model, torch);
    assertThat(loss.mean().value().getDouble(0)).isCloseTo(torch.number("mean"), within(TOLERANCE));
    loss.mean().backward();
    List<Variable> weights = weights(model);
    for (int i = 0; i < weights.size(); i++) {
      assertThatTensor(weights.get(i).gradient())
          .as("gradient of weight %d", i)
          .isCloseTo(torch.get("gradient" + i), TOLERANCE)
          .everywhere();
    }
    assertThat(torch.arrays()).doesNotContainKey("weight" + weights.size());
  }

  @ParameterizedTest
  @MethodSource("berts")
  void two_steps_of_adam_lead_where_pytorchs_lead(Case torch) {
    WordModel model = model(torch);
    List<Variable> weights = weights(model);
    new Trainer(weights, 0.01).run(2, step -> loss(model, torch)); // both at the full rate
    int moved = 0;
    for (int i = 0; i < weights.size(); i++) {
      INDArray slope = Transforms.abs(torch.get("gradient" + i)); // a key's bias, say, has none:
      INDArray told = slope.gt(1e-5).castTo(DataType.INT32); // there Adam follows rounding errors
      assertThatTensor(weights.get(i).value())
          .as("weight %d", i)
          .isCloseTo(torch.get("after" + i), 1e-4)
          .whereMask(told);
      moved += told.sumNumber().intValue();
    }
    assertThat(moved).isGreaterThan(600);
  }

  @Test
  void a_random_bert_has_the_sizes_it_was_asked_for_and_the_same_seed_makes_the_same() {
    BertConfig config = new BertConfig(20, 9, 12, 3, 2, 16);
    MiniBert bert = MiniBert.random(config, 5);
    assertThat(bert.blocks()).hasSize(2);
    assertThat(bert.parameters()).hasSize(5 + 2 * 12).doesNotHaveDuplicates();
    long numbers = bert.parameters().stream().mapToLong(weight -> weight.value().length()).sum();
    long layer = 12 * 36 + 36 + 12 * 12 + 12 + 12 * 16 + 16 + 16 * 12 + 12 + 4 * 12;
    assertThat(numbers).isEqualTo((20 + 9 + 2 + 2) * 12 + 2 * layer);
    INDArray again = MiniBert.random(config, 5).blocks().get(1).feedForward().up().weight().value();
    INDArray first = bert.blocks().get(0).feedForward().up().weight().value();
    assertThat(bert.blocks().get(1).feedForward().up().weight().value()).isEqualTo(again);
    assertThat(first).isNotEqualTo(again);
  }

  @Test
  void a_tied_head_is_the_token_table() {
    Embeddings embeddings = Embeddings.random(7, 4, 6, 1);
    MlmHead tied = MlmHead.tied(embeddings, 2);
    Variable x = Variable.constant(Ragged.normal(new Random(3), 1, 2, 6));
    assertThat(tied.words()).isSameAs(embeddings.token());
    assertThat(tied.forward(x).value().shape()).containsExactly(1, 2, 7);
  }

  @Test
  void the_cls_head_reads_the_first_real_slot_of_each_sentence_on_either_side_and_in_packed_rows() {
    ClsHead head = ClsHead.random(3, 2, 1);
    INDArray hidden = Ragged.normal(new Random(2), 2, 4, 3);
    INDArray mask = Nd4j.createFromArray(new int[][] {{0, 1, 1, 1}, {1, 1, 1, 0}});
    INDArray positions = Nd4j.createFromArray(new int[][] {{0, 0, 1, 2}, {0, 1, 0, 0}});
    Variable scores = head.forward(Variable.constant(hidden), positions, mask); // 3 sentences
    INDArray flat = hidden.reshape(8, 3);
    INDArray expected = flat.getRows(1, 4, 6).mmul(head.output().weight().value());
    assertThatTensor(scores.value()).isCloseTo(expected, 1e-6).everywhere();
  }

  @Test
  void bad_input_is_named() {
    refused(() -> new BertConfig(9, 9, 10, 3, 1, 4), "heads that divide", "[9, 9, 10, 3, 1, 4]");
    BertConfig endless = new BertConfig(9, 9, 4, 2, Integer.MAX_VALUE, 4);
    refused(() -> MiniBert.random(endless, 1), "layers", "[2147483647]", "GB");
    IntStream.range(0, 6)
        .forEach(
            i -> {
              int[] n = {4, 4, 4, 4, 4, 4};
              n[i] = 0;
              refused(() -> new BertConfig(n[0], n[1], n[2], n[3], n[4], n[5]), "at least 1", "0");
            });
    Variable x = Variable.constant(Ragged.normal(new Random(3), 1, 2, 6));
    INDArray two = Nd4j.createFromArray(new int[][] {{0, 1}});
    INDArray none = Nd4j.createFromArray(new int[][] {{0, 0}});
    ClsHead head = ClsHead.random(6, 2, 1);
    refused(() -> head.forward(x, two, two.reshape(1, 2).repeat(1, 2)), "attentionMask", "[1, 4]");
    refused(() -> head.forward(x, two, none), "attentionMask", "no token is real");
    refused(() -> Linear.random(0, 2, 1), "in, out", "0");
    refused(() -> new Linear(x, x), "weight", "[K, N]", "[1, 2, 6]");
  }
}
