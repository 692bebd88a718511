package padwise.math;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/** Memory that is used again and again: fresh memory costs more than what is computed in it. */
public final class Arena {

  private static final WorkspaceConfiguration REUSED =
      WorkspaceConfiguration.builder()
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private Arena() {}

  /**
   * Runs work whose new arrays, on this thread, live in the arena of this name. Once it is done
   * they are gone, and the next work there writes over them: give back a number, or nothing.
   */
  @SuppressWarnings("try")
  public static <T> T in(String name, Supplier<T> work) {
    try (MemoryWorkspace arena = Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, name)) {
      return work.get();
    }
  }
}
