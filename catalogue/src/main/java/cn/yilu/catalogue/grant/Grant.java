package cn.yilu.catalogue.grant;

import cn.yilu.mappings.view.View;
import cn.yilu.schemas.Mask;
import cn.yilu.schemas.ShareType;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.identifier.Division;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an approved request (共享申请) lets a reader see, and nothing beyond it.
 *
 * @param version raised by every change
 * @param reader id of a program
 * @param fields granted fields with their masks as stated; {@link #DEFAULT} takes the schema's
 * @param area only records within this division or grid; empty for all
 * @param until the last day
 */
public record Grant(String id, int version, String reader, String dataset, Map<String, String> fields, String area,
    String purpose, String legalBasis, LocalDate from, LocalDate until, boolean withdrawn) {
  static final String DEFAULT = "default";

  public Grant {
    fields = Map.copyOf(fields);
  }

  /**
   * The masks that hold today. A reference that is granted by default is a pseudonym. What the schema no longer has,
   * or withholds by now, is not granted any more.
   */
  public Map<String, Mask> masks(SharedSchema schema) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    if (fields.containsKey(View.KEY)) {
      masks.put(View.KEY, key(fields.get(View.KEY)));
    }
    for (SharedField field : schema.fields()) {
      String word = fields.get(field.name());
      if (word != null && field.shareType() != ShareType.WITHHELD) {
        Mask mask = mask(field, word);
        masks.put(field.name(), View.fits(field, mask) ? mask : Mask.DROP);
      }
    }
    return masks;
  }

  private static Mask key(String word) {
    return word.equals(DEFAULT) ? Mask.HASH : Mask.of(word);
  }

  private static Mask mask(SharedField field, String word) {
    if (!word.equals(DEFAULT)) {
      return Mask.of(word);
    }
    return field.reference().isPresent() && field.mask() == Mask.NONE ? Mask.HASH : field.mask();
  }

  /** Whether a division or grid code lies within the grant's area; no code lies outside every area. */
  public boolean covers(String code) {
    return area.isEmpty() || (!code.isEmpty() && code.startsWith(prefix()));
  }

  /** A province or city is written with zeros after it, which what lies in it does not share. */
  private String prefix() {
    return Division.read(area).map(Division::prefix).orElse(area);
  }

  boolean runsOn(LocalDate day) {
    return !withdrawn && !day.isBefore(from) && !day.isAfter(until);
  }

  boolean overlaps(LocalDate first, LocalDate last) {
    return !withdrawn && !first.isAfter(until) && !last.isBefore(from);
  }

  static boolean isWord(String word) {
    if (word.equals(DEFAULT)) {
      return true;
    }
    for (Mask mask : Mask.values()) {
      if (mask.word().equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** The words a field may be granted with. */
  static String words() {
    StringBuilder words = new StringBuilder(DEFAULT);
    for (Mask mask : Mask.values()) {
      words.append(", ").append(mask.name().toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }
}
