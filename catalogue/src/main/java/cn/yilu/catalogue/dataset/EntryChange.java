package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.util.List;

/**
 * What a version of an entry says otherwise than the version before, about one part of it.
 *
 * @param names what changed is called where the part has several; empty where it has only one
 */
public record EntryChange(What what, List<Text> names) {

  public EntryChange {
    names = List.copyOf(names);
  }

  /** Parts of an entry that can change. */
  public enum What {
    FIRST, TEXTS, PROVIDER, SHARING, THEMES, SCHEMA, ITEM_ADDED, ITEM_REMOVED, ITEM_CHANGED, ITEM_FED, SOURCE_ADDED,
    SOURCE_REMOVED, SOURCE_CHANGED, WAYS, OTHER;

    /** The word by which pages know it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }
  }

  static EntryChange of(What what) {
    return new EntryChange(what, List.of());
  }
}
