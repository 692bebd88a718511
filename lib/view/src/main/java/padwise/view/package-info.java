/** Pictures and tables for a reader: heatmaps, head grids and tables, each with words beside it. */
@NullMarked
package padwise.view;

import org.jspecify.annotations.NullMarked;
