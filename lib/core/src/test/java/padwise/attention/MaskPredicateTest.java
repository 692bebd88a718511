package padwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.attention.MaskPredicate.causal;
import static padwise.attention.MaskPredicate.document;
import static padwise.attention.MaskPredicate.global;
import static padwise.attention.MaskPredicate.padding;
import static padwise.attention.MaskPredicate.prefix;
import static padwise.attention.MaskPredicate.slidingWindow;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Masks as predicates: claim 25. */
@Tag("claim-25")
class MaskPredicateTest {

  private static final INDArray PACKED =
      Nd4j.createFromArray(new int[][] {{1, 1, 2, 2, 0}, {1, 1, 1, -1, -1}});

  @Test
  void each_factory_draws_its_picture() {
    assertThat(picture(causal())).isEqualTo("x.... xx... xxx.. xxxx. xxxxx");
    assertThat(picture(slidingWindow(1))).isEqualTo("xx... xxx.. .xxx. ..xxx ...xx");
    assertThat(picture(prefix(2))).isEqualTo("xx... xx... xx... xx... xx...");
    assertThat(picture(global(2))).isEqualTo("..x.. ..x.. xxxxx ..x.. ..x..");
    assertThat(picture(document(PACKED))).isEqualTo("xx... xx... ..xx. ..xx. .....");
    assertThat(picture(padding(PACKED.gt(0)))).isEqualTo("xxxx. xxxx. xxxx. xxxx. xxxx.");
    MaskPredicate second = (b, h, q, k) -> document(PACKED).allows(1, h, q, k);
    assertThat(picture(second)).isEqualTo("xxx.. xxx.. xxx.. ..... .....");
  }

  @Test
  void predicates_combine_by_and_and_or() {
    assertThat(picture(causal().and(slidingWindow(1)))).isEqualTo("x.... xx... .xx.. ..xx. ...xx");
    assertThat(picture(causal().or(prefix(3)))).isEqualTo("xxx.. xxx.. xxx.. xxxx. xxxxx");
  }

  @Test
  void a_predicate_is_told_sentence_head_query_and_key() {
    AttentionMask mask =
        AttentionMask.where((b, h, q, k) -> b == 1 && h == 2 && q == 1 && k == 4, 2, 3, 2, 5);
    assertThat(mask.allowed().shape()).containsExactly(2, 3, 2, 5);
    assertThat(mask.allowed().sumNumber().intValue()).isEqualTo(1);
    assertThat(mask.allowed().getInt(1, 2, 1, 4)).isEqualTo(1);
  }

  @Test
  void masks_of_predicates_equal_those_of_arrays() {
    INDArray mask = PACKED.gt(0).castTo(DataType.INT32);
    assertThat(AttentionMask.where(padding(mask), 2, 1, 1, 5))
        .isEqualTo(AttentionMask.padding(mask));
    assertThat(AttentionMask.where(document(PACKED).and(causal()), 2, 1, 5, 5))
        .isEqualTo(AttentionMask.sentences(PACKED).and(AttentionMask.causal(5)));
  }

  @Test
  void blocks_without_any_pair_are_counted_as_a_loop_counts_them() {
    for (int size : new int[] {1, 2, 3, 4, 7, 64}) {
      AttentionMask mask = AttentionMask.where(document(PACKED).and(causal()), 2, 1, 5, 5);
      int blocks = 0;
      int empty = 0;
      for (int b = 0; b < 2; b++) {
        for (int top = 0; top < 5; top += size) {
          for (int left = 0; left < 5; left += size) {
            boolean any = false;
            for (int q = top; q < Math.min(5, top + size); q++) {
              for (int k = left; k < Math.min(5, left + size); k++) {
                any |= mask.allowed().getInt(b, 0, q, k) == 1;
              }
            }
            blocks++;
            empty += any ? 0 : 1;
          }
        }
      }
      assertThat(mask.emptyBlocks(size)).as("size %d", size).isEqualTo(empty / (double) blocks);
    }
    AttentionMask window = AttentionMask.where(causal().and(slidingWindow(8)), 1, 1, 64, 64);
    assertThat(window.emptyBlocks(16)).isEqualTo(9 / 16.0); // 7 of 16 lie on or under the diagonal
    assertThat(AttentionMask.none().emptyBlocks(16)).isZero();
  }

  @Test
  void masks_of_any_type_combine_as_masks_of_zeros_and_ones() {
    AttentionMask ones = AttentionMask.padding(PACKED.gt(0).castTo(DataType.INT32));
    for (DataType type :
        new DataType[] {DataType.BOOL, DataType.FLOAT, DataType.FLOAT16, DataType.INT8}) {
      AttentionMask mask = AttentionMask.padding(PACKED.gt(0).castTo(type));
      assertThat(mask.and(AttentionMask.causal(5))).isEqualTo(ones.and(AttentionMask.causal(5)));
      assertThat(mask.bias()).isEqualTo(ones.bias());
    }
  }

  @Test
  void a_predicate_that_throws_or_hides_everything_is_refused() {
    refused(
        () -> AttentionMask.where(5, (q, k) -> 1 / (q - k) > 0), "rule", "/ by zero", "query 0");
    refused(() -> AttentionMask.where(5, (q, k) -> false), "no query", "none()");
    refused(
        () -> AttentionMask.where(padding(PACKED.gt(0)), 3, 1, 5, 5),
        "2 sentences of 5 slots",
        "for sentence 2",
        "[3, 1, 5, 5]");
    refused(() -> AttentionMask.where(causal(), 5, 5), "[B, H, T, T]", "[5, 5]");
    refused(() -> AttentionMask.where(causal(), 1, 1, 0, 5), "at least 1", "[1, 1, 0, 5]");
    refused(() -> slidingWindow(-1), "reach", "-1");
    refused(() -> prefix(0), "length", "0");
    refused(() -> global(), "slots", "[]");
    refused(() -> global(3, -1), "slots", "-1");
    AttentionMask five = AttentionMask.causal(5);
    refused(() -> five.and(AttentionMask.causal(4)), "other", "[1, 1, 5, 5]", "[1, 1, 4, 4]");
    refused(() -> five.emptyBlocks(0), "size", "0");
    refused(() -> document(PACKED.reshape(10)), "documents", "[10]");
    // One slot more than the rule knows: never the next sentence's.
    refused(() -> AttentionMask.where(padding(PACKED.gt(0)), 1, 1, 1, 6), "2 sentences of 5 slots");
    refused(() -> AttentionMask.where(document(PACKED), 1, 1, 6, 5), "2 sentences of 5 slots");
    refused(() -> document(PACKED).allows(0, 0, -1, 0), "2 sentences of 5 slots", "0, -1");
    // Made for two, asked for all: the first one's padding would be everybody's.
    refused(
        () -> AttentionMask.where(document(PACKED), 1, 1, 5, 5),
        "shape",
        "query 0, key 2",
        "number");
    refused(
        () -> AttentionMask.where((b, h, q, k) -> b * h * q < 2, 1, 2, 3, 3),
        "0 from 1",
        "query 2");
    INDArray third = Nd4j.createFromArray(new int[][] {{1, 1}, {1, 1}, {1, 0}});
    refused(() -> AttentionMask.where(padding(third), 1, 1, 2, 2), "0 from 2", "query 0, key 1");
    refused(() -> padding(PACKED.gt(0)).allows(-1, 0, 0, 0), "-1, 0");
  }

  @Test
  void a_mask_too_large_says_how_much_memory_it_takes() {
    refused(() -> AttentionMask.causal(46_341), "length", "46341", "34.4 GB");
    refused(() -> AttentionMask.causal(Integer.MAX_VALUE), "length", "GB");
    refused(() -> AttentionMask.where(causal(), 1 << 16, 1 << 16, 1, 1), "68.7 GB");
    AttentionMask many = AttentionMask.padding(Nd4j.ones(DataType.INT32, 10_000, 500));
    refused(
        () -> many.and(AttentionMask.causal(500)), "other", "[10000, 1, 500, 500] take 40.0 GB");
  }

  private static String picture(MaskPredicate rule) {
    MaskPredicate first = (sentence, head, query, key) -> rule.allows(0, head, query, key);
    INDArray allowed = AttentionMask.where(first, 1, 1, 5, 5).allowed();
    StringBuilder picture = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      picture.append(i > 0 && i % 5 == 0 ? " " : "");
      picture.append(allowed.getInt(0, 0, i / 5, i % 5) == 1 ? 'x' : '.');
    }
    return picture.toString();
  }
}
