package padwise.lesson;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import padwise.view.Shown;

/**
 * One output in several forms; the notebook's page picks the richest it can draw.
 *
 * @param text the plain form, always there
 * @param content MIME type to content, richest first, pictures in base64, a chart as JSON
 */
public record Bundle(String text, Map<String, Object> content) {
  static Bundle of(Shown shown) {
    var content = new LinkedHashMap<String, Object>();
    if (!shown.chart().isEmpty()) {
      content.put("application/vnd.vegalite.v5+json", shown.chart());
    }
    if (shown.html() != null) {
      content.put("text/html", shown.html());
    }
    if (shown.png() != null) {
      content.put("image/png", Base64.getEncoder().encodeToString(shown.png()));
    }
    content.put("text/plain", shown.text());
    return new Bundle(shown.text(), Collections.unmodifiableMap(content));
  }
}
