package padwise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.attention.MaskNumber;
import padwise.attention.MaskPredicate;
import padwise.attention.MultiHeadAttention;
import padwise.attention.RaggedAttention;
import padwise.batch.Boundaries;
import padwise.batch.Buckets;
import padwise.batch.Cost;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.RealTokens;
import padwise.batch.Side;
import padwise.grad.Gradient;
import padwise.grad.Linear;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.loss.MaskedWords;
import padwise.math.AdamMoments;
import padwise.math.FloatFormat;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.model.BertConfig;
import padwise.model.ClsHead;
import padwise.model.Generation;
import padwise.model.PretrainedBert;
import padwise.model.RaggedEncoder;
import padwise.model.SentenceModel;
import padwise.model.WordModel;
import padwise.text.ChatTemplate;
import padwise.text.Encoding;
import padwise.text.Turn;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;
import padwise.train.Trainer;
import padwise.train.TrainingTrace;

/** Every public call, with an argument that fits. */
final class PublicCalls {

  private PublicCalls() {}

  /** Each public class, but for what reads a file of 90 MB, and for the checks themselves. */
  private static Stream<Class<?>> rooms() {
    URL place = Rows.class.getProtectionDomain().getCodeSource().getLocation();
    Path classes = Path.of(URI.create("" + place));
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.replaceAll("[.]class$", "").replaceAll("[/\\\\]", "."))
          .<Class<?>>map(PublicCalls::room)
          .filter(room -> Modifier.isPublic(room.getModifiers()))
          .filter(room -> room != PretrainedBert.class && room != Preconditions.class)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> room(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An argument of each type, by the type's full name. */
  static final Map<String, Object> SAMPLES = samples();

  /** Constructors and methods; those without parameters too. */
  static Stream<Executable> all() {
    return rooms()
        .flatMap(
            room -> Stream.concat(Stream.of(room.getConstructors()), Stream.of(room.getMethods())))
        .filter(call -> call.getDeclaringClass().getName().startsWith("padwise"))
        .filter(call -> !List.of("equals", "valueOf").contains(call.getName()))
        .sorted(Comparator.comparing(Executable::toString)); // a JVM's own order varies
  }

  /** The exception of a call, or null. */
  static @Nullable Throwable thrown(Executable call, @Nullable Object[] arguments)
      throws ReflectiveOperationException {
    return outcome(call, arguments) instanceof Throwable thrown ? thrown : null;
  }

  /** The result of a call, or its exception. */
  static @Nullable Object outcome(Executable call, @Nullable Object[] arguments)
      throws ReflectiveOperationException {
    try {
      if (call instanceof Constructor<?> constructor) {
        return constructor.newInstance(arguments);
      }
      Method method = (Method) call;
      Object self =
          Modifier.isStatic(method.getModifiers())
              ? null
              : SAMPLES.get(method.getDeclaringClass().getName());
      method.setAccessible(true); // lambdas are hidden classes
      return method.invoke(self, arguments);
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  private static Map<String, Object> samples() {
    String special = "[PAD] [UNK] [CLS] [SEP] [MASK] <system> <user> <assistant> <end>";
    Vocabulary words = Vocabulary.of(List.of((special + " a b").split(" ")));
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(words);
    ChatTemplate template = new ChatTemplate(tokenizer);
    List<Turn> turns = List.of(Turn.user("a"), Turn.assistant("b"));
    List<Encoding> sentences = List.of(tokenizer.encode("a b"), tokenizer.encode("b a"));
    PaddedBatch batch = Padding.toLongest().apply(sentences); // [2, 4]
    INDArray mask = batch.attentionMask();
    MultiHeadAttention attention = MultiHeadAttention.random(4, 2, 1);
    Variable x = Variable.constant(Nd4j.ones(2, 4, 4));
    Attended attended = attention.forward(x, AttentionMask.none());
    MaskedLoss loss = MaskedCrossEntropy.of(x, mask);
    WordModel model = WordModel.random(new BertConfig(words.size(), 8, 4, 2, 1, 4), 1);
    Map<String, Object> samples = new HashMap<>();
    for (Object sample :
        List.of(
            words,
            tokenizer,
            template,
            turns.get(0),
            batch,
            attention,
            attended,
            loss,
            model,
            sentences.get(0),
            Padding.toLongest(),
            PackedBatch.of(sentences, 8),
            Padding.toLongest().stack(List.of(Nd4j.ones(2, 4))),
            Buckets.inOrder(sentences, 1),
            Cost.of(batch, 4),
            RealTokens.of(mask),
            Boundaries.of(1, 2),
            AttentionMask.none(),
            new RaggedAttention(attention),
            attention.remember(x),
            MaskedWords.of(batch, words, 1),
            Generation.cached(model, words, "[SEP]", batch),
            Side.LEFT,
            Padding.Target.LONGEST,
            Turn.Role.USER,
            Labels.Asked.EVERY_ANSWER,
            Linear.random(4, 4, 1),
            model.bert().embeddings(),
            model.bert().embeddings().norm(),
            model.head(),
            model.bert(),
            model.bert().blocks().get(0),
            model.bert().blocks().get(0).feedForward(),
            model.bert().forward(batch),
            model.bert().forward(batch).embedded(),
            model.bert().forward(batch).layers().get(0),
            new RaggedEncoder(model.bert()),
            new SentenceModel(model.bert(), ClsHead.random(4, 2, 1)),
            ClsHead.random(4, 2, 1),
            BertConfig.mini(4),
            new Trainer(List.of(Variable.parameter(Nd4j.ones(2))), 0.1),
            new Trainer.Step(1, 2, 0.5),
            new TrainingTrace(List.of(0.5)),
            MaskNumber.table(3).get(0),
            FloatFormat.FLOAT16,
            AdamMoments.of(Nd4j.ones(2)),
            Rows.layerNormGradient(Nd4j.ones(2, 4), Nd4j.ones(4), Nd4j.ones(2, 4), 1e-5),
            new Gradient(Nd4j.ones(DataType.DOUBLE, 3)))) {
      samples.put(sample.getClass().getName(), sample);
    }
    samples.put(MaskPredicate.class.getName(), MaskPredicate.causal());
    samples.put(MaskPredicate.Pairs.class.getName(), (MaskPredicate.Pairs) (q, k) -> k <= q);
    samples.put(Trainable.class.getName(), model.head());
    samples.put(Variable.class.getName(), x);
    samples.put(INDArray.class.getName(), mask);
    samples.put("java.lang.String", "[SEP]");
    samples.put("int", 1);
    samples.put("long", 1L);
    samples.put("double", -1e9);
    samples.put("int[]", new int[] {1, 1, 4, 4});
    samples.put("long[]", new long[] {2, 4, 4});
    samples.put("double[]", new double[8]);
    samples.put("java.nio.FloatBuffer", FloatBuffer.allocate(32));
    samples.put("boolean", true);
    samples.put("T", 1);
    samples.put("java.util.List<T>", List.of(1));
    samples.put("java.util.function.Consumer<T>", (Consumer<Object>) part -> {});
    samples.put(
        "java.util.function.Consumer<padwise.train.Trainer$Step>", (Consumer<Object>) step -> {});
    samples.put(
        "java.util.function.IntFunction<padwise.loss.MaskedLoss>",
        (IntFunction<MaskedLoss>) step -> loss);
    samples.put("java.util.List<java.lang.Double>", List.of(0.5));
    samples.put("java.util.List<padwise.model.EncoderBlock>", model.bert().blocks());
    samples.put(
        "java.util.List<padwise.model.EncoderBlock$Layer>", model.bert().forward(batch).layers());
    samples.put("java.lang.Runnable", (Runnable) () -> {});
    samples.put("java.util.function.Supplier<T>", (Supplier<String>) () -> "done");
    samples.put(
        "java.util.function.Consumer<org.nd4j.linalg.api.ndarray.INDArray>",
        (Consumer<INDArray>) gradient -> {});
    samples.put("java.util.List<padwise.grad.Variable>", List.of(x));
    samples.put("java.util.List<java.lang.Integer>", List.of(0, 1));
    samples.put("java.util.List<java.lang.String>", List.of("a", "b"));
    samples.put("java.util.List<E>", List.of("a", "b"));
    samples.put("java.util.List<int[]>", List.of(new int[] {0}));
    samples.put("java.util.List<padwise.text.Turn>", turns);
    samples.put("java.util.List<padwise.text.Encoding>", sentences);
    samples.put("java.util.List<padwise.batch.PaddedBatch>", List.of(batch));
    samples.put(
        "java.util.List<java.util.List<java.lang.Integer>>", List.of(List.of(0), List.of(1)));
    samples.put("java.util.List<java.util.List<java.lang.String>>", batch.tokens());
    samples.put("java.util.List<org.nd4j.linalg.api.ndarray.INDArray>", List.of(Nd4j.ones(2, 4)));
    return samples;
  }
}
