import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.attention.RaggedAttention;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.RealTokens;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedWords;
import padwise.math.Arena;
import padwise.math.Products;
import padwise.math.Workers;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.RaggedEncoder;
import padwise.model.WordModel;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;
import padwise.lesson.DoerCorpus;
import padwise.train.Trainer;

/**
 * This library's side of bench_speed.py: prepares what its arguments say, runs it for some seconds,
 * answers {@code ready}, and then, for each line it reads, runs it a few times and answers with the
 * middle time in milliseconds.
 */
class Contestant {

  private static final Random RANDOM = new Random(1);

  public static void main(String[] args) throws IOException {
    Runnable run =
        switch (args[0]) {
          case "ragged", "readable" ->
              attention(args[0], lengths(args[1]), Integer.parseInt(args[2]));
          case "encoder" -> encoder(lengths(args[1]), Integer.parseInt(args[2]));
          case "step" -> step(Path.of(args[1]));
          case "product" -> product(Integer.parseInt(args[1]));
          default -> throw new IllegalArgumentException(args[0]);
        };
    long warm = System.nanoTime() + Long.parseLong(args[args.length - 1]) * 1_000_000_000;
    while (System.nanoTime() < warm) {
      run.run();
    }
    System.out.println("ready");
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      System.out.println(median(run, Integer.parseInt(args[args.length - 2])));
    }
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

  /** What this computer can do at best: one square product for each worker. */
  private static Runnable product(int size) {
    INDArray a = Nd4j.randn(DataType.FLOAT, size, size);
    INDArray b = Nd4j.randn(DataType.FLOAT, size, size);
    List<Integer> workers = IntStream.range(0, Workers.count()).boxed().toList();
    Runnable product = inArena(() -> Products.matmul(a, b));
    return () -> Workers.each(workers, worker -> product.run());
  }

  /** The work in memory that is used again, as the library's own loops have it. */
  private static Runnable inArena(Runnable work) {
    return () ->
        Arena.in(
            "bench",
            () -> {
              work.run();
              return 0; // for an arena lets none of its arrays out
            });
  }

  private static int[] lengths(String list) {
    return List.of(list.split(",")).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static INDArray mask(int[] lengths, int slots) {
    int[][] mask = new int[lengths.length][slots];
    for (int row = 0; row < lengths.length; row++) {
      for (int slot = 0; slot < lengths[row]; slot++) {
        mask[row][slot] = 1;
      }
    }
    return Nd4j.createFromArray(mask);
  }

  private static Runnable attention(String which, int[] lengths, int width) {
    int slots = IntStream.of(lengths).max().orElse(1);
    INDArray x = Nd4j.randn(DataType.FLOAT, lengths.length, slots, width);
    INDArray mask = mask(lengths, slots);
    MultiHeadAttention weights = MultiHeadAttention.random(width, 4, 1);
    RaggedAttention ragged = new RaggedAttention(weights);
    Variable input = Variable.constant(x);
    return which.equals("ragged")
        ? inArena(() -> ragged.forward(x, RealTokens.of(mask)))
        : inArena(
            () -> Variable.inference(() -> weights.forward(input, AttentionMask.padding(mask))));
  }

  private static Runnable encoder(int[] lengths, int slots) {
    BertConfig miniLm = new BertConfig(30_522, 512, 384, 12, 6, 1536);
    RaggedEncoder encoder = new RaggedEncoder(MiniBert.random(miniLm, 1));
    INDArray mask = mask(lengths, slots);
    int[] ids = RANDOM.ints((long) lengths.length * slots, 1000, 30_000).toArray();
    INDArray inputIds = Nd4j.createFromArray(ids).reshape('c', mask.shape()).mul(mask);
    List<List<String>> tokens =
        Collections.nCopies(lengths.length, Collections.nCopies(slots, "token"));
    PaddedBatch batch = new PaddedBatch(tokens, inputIds, mask, mask.mul(0));
    return inArena(() -> encoder.forward(batch));
  }

  /** The word model of notebook 11, one step of training at a time, on batches of 32 sentences. */
  private static Runnable step(Path batches) throws IOException {
    Vocabulary vocabulary = DoerCorpus.vocabulary();
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary);
    List<DoerCorpus.Sentence> deeds = DoerCorpus.of(1, 20).training();
    List<MaskedWords> questions = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from + 32 <= deeds.size(); from += 32) {
      PaddedBatch batch =
          Padding.toLongest()
              .apply(
                  deeds.subList(from, from + 32).stream()
                      .map(deed -> tokenizer.encode(deed.text()))
                      .toList());
      MaskedWords question = MaskedWords.of(batch, vocabulary, from);
      questions.add(question);
      lines.add(numbers(question.batch().inputIds()));
      lines.add(numbers(question.batch().attentionMask()));
      lines.add(numbers(question.labels()));
    }
    Files.write(batches, lines);
    WordModel model = WordModel.random(BertConfig.mini(vocabulary.size()), 1);
    Trainer trainer = new Trainer(model.parameters(), 0.001);
    int[] steps = {0};
    return () -> {
      MaskedWords question = questions.get(steps[0]++ % questions.size());
      AttentionMask mask = AttentionMask.padding(question.batch().attentionMask());
      trainer.run(
          1,
          step -> MaskedCrossEntropy.of(model.forward(question.batch(), mask), question.labels()));
    };
  }

  private static String numbers(INDArray matrix) {
    return IntStream.range(0, matrix.rows())
        .mapToObj(
            row ->
                IntStream.of(matrix.getRow(row).toIntVector())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(","));
  }
}
