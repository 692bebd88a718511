import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * DJL's side of bench_speed.py, with PyTorch as its engine: the encoder that bench_torch.py traced,
 * on the padded batch. It answers as {@code Contestant} does, and is a file of its own, so that
 * nobody else needs DJL.
 */
class DjlContestant {

  public static void main(String[] args) throws Exception {
    int[] lengths = Stream.of(args[0].split(",")).mapToInt(Integer::parseInt).toArray();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Model model = Model.newInstance("encoder", "PyTorch")) {
      model.load(Path.of(args[2]));
      NDList inputs = inputs(manager, lengths, Integer.parseInt(args[1]));
      ParameterStore parameters = new ParameterStore(manager, false);
      Runnable run = () -> model.getBlock().forward(parameters, inputs, false).close();
      long warm = System.nanoTime() + Long.parseLong(args[4]) * 1_000_000_000;
      while (System.nanoTime() < warm) {
        run.run();
      }
      System.out.println("ready");
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (lines.readLine() != null) {
        System.out.println(median(run, Integer.parseInt(args[3])));
      }
    }
  }

  /** Token ids, positions, token types and mask, as the traced encoder takes them. */
  private static NDList inputs(NDManager manager, int[] lengths, int slots) {
    Shape shape = new Shape(lengths.length, slots);
    long[] ids = new Random(1).longs(shape.size(), 1000, 30_000).toArray();
    boolean[] mask = new boolean[ids.length];
    for (int row = 0; row < lengths.length; row++) {
      Arrays.fill(mask, row * slots, row * slots + lengths[row], true);
    }
    NDArray real = manager.create(mask, shape);
    NDArray tokens = manager.create(ids, shape).mul(real);
    NDArray positions = manager.arange(slots).broadcast(shape).toType(DataType.INT64, false);
    NDArray types = manager.zeros(shape, DataType.INT64);
    return new NDList(tokens, positions, types, real.reshape(lengths.length, 1, 1, slots));
  }

  /** The middle one of some runs, in milliseconds. */
  private static double median(Runnable run, int runs) {
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      run.run();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    return times[runs / 2];
  }
}
