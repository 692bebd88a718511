package padwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.grad.Variable;
import padwise.train.Trainer;

/**
 * Seeded nonsense for every public call: it ends in a value or in a refusal that says something,
 * never in the error of a library or of the machine. {@code -Dfuzz=700} makes more than 150,000
 * inputs of it.
 */
class FuzzTest {

  private static final int INPUTS = Integer.getInteger("fuzz", 20);
  private static final Map<String, Deque<Object>> RESULTS = new HashMap<>();

  static Stream<Executable> calls() {
    return PublicCalls.all()
        .filter(call -> call.getDeclaringClass() != Trainer.class); // as many steps as asked for
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_call_ends_in_a_value_or_in_a_refusal(Executable call) throws Exception {
    Random random = new Random(call.toString().hashCode());
    for (int input = 0; input < INPUTS; input++) {
      List<@Nullable Object> arguments = new ArrayList<>();
      for (var type : call.getGenericParameterTypes()) {
        arguments.add(argument(type.getTypeName(), random));
      }
      Object outcome = PublicCalls.outcome(call, arguments.toArray());
      assertThat(outcome instanceof Throwable thrown && !says(thrown))
          .as(() -> call + " of " + shown(arguments) + ": " + outcome)
          .isFalse();
      keep(outcome);
    }
  }

  /** Lets a result be an argument later on. */
  private static void keep(@Nullable Object result) {
    String type = result instanceof INDArray ? INDArray.class.getName() : typeName(result);
    if (result != null && PublicCalls.SAMPLES.containsKey(type) && !(result instanceof String)) {
      Deque<Object> results = RESULTS.computeIfAbsent(type, key -> new ArrayDeque<>());
      results.addFirst(result);
      if (results.size() > 20) {
        results.removeLast();
      }
    }
  }

  private static String typeName(@Nullable Object result) {
    return result == null ? "" : result.getClass().getName();
  }

  private static boolean says(Throwable refusal) {
    return (refusal instanceof IllegalArgumentException || refusal instanceof IllegalStateException)
        && refusal.getMessage() != null
        && refusal.getMessage().length() > 15;
  }

  private static Object argument(String type, Random random) {
    Object fitting = Objects.requireNonNull(PublicCalls.SAMPLES.get(type), type);
    Deque<Object> results = RESULTS.get(type);
    int source = random.nextInt(5);
    if (source == 2 && results != null) {
      return results.stream().skip(random.nextInt(results.size())).findFirst().orElseThrow();
    } else if (source < 2) {
      return fitting;
    }
    return switch (type) {
      case "int" -> any(random, -100, -1, 0, 1, 2, 3, 7, 46_341, Integer.MAX_VALUE);
      case "long" -> any(random, -1L, 0L, 1L, 12L, Long.MAX_VALUE);
      case "double" -> any(random, -1.0, 0.0, 0.5, -1e9, Double.NaN, Double.NEGATIVE_INFINITY);
      case "int[]" -> random.ints(random.nextInt(6), -2, 6).toArray();
      case "long[]" -> random.longs(random.nextInt(5), -1, 5).toArray();
      case "double[]" -> random.doubles(random.nextInt(40)).toArray();
      case "java.lang.String" -> any(random, "", "[SEP]", "a b", "\uD800", "<user>", "nobody");
      case "java.util.List<java.lang.Integer>" ->
          random.ints(random.nextInt(5), -2, 4).boxed().toList();
      case "org.nd4j.linalg.api.ndarray.INDArray" -> array(random);
      case "padwise.grad.Variable" -> {
        INDArray numbers = array(random).castTo(DataType.FLOAT);
        yield numbers.isEmpty() ? fitting : Variable.constant(numbers);
      }
      default ->
          fitting instanceof List<?> list
              ? list.subList(0, random.nextInt(list.size() + 1))
              : fitting;
    };
  }

  private static Object any(Random random, Object... of) {
    return of[random.nextInt(of.length)];
  }

  /** Any rank, any type, empty or not, numbers that fit a mask or not. */
  private static INDArray array(Random random) {
    int rank = random.nextInt(5);
    long[] shape = random.longs(rank, random.nextInt(8) == 0 ? 0 : 1, 5).toArray();
    DataType type =
        (DataType)
            any(
                random,
                DataType.INT32,
                DataType.INT32,
                DataType.FLOAT,
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.BOOL,
                DataType.FLOAT16,
                DataType.INT64);
    if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return Nd4j.create(type, shape);
    }
    int most = random.nextBoolean() ? 2 : 300;
    int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] numbers = random.ints(length, most == 2 ? 0 : -300, most).asDoubleStream().toArray();
    INDArray array = Nd4j.createFromArray(numbers).reshape('c', shape).castTo(type);
    if (rank < 2) {
      return array;
    }
    return switch (random.nextInt(8)) {
      case 0 -> array.dup('f');
      case 1 -> array.swapAxes(0, rank - 1);
      case 2 -> array.get(NDArrayIndex.interval(array.size(0) / 2, array.size(0)));
      default -> array;
    };
  }

  private static String shown(List<@Nullable Object> arguments) {
    return arguments.stream()
        .map(
            x ->
                x instanceof INDArray array
                    ? array.dataType() + Arrays.toString(array.shape())
                    : x instanceof Variable variable
                        ? variable.value().dataType() + Arrays.toString(variable.value().shape())
                        : x instanceof int[] ints ? Arrays.toString(ints) : "" + x)
        .toList()
        .toString();
  }
}
