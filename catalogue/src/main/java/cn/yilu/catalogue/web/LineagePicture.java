package cn.yilu.catalogue.web;

import cn.yilu.catalogue.dataset.DatasetView;
import cn.yilu.catalogue.dataset.Item;
import cn.yilu.catalogue.dataset.Origin;
import cn.yilu.catalogue.dataset.SourceFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The way of data items drawn from left to right: a source, its columns, the items they feed. Sizes are in units of the
 * picture, which scales as a whole.
 *
 * @param lines paths of the joining lines
 */
record LineagePicture(int width, int height, List<Node> nodes, List<String> lines) {
  private static final int WIDTH = 820;
  private static final int ROW = 30;
  private static final int GAP = 14;
  private static final int SOURCE_WIDTH = 200;
  private static final int COLUMN_AT = 290;
  private static final int COLUMN_WIDTH = 200;
  private static final int ITEM_AT = 590;
  private static final int ITEM_WIDTH = WIDTH - ITEM_AT - 2;

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  static LineagePicture of(DatasetView entry, Locale locale) {
    return new Drawing(locale).draw(entry);
  }

  /**
   * A box with a text.
   *
   * @param kind {@code source}, {@code column} or {@code item}
   */
  record Node(String kind, int x, int y, int width, int height, String text, String sub) {
    public int baseline() {
      return sub.isEmpty() ? y + height / 2 + 5 : y + height / 2 - 3;
    }

    int middle() {
      return y + height / 2;
    }
  }

  /** Places columns grouped by source from top to bottom, and the items they feed in catalogue order beside them. */
  private static final class Drawing {
    private final Locale locale;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    Drawing(Locale locale) {
      this.locale = locale;
    }

    LineagePicture draw(DatasetView entry) {
      List<Item> fed = entry.items().stream().filter(item -> !item.origins().isEmpty()).toList();
      Map<String, Map<Origin, List<Item>>> bySource = new LinkedHashMap<>();
      entry.sources().forEach(source -> bySource.put(source.id(), new LinkedHashMap<>()));
      for (Item item : fed) {
        item.origins().forEach(origin -> bySource.computeIfAbsent(origin.source(), s -> new LinkedHashMap<>())
            .computeIfAbsent(origin, o -> new ArrayList<>()).add(item));
      }
      bySource.values().removeIf(Map::isEmpty);
      int rows = bySource.values().stream().mapToInt(Map::size).sum();
      int left = rows * ROW + Math.max(bySource.size() - 1, 0) * GAP;
      int height = Math.max(left, fed.size() * ROW) + 4;
      Map<Item, Node> items = items(fed, height);
      sources(entry, bySource, items, (height - left) / 2);
      nodes.addAll(items.values());
      return new LineagePicture(WIDTH, height, List.copyOf(nodes), List.copyOf(lines));
    }

    private Map<Item, Node> items(List<Item> fed, int height) {
      Map<Item, Node> placed = new LinkedHashMap<>();
      int y = (height - fed.size() * ROW) / 2;
      for (Item item : fed) {
        placed.put(item, new Node("item", ITEM_AT, y + 2, ITEM_WIDTH, ROW - 4, item.title().in(locale), ""));
        y += ROW;
      }
      return placed;
    }

    private void sources(DatasetView entry, Map<String, Map<Origin, List<Item>>> bySource, Map<Item, Node> items,
        int top) {
      int y = top;
      for (Map.Entry<String, Map<Origin, List<Item>>> group : bySource.entrySet()) {
        int height = group.getValue().size() * ROW;
        Node source = source(entry, group.getKey(), y + height / 2);
        for (Map.Entry<Origin, List<Item>> column : group.getValue().entrySet()) {
          Node node = new Node("column", COLUMN_AT, y + 2, COLUMN_WIDTH, ROW - 4, column.getKey().column(), "");
          nodes.add(node);
          join(source, node);
          column.getValue().forEach(item -> join(node, items.getOrDefault(item, node)));
          y += ROW;
        }
        nodes.add(source);
        y += GAP;
      }
    }

    private Node source(DatasetView entry, String id, int middle) {
      SourceFact fact = entry.sources().stream().filter(source -> source.id().equals(id)).findFirst().orElse(null);
      String title = fact == null ? id : fact.title().in(locale);
      int height = fact == null ? ROW - 4 : 46;
      return new Node("source", 2, Math.max(middle - height / 2, 2), SOURCE_WIDTH, height, title,
          fact == null ? "" : id);
    }

    private void join(Node from, Node to) {
      int x = from.x() + from.width();
      int bend = (to.x() - x) / 2;
      lines.add("M%d %dC%d %d %d %d %d %d".formatted(x, from.middle(), x + bend, from.middle(), to.x() - bend,
          to.middle(), to.x(), to.middle()));
    }
  }
}
