package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("claim-28")
class FloatFormatTest {

  @Test
  void float32_rounds_as_java_casts() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double x = random.nextGaussian() * Math.scalb(1.0, random.nextInt(300) - 150);
      assertThat(FloatFormat.FLOAT32.round(x)).isEqualTo((float) x);
    }
    assertThat(FloatFormat.FLOAT32.lowest()).isEqualTo(-Float.MAX_VALUE);
  }

  @Test
  void bfloat16_is_the_upper_half_of_a_float32_rounded_to_even() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      float x = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(250) - 140));
      int bits = Float.floatToRawIntBits(x);
      int rounded = bits + 0x7FFF + (bits >>> 16 & 1) & 0xFFFF0000;
      assertThat(FloatFormat.BFLOAT16.round(x)).isEqualTo(Float.intBitsToFloat(rounded));
    }
    assertThat(FloatFormat.BFLOAT16.lowest()).isEqualTo(Float.intBitsToFloat(0xFF7F0000));
  }

  @Test
  void float16_takes_the_nearest_of_all_its_numbers_and_the_even_of_two() {
    double[] all = IntStream.range(0, 0x7C00).mapToDouble(FloatFormatTest::half).toArray();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(all.length - 1);
      double x = all[at] + random.nextInt(5) / 4.0 * (all[at + 1] - all[at]); // ties among them
      double middle = (all[at] + all[at + 1]) / 2;
      boolean even = at % 2 == 0;
      double expected = x < middle || (x == middle && even) ? all[at] : all[at + 1];
      assertThat(FloatFormat.FLOAT16.round(x)).isEqualTo(expected);
      assertThat(FloatFormat.FLOAT16.round(-x)).isEqualTo(-expected);
    }
    assertThat(FloatFormat.FLOAT16.lowest()).isEqualTo(-65504);
    assertThat(FloatFormat.FLOAT16.round(65519)).isEqualTo(65504);
    assertThat(FloatFormat.FLOAT16.round(-1e9)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(FloatFormat.FLOAT16.round(Double.NaN)).isNaN();
  }

  private static double half(int bits) {
    int exponent = bits >> 10;
    int fraction = bits & 0x3FF;
    return exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(0x400 + fraction, exponent - 25);
  }
}
