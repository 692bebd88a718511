package padwise.text;

import java.util.List;

/**
 * One sentence, or a pair, as the model reads it. All four lists have the same length, one entry a
 * token.
 *
 * @param tokens the pieces as text, such as {@code [CLS]}, {@code play}, {@code ##ing}, {@code
 *     [SEP]}
 * @param inputIds the vocabulary's number of each token
 * @param attentionMask 1 for a real token, 0 for padding
 * @param tokenTypeIds 0 for the first sentence, 1 for the second of a pair
 */
public record Encoding(
    List<String> tokens,
    List<Integer> inputIds,
    List<Integer> attentionMask,
    List<Integer> tokenTypeIds) {}
