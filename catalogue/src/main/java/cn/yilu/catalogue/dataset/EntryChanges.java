package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.dataset.EntryChange.What;
import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Compares two versions of an entry, part by part, in the order in which a page shows the parts. */
final class EntryChanges {
  private final Map<What, List<Text>> changes = new LinkedHashMap<>();
  private final DatasetView before;
  private final DatasetView after;

  private EntryChanges(DatasetView before, DatasetView after) {
    this.before = before;
    this.after = after;
  }

  static List<EntryChange> between(DatasetView before, DatasetView after) {
    return new EntryChanges(before, after).compare();
  }

  private List<EntryChange> compare() {
    one(What.TEXTS, view -> List.of(view.title(), view.description(), view.keywords()));
    one(What.PROVIDER, view -> List.of(view.provider(), view.departments()));
    one(What.SHARING, view -> List.of(view.shareType(), view.openType(), view.cycle(), view.grade()));
    one(What.THEMES, view -> List.of(view.themes(), view.codes()));
    one(What.SCHEMA, DatasetView::schema);
    several(DatasetView::items, Item::name, Item::title, What.ITEM_ADDED, What.ITEM_REMOVED);
    items();
    several(DatasetView::sources, SourceFact::id, SourceFact::title, What.SOURCE_ADDED, What.SOURCE_REMOVED);
    both(DatasetView::sources, SourceFact::id, SourceFact::title, What.SOURCE_CHANGED, SourceFact::equals);
    one(What.WAYS, DatasetView::distributions);
    return changes.isEmpty()
        ? List.of(EntryChange.of(What.OTHER))
        : changes.entrySet().stream().map(each -> new EntryChange(each.getKey(), each.getValue())).toList();
  }

  /** Items whose description changed, and those that merely come from elsewhere now. */
  private void items() {
    both(DatasetView::items, Item::name, Item::title, What.ITEM_CHANGED,
        (old, item) -> old.from(List.of()).equals(item.from(List.of())));
    both(DatasetView::items, Item::name, Item::title, What.ITEM_FED,
        (old, item) -> old.origins().equals(item.origins()) || !old.from(List.of()).equals(item.from(List.of())));
  }

  private void one(What what, Function<DatasetView, Object> part) {
    if (!part.apply(before).equals(part.apply(after))) {
      changes.put(what, List.of());
    }
  }

  private <T> void several(Function<DatasetView, List<T>> part, Function<T, String> id, Function<T, Text> title,
      What added, What removed) {
    Map<String, T> old = byId(part.apply(before), id);
    Map<String, T> now = byId(part.apply(after), id);
    now.forEach((key, value) -> {
      if (!old.containsKey(key)) {
        note(added, title.apply(value));
      }
    });
    old.forEach((key, value) -> {
      if (!now.containsKey(key)) {
        note(removed, title.apply(value));
      }
    });
  }

  private <T> void both(Function<DatasetView, List<T>> part, Function<T, String> id, Function<T, Text> title,
      What what, BiPredicate<T, T> same) {
    Map<String, T> old = byId(part.apply(before), id);
    byId(part.apply(after), id).forEach((key, value) -> {
      T known = old.get(key);
      if (known != null && !same.test(known, value)) {
        note(what, title.apply(value));
      }
    });
  }

  private void note(What what, Text name) {
    changes.computeIfAbsent(what, each -> new ArrayList<>()).add(name);
  }

  private static <T> Map<String, T> byId(List<T> values, Function<T, String> id) {
    Map<String, T> byId = new LinkedHashMap<>();
    values.forEach(value -> byId.put(id.apply(value), value));
    return byId;
  }
}
