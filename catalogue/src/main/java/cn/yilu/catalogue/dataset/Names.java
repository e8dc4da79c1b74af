package cn.yilu.catalogue.dataset;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of our things in logged graphs. They hold no address, so that a service may move. */
public final class Names {
  /** The catalogue itself. */
  public static final String CATALOGUE = "urn:yilu:catalogue";
  static final String CONTRACT = "urn:yilu:contract";
  static final String DATASET = "urn:yilu:dataset:";
  static final String ORGANISATION = "urn:yilu:organisation:";
  static final String SOURCE = "urn:yilu:source:";
  static final String FEED = "urn:yilu:feed:";
  static final String SCHEMA = "urn:yilu:schema:";
  static final String CODE = "urn:yilu:code:";
  static final String STANDARD = "urn:yilu:standard:";
  static final String BLANK = "urn:yilu:blank:";

  private Names() {}

  /** The dataset with this slug; also the name of its graph. */
  public static String dataset(String id) {
    return DATASET + id;
  }

  static String item(String dataset, String field) {
    return DATASET + dataset + "#item-" + field;
  }

  static String column(String source, String column) {
    return SOURCE + source + "#" + encoded(column);
  }

  static String code(String list, String code) {
    return CODE + list + ":" + encoded(code);
  }

  static String standard(String title) {
    return STANDARD + encoded(title.replaceAll("[ /]+", "-"));
  }

  /** A node that has no name outside its graph; the name here keeps it the same from version to version. */
  static String blank(String dataset, String place) {
    return BLANK + dataset + ":" + place;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
