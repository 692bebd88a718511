package padwise.lesson.museum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import padwise.text.Encoding;

/** Seeded specimens for tests: random sentences of random lengths, all ending in word 10. */
final class Specimens {

  static final int WORDS = 11;
  static final int END = 10;

  private Specimens() {}

  /** Three to five sentences of 1 to 8 tokens; the first is the longest, the second has padding. */
  static Specimen of(long seed) {
    Random random = new Random(seed);
    List<Encoding> sentences = new ArrayList<>(List.of(sentence(random, 8), sentence(random, 5)));
    sentences.add(sentence(random, 1 + random.nextInt(3)));
    for (int more = random.nextInt(3); more > 0; more--) {
      sentences.add(sentence(random, 1 + random.nextInt(8)));
    }
    return Specimen.of(sentences, WORDS, seed);
  }

  static Stream<Specimen> four() {
    return LongStream.rangeClosed(1, 4).mapToObj(Specimens::of);
  }

  private static Encoding sentence(Random random, int length) {
    List<Integer> ids =
        new ArrayList<>(random.ints(length - 1, 1, END).boxed().toList()); // 0 is [PAD]
    ids.add(END);
    return new Encoding(
        ids.stream().map(id -> id == END ? "[SEP]" : "w" + id).toList(),
        ids,
        Collections.nCopies(length, 1),
        Collections.nCopies(length, 0));
  }
}
