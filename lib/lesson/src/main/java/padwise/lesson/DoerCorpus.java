package padwise.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import padwise.math.Preconditions;
import padwise.text.Vocabulary;

/**
 * Sentences about who did what to whom: only the order of the words tells the class.
 *
 * <p>In each sentence a person and an animal meet, and one of them does something to the other.
 * Every sentence has a twin, in which the two have changed places: the same words, the other class.
 * So whoever counts words and forgets their order is right half of the time.
 *
 * @param training sentences to learn from, twins side by side, in random order otherwise
 * @param heldOut sentences built to plans that no training sentence has
 */
public record DoerCorpus(List<Sentence> training, List<Sentence> heldOut) {

  /** The one who did it: the class of a sentence. */
  public enum Doer {
    ANIMAL,
    PERSON
  }

  /** A sentence in lower case, its class, and which word, from 0, names the one who did it. */
  public record Sentence(String text, Doer doer, int doerWord) {}

  private static final List<String> PEOPLE =
      List.of("girl", "boy", "woman", "man", "teacher", "farmer", "child", "baker");
  private static final List<String> ANIMALS =
      List.of("cat", "dog", "horse", "goose", "fox", "pig", "bear", "hen");
  private static final List<String> VERBS =
      List.of("chased", "watched", "followed", "helped", "pushed", "washed", "greeted", "found");
  private static final List<String> QUALITIES =
      List.of("", "", "", "small", "old", "tired", "hungry", "happy", "quiet", "brave");

  /** D did it, V is what, O is the other one. */
  private static final List<String> CLAUSES =
      List.of(
          "the D V the O",
          "the O was V by the D",
          "it was the D that V the O",
          "it was the O that the D V");

  private static final List<String> STARTS =
      List.of("", "today ", "near the river ", "yesterday ", "in the garden ");

  private static final List<String> ENDS =
      List.of("", " again", " at the market", " with joy", " behind the old house");

  /** Draws pairs of twins, at least 1, for each of the 100 plans; the same seed, the same twins. */
  public static DoerCorpus of(int pairs, long seed) {
    Preconditions.room("pairs", 1000, 200, pairs); // twins for 100 plans, in bytes
    Random random = new Random(seed);
    List<List<Sentence>> training = new ArrayList<>();
    List<List<Sentence>> heldOut = new ArrayList<>();
    for (int i = 0; i < CLAUSES.size() * STARTS.size() * ENDS.size(); i++) {
      String clause = CLAUSES.get(i % CLAUSES.size());
      int start = i / CLAUSES.size() % STARTS.size();
      int end = i / CLAUSES.size() / STARTS.size();
      boolean held = (i % CLAUSES.size() + start + end) % 5 == 0; // each part of a plan is learned
      String plan = STARTS.get(start) + clause + ENDS.get(end);
      for (int pair = 0; pair < pairs; pair++) {
        (held ? heldOut : training).add(twins(plan, random));
      }
    }
    Collections.shuffle(training, random);
    return new DoerCorpus(
        training.stream().flatMap(List::stream).toList(),
        heldOut.stream().flatMap(List::stream).toList());
  }

  /** Every word there is, after BERT's special tokens. */
  public static Vocabulary vocabulary() {
    Stream<String> plans = Stream.of(CLAUSES, STARTS, ENDS).flatMap(List::stream);
    Stream<String> words = Stream.of(PEOPLE, ANIMALS, VERBS, QUALITIES).flatMap(List::stream);
    Stream<String> all =
        Stream.concat(plans.flatMap(plan -> Stream.of(plan.strip().split(" "))), words)
            .filter(word -> word.matches("[a-z]+"));
    return Vocabulary.of(Stream.concat(Vocabulary.SPECIAL.stream(), all).distinct().toList());
  }

  private static List<Sentence> twins(String plan, Random random) {
    String verb = any(VERBS, random);
    String person = any(PEOPLE, random);
    String animal = any(ANIMALS, random);
    String described = (any(QUALITIES, random) + " " + person).strip();
    String other = (any(QUALITIES, random) + " " + animal).strip();
    return List.of(
        deed(plan, verb, described, other, Doer.PERSON, person),
        deed(plan, verb, other, described, Doer.ANIMAL, animal));
  }

  private static Sentence deed(
      String plan, String verb, String doer, String other, Doer kind, String noun) {
    String text = plan.replace("D", doer).replace("V", verb).replace("O", other);
    return new Sentence(text, kind, List.of(text.split(" ")).indexOf(noun));
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
