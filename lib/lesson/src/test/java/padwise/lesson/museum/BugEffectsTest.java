package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.TensorAssert.assertThatTensor;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.math.Rows;
import padwise.text.Encoding;

/** The effect of each bug, and the one of its cure. */
class BugEffectsTest {

  /** Runs a test on four specimens. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @MethodSource("padwise.lesson.museum.Specimens#four")
  @interface EachSpecimen {}

  @EachSpecimen
  @Tag("bug-1")
  void masked_queries_leave_real_rows_alone_and_make_padded_rows_uniform(Specimen s) {
    INDArray faulty = faulty(1, s);
    assertThatTensor(faulty).isCloseTo(right(1, s), 1e-7).whereMask(queries(s));
    assertThatTensor(faulty).isExactly(1.0 / 8).whereNotMask(queries(s));
    assertThatTensor(right(1, s)).isExactly(0).whereNotMask(keys(s));
  }

  @EachSpecimen
  @Tag("bug-2")
  void a_mask_along_the_queries_hides_nothing_from_anybody(Specimen s) {
    INDArray faulty = faulty(2, s);
    assertThatTensor(faulty).isCloseTo(unmasked(s), 1e-7).whereMask(queries(s));
    assertThatTensor(faulty)
        .isCloseTo(unmasked(s), 2e-3)
        .whereNotMask(queries(s)); // float's digits
    assertThat(onPads(s, faulty)).isCloseTo(onPads(s, unmasked(s)), within(1e-6)).isGreaterThan(1);
    assertThat(onPads(s, right(2, s))).isZero();
  }

  @EachSpecimen
  @Tag("bug-3")
  void the_plain_formula_is_nan_in_rows_without_a_key_and_right_in_all_others(Specimen s) {
    INDArray alive = s.onTheLeft().attentionMask().reshape(s.sentences().size(), 1, 8);
    INDArray faulty = faulty(3, s);
    INDArray right = right(3, s);
    assertThatTensor(faulty).isNaN().whereNotMask(alive);
    assertThatTensor(right).isExactly(0).whereNotMask(alive);
    assertThatTensor(faulty).isCloseTo(right, 1e-6).whereMask(alive);
  }

  @EachSpecimen
  @Tag("bug-4")
  void one_dead_row_makes_every_gradient_nan_though_no_real_token_reads_it(Specimen s) {
    assertThatTensor(faulty(4, s)).isNaN().everywhere();
    INDArray right = right(4, s);
    assertThat(right.amaxNumber().doubleValue()).isBetween(1e-3, 1e3);

    Variable x = Variable.constant(Ragged.normal(new Random(1), s.sentences().size(), 1, 8, 4));
    INDArray plain = Poison.plain(List.of(x, x, x), Poison.causal(s.onTheLeft())).value();
    INDArray safe = Poison.safe(List.of(x, x, x), Poison.causal(s.onTheLeft())).value();
    INDArray real = s.onTheLeft().attentionMask().reshape(s.sentences().size(), 1, 8);
    assertThatTensor(plain).isCloseTo(safe, 1e-5).whereMask(real); // the loss reads these
  }

  @EachSpecimen
  @Tag("bug-5")
  void a_nan_times_zero_reaches_its_whole_sentence_and_no_other(Specimen s) {
    INDArray faulty = faulty(5, s);
    INDArray right = right(5, s);
    INDArray spoiled = Nd4j.zeros(DataType.INT32, s.sentences().size());
    spoiled.putScalar(1, 1);
    assertThatTensor(faulty).isNaN().whereMask(spoiled);
    assertThatTensor(faulty).isCloseTo(right, 0).whereNotMask(spoiled);
    INDArray unspoiled = s.attend(s.batch(), s.keys()).values().value();
    assertThatTensor(right).isCloseTo(unspoiled, 1e-6).whereMask(s.batch().attentionMask());
  }

  @EachSpecimen
  @Tag("bug-6")
  void a_mask_after_the_softmax_loses_the_share_of_the_pads(Specimen s) {
    INDArray faulty = faulty(6, s);
    assertThatTensor(faulty).isExactly(0).whereNotMask(keys(s));
    assertThatTensor(faulty).isCloseTo(unmasked(s), 1e-7).whereMask(keys(s));
    INDArray sums = faulty.sum(true, 3); // [B, H, T, 1]
    assertThatTensor(faulty.div(sums)).isCloseTo(right(6, s), 1e-5).everywhere();
    assertThat(sums.maxNumber().doubleValue()).isCloseTo(1, within(1e-5)); // no padding, no loss
    assertThat(sums.minNumber().doubleValue()).isLessThan(0.8);
  }

  @EachSpecimen
  @Tag("bug-7")
  void a_swapped_mask_gives_all_attention_to_padding_and_none_where_there_is_none(Specimen s) {
    INDArray faulty = faulty(7, s);
    assertThatTensor(faulty).isExactly(0).whereMask(keys(s));
    INDArray padded = s.batch().attentionMask().min(1).rsub(1).castTo(DataType.FLOAT); // [B]
    INDArray sums = faulty.sum(3); // [B, H, T]
    assertThatTensor(sums).isCloseTo(Nd4j.ones(sums.shape()), 1e-6).whereMask(padded);
    assertThatTensor(sums).isExactly(0).whereNotMask(padded);
    assertThatTensor(right(7, s)).isExactly(0).whereNotMask(keys(s));
  }

  @EachSpecimen
  @Tag("bug-8")
  void a_large_constant_is_nan_everywhere_in_half_precision_and_right_in_float(Specimen s) {
    assertThatTensor(faulty(8, s)).isNaN().everywhere();
    INDArray hidden = s.keys().allowed().rsub(1).castTo(DataType.FLOAT);
    INDArray inFloat = Rows.softmax(s.scores(s.batch()).add(hidden.mul(-1e9)));
    assertThatTensor(inFloat).isCloseTo(right(8, s), 1e-6).everywhere();
  }

  @EachSpecimen
  @Tag("bug-9")
  void with_the_end_as_filler_each_sentences_end_is_ignored_and_nothing_else(Specimen s) {
    INDArray expected = right(9, s);
    assertThatTensor(expected).isCloseTo(s.labels(), 0).everywhere();
    for (int b = 0; b < s.sentences().size(); b++) {
      int end = s.sentences().get(b).length() - 1;
      assertThat(expected.getInt(b, end)).isEqualTo(Specimens.END);
      expected.putScalar(b, end, Labels.IGNORE);
    }
    assertThatTensor(faulty(9, s)).isCloseTo(expected, 0).everywhere();
  }

  @EachSpecimen
  @Tag("bug-10")
  void divided_by_all_slots_the_mean_shrinks_by_the_share_of_real_tokens(Specimen s) {
    double share = s.batch().realTokens() / (8.0 * s.sentences().size());
    assertThat(share).isLessThan(0.9);
    assertThat(number(faulty(10, s))).isCloseTo(number(right(10, s)) * share, within(1e-9));
    assertThat(number(right(10, s))).isCloseTo(meanLoss(s, s.labels()), within(1e-4));
  }

  @EachSpecimen
  @Tag("bug-11")
  void the_mean_of_means_gives_every_sentence_one_vote(Specimen s) {
    INDArray losses = right(13, s); // [B, T], 0 where padded
    double votes = 0;
    for (int b = 0; b < s.sentences().size(); b++) {
      votes += losses.getRow(b).sumNumber().doubleValue() / s.sentences().get(b).length();
    }
    assertThat(number(faulty(11, s))).isCloseTo(votes / s.sentences().size(), within(1e-4));
    assertThat(Math.abs(number(faulty(11, s)) - number(right(11, s)))).isGreaterThan(2e-4);
    assertThat(number(right(11, s))).isEqualTo(number(right(10, s)));
  }

  @EachSpecimen
  @Tag("bug-12")
  void the_mean_of_nothing_is_nan_by_the_formula_and_zero_here(Specimen s) {
    assertThat(number(faulty(12, s))).isNaN();
    assertThat(number(right(12, s))).isZero();
  }

  @EachSpecimen
  @Tag("bug-13")
  void a_place_instead_of_a_value_asks_pads_and_drops_the_last_slot(Specimen s) {
    INDArray faulty = faulty(13, s);
    INDArray right = right(13, s);
    assertThatTensor(right).isExactly(0).whereNotMask(s.batch().attentionMask());
    for (int b = 0; b < s.sentences().size(); b++) {
      for (int slot = 0; slot < 7; slot++) {
        boolean real = slot < s.sentences().get(b).length();
        assertThat(faulty.getDouble(b, slot))
            .isGreaterThan(real ? right.getDouble(b, slot) - 1e-9 : 0);
        assertThat(right.getDouble(b, slot)).isEqualTo(real ? faulty.getDouble(b, slot) : 0);
      }
      assertThat(faulty.getDouble(b, 7)).isZero();
    }
    assertThat(right.getDouble(0, 7)).isPositive(); // the first sentence fills its row
  }

  @EachSpecimen
  @Tag("bug-14")
  void unpadded_labels_slip_by_the_padding_before_them_and_their_number_stays(Specimen s) {
    INDArray faulty = faulty(14, s);
    List<Integer> slipped = new ArrayList<>();
    s.sentences().forEach(sentence -> slipped.addAll(sentence.inputIds()));
    long real = slipped.size();
    while (slipped.size() < faulty.length()) {
      slipped.add(Labels.IGNORE);
    }
    assertThat(Arrays.stream(faulty.data().asInt()).boxed().toList()).isEqualTo(slipped);
    assertThat(faulty.neq(Labels.IGNORE).castTo(s.labels().dataType()).sumNumber().longValue())
        .isEqualTo(real)
        .isEqualTo(s.batch().realTokens()); // so the count gives nothing away
    assertThat(faulty.getInt(1, 5)).isEqualTo(s.sentences().get(2).inputIds().get(0));
    INDArray right = right(14, s);
    assertThatTensor(right).isExactly(Labels.IGNORE).whereNotMask(s.batch().attentionMask());
  }

  @EachSpecimen
  @Tag("bug-15")
  void shifted_twice_each_slot_is_asked_for_the_word_after_the_next(Specimen s) {
    INDArray faulty = faulty(15, s);
    INDArray right = right(15, s);
    for (int b = 0; b < s.sentences().size(); b++) {
      for (int slot = 0; slot < 8; slot++) {
        assertThat(right.getInt(b, slot)).isEqualTo(word(s.sentences().get(b), slot + 1));
        assertThat(faulty.getInt(b, slot)).isEqualTo(word(s.sentences().get(b), slot + 2));
      }
    }
  }

  @EachSpecimen
  @Tag("bug-16")
  void a_perplexity_over_pads_moves_away_from_that_of_the_real_tokens(Specimen s) {
    double real = meanLoss(s, s.labels());
    double all = meanLoss(s, s.batch().inputIds()); // the pads are asked for [PAD]
    assertThat(number(right(16, s))).isCloseTo(Math.exp(real), within(1e-3));
    assertThat(number(faulty(16, s))).isCloseTo(Math.exp(all), within(1e-3));
    assertThat(Math.abs(all - real)).isGreaterThan(0.01);
  }

  @EachSpecimen
  @Tag("bug-17")
  void the_last_slot_is_right_for_full_rows_only(Specimen s) {
    INDArray faulty = faulty(17, s);
    INDArray right = right(17, s);
    for (int b = 0; b < s.sentences().size(); b++) {
      int length = s.sentences().get(b).length();
      assertThatTensor(right.getRow(b))
          .isCloseTo(alone(s, b).getRow(length - 1), 1e-5)
          .everywhere();
      double change = right.getRow(b).distance1(faulty.getRow(b));
      assertThat(change > 0.1).isEqualTo(length < 8);
      assertThat(change == 0).isEqualTo(length == 8);
    }
  }

  @EachSpecimen
  @Tag("bug-18")
  void slots_as_positions_change_every_token_behind_padding_and_no_other(Specimen s) {
    INDArray faulty = faulty(18, s);
    INDArray right = right(18, s);
    for (int b = 0; b < s.sentences().size(); b++) {
      INDArray alone = alone(s, b);
      int pads = 8 - s.sentences().get(b).length();
      for (int token = 0; token + pads < 8; token++) {
        INDArray wanted = alone.getRow(token);
        assertThat(right.slice(b).getRow(token + pads).distance1(wanted)).isLessThan(1e-3);
        double change = faulty.slice(b).getRow(token + pads).distance1(wanted);
        assertThat(change > 0.1).isEqualTo(pads > 0);
      }
    }
  }

  @EachSpecimen
  @Tag("bug-19")
  void packed_under_a_padding_mask_each_sentence_spends_attention_on_the_others(Specimen s) {
    INDArray number = s.packed().sentences(); // [1, T]
    INDArray faulty = faulty(19, s); // [1, H, T, T]
    INDArray right = right(19, s);
    int length = s.packed().rows().length();
    int[][] same = new int[length][length];
    IntStream.range(0, length * length)
        .filter(i -> number.getInt(0, i / length) == number.getInt(0, i % length))
        .forEach(i -> same[i / length][i % length] = 1);
    INDArray own = Nd4j.createFromArray(same).reshape(1, 1, length, length);
    assertThatTensor(right).isExactly(0).whereNotMask(own);
    assertThatTensor(faulty.sum(3)).isCloseTo(Nd4j.ones(1, 3, length), 1e-5).everywhere();
    for (int token = 0; token < length - 1; token++) { // the last slot is padding
      double spent = 0;
      for (int key = 0; key < length; key++) {
        spent += same[token][key] == 1 ? 0 : faulty.getDouble(0, 0, token, key);
        assertThat(faulty.getDouble(0, 0, token, key))
            .isLessThanOrEqualTo(same[token][key] == 1 ? right.getDouble(0, 0, token, key) : 1);
      }
      assertThat(spent).isGreaterThan(1e-3);
    }
  }

  @EachSpecimen
  @Tag("bug-20")
  void a_guessed_mask_hides_the_last_real_token_and_shares_its_weight_out(Specimen s) {
    INDArray faulty = faulty(20, s);
    INDArray right = right(20, s);
    for (int b = 0; b < s.sentences().size(); b++) {
      int last = s.sentences().get(b).length() - 1;
      double lost = right.getDouble(b, 0, 0, last);
      assertThat(lost).isPositive();
      assertThat(faulty.getDouble(b, 0, 0, last)).isZero();
      for (int key = 0; key < last; key++) {
        double shared = right.getDouble(b, 0, 0, key) / (1 - lost);
        assertThat(faulty.getDouble(b, 0, 0, key)).isCloseTo(shared, within(1e-4));
      }
    }
    assertThatTensor(faulty).isExactly(0).whereNotMask(keys(s)); // the pads stay hidden
  }

  private static INDArray queries(Specimen s) { // [B, 1, T]
    return s.keys().allowed().reshape(s.sentences().size(), 1, 8);
  }

  private static INDArray keys(Specimen s) {
    return s.keys().allowed();
  }

  private static INDArray unmasked(Specimen s) {
    return s.attend(s.batch(), AttentionMask.none()).weights().value();
  }

  private static double onPads(Specimen s, INDArray weights) {
    INDArray pads = keys(s).rsub(1).castTo(DataType.FLOAT); // [B, 1, 1, T]
    INDArray real = queries(s).castTo(DataType.FLOAT).reshape(s.sentences().size(), 1, 8, 1);
    return weights.mul(pads).mul(real).sumNumber().doubleValue();
  }

  private static int word(Encoding sentence, int place) {
    return place < sentence.length() ? sentence.inputIds().get(place) : Labels.IGNORE;
  }

  private static double meanLoss(Specimen s, INDArray labels) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), labels).mean().value().getDouble(0);
  }

  /** The model's output for one sentence on its own, {@code [length, D]}. */
  private static INDArray alone(Specimen s, int sentence) {
    var batch = Padding.none().apply(List.of(s.sentences().get(sentence)));
    return s.bert().forward(batch).output().value().slice(0).dup('c');
  }

  private static INDArray faulty(int bug, Specimen s) {
    return BugMuseum.bug(bug).faulty().apply(s);
  }

  private static INDArray right(int bug, Specimen s) {
    return BugMuseum.bug(bug).right().apply(s);
  }

  private static double number(INDArray scalar) {
    return scalar.getDouble(0);
  }
}
