/** From a string to token ids: BERT's vocabulary and its WordPiece tokenizer. */
@NullMarked
package padwise.text;

import org.jspecify.annotations.NullMarked;
