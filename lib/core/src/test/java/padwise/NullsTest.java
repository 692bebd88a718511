package padwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A forgotten argument is named, wherever it is forgotten: no public call ends in a bare null. */
class NullsTest {

  static Stream<Executable> calls() {
    return PublicCalls.all()
        .filter(call -> Stream.of(call.getParameterTypes()).anyMatch(type -> !type.isPrimitive()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_null_is_refused_by_name_or_has_a_meaning(Executable call) throws Exception {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (var type : call.getGenericParameterTypes()) {
      Object sample = PublicCalls.SAMPLES.get(type.getTypeName());
      assertThat(sample).as("a sample of %s for %s", type.getTypeName(), call).isNotNull();
      arguments.add(sample);
    }
    Throwable otherwise = PublicCalls.thrown(call, arguments.toArray());
    for (int i = 0; i < arguments.size(); i++) {
      if (!call.getParameterTypes()[i].isPrimitive()) {
        Object sample = arguments.get(i);
        List<@Nullable Object> forgotten = new ArrayList<>(arguments);
        if (sample instanceof List<?> list) {
          forgotten.set(i, Stream.concat(list.stream(), Stream.of((Object) null)).toList());
          requireRefusal(call, i, PublicCalls.thrown(call, forgotten.toArray()));
        }
        forgotten.set(i, null);
        Throwable thrown = PublicCalls.thrown(call, forgotten.toArray());
        requireRefusal(call, i, thrown);
        if (thrown != null && otherwise == null) {
          assertThat(thrown.getMessage())
              .as("argument %d of %s", i, call)
              .containsAnyOf(call.getParameters()[i].getName(), "text: was null");
        }
      }
    }
  }

  private static void requireRefusal(Executable call, int argument, @Nullable Throwable thrown) {
    assertThat(thrown == null || thrown instanceof IllegalArgumentException)
        .as("argument %d of %s: %s", argument, call, thrown)
        .isTrue();
  }
}
