/**
 * Tokens that look at each other: masks, scaled dot-product attention, many heads.
 *
 * <p>Shapes: B sentences, T padded length, D model width, H heads, Dh = D / H. A mask {@code [B,
 * T]} is 1 for a real token, 0 for padding.
 */
@NullMarked
package padwise.attention;

import org.jspecify.annotations.NullMarked;
