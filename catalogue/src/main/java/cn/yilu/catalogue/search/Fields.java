package cn.yilu.catalogue.search;

import cn.yilu.catalogue.dataset.Coded;
import cn.yilu.catalogue.dataset.DatasetView;
import cn.yilu.catalogue.dataset.Department;
import cn.yilu.catalogue.dataset.Item;
import cn.yilu.catalogue.dataset.SearchResult;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;

/** What of an entry is searched, counted and shown, and by which names the index knows it. */
final class Fields {
  static final String KEY = "key";
  static final String ID = "id";
  static final String CODE = "code";
  static final String THEME = "theme";
  static final String PROVIDER = "provider";
  static final String SHARE_TYPE = "shareType";
  static final String SUGGEST = "suggest";
  static final List<String> FACETS = List.of(THEME, PROVIDER, SHARE_TYPE);
  /** Fields of words with their weights: title before keywords before items before description. */
  static final Map<String, Float> WEIGHTS = weights();
  static final char SEPARATOR = '\u001f';

  private static final String TITLE = "title";
  private static final String DESCRIPTION = "description";
  private static final String OPEN_TYPE = "openType";
  private static final String CYCLE = "cycle";

  private Fields() {}

  private static Map<String, Float> weights() {
    Map<String, Float> weights = new LinkedHashMap<>();
    weights.put("words.title", 8f);
    weights.put("words.keyword", 4f);
    weights.put("words.item", 2f);
    weights.put("words.description", 1f);
    weights.put("words.context", 0.5f);
    return weights;
  }

  static FacetsConfig facets() {
    FacetsConfig config = new FacetsConfig();
    config.setMultiValued(THEME, true);
    return config;
  }

  static Document document(Key key, DatasetView view) {
    Document document = new Document();
    document.add(new StringField(KEY, key.toString(), Field.Store.NO));
    document.add(new StringField(ID, view.id(), Field.Store.YES));
    view.codes().forEach(code -> document.add(new StringField(CODE, code, Field.Store.NO)));
    document.add(new StringField(CODE, view.id(), Field.Store.NO));
    words(document, "words.title", Stream.of(view.title()));
    words(document, "words.keyword", view.keywords().stream());
    words(document, "words.item", view.items().stream().map(Item::title));
    words(document, "words.description", Stream.of(view.description()));
    words(document, "words.context",
        Stream.concat(Stream.of(view.provider().name()), view.themes().stream().map(Coded::label)));
    stored(document, view);
    view.themes().forEach(theme -> document.add(new SortedSetDocValuesFacetField(THEME, theme.code())));
    document.add(new SortedSetDocValuesFacetField(PROVIDER, view.provider().id()));
    document.add(new SortedSetDocValuesFacetField(SHARE_TYPE, view.shareType().code()));
    Stream.concat(Stream.of(view.title()), view.keywords().stream()).flatMap(text -> Stream.of(text.zh(), text.en()))
        .distinct().forEach(text -> Suggestions.add(document, text));
    return document;
  }

  private static void words(Document document, String field, Stream<Text> texts) {
    texts.flatMap(text -> Stream.of(text.zh(), text.en()))
        .forEach(text -> document.add(new TextField(field, text, Field.Store.NO)));
  }

  private static void stored(Document document, DatasetView view) {
    store(document, TITLE, view.title().zh(), view.title().en());
    store(document, DESCRIPTION, view.description().zh(), view.description().en());
    Department provider = view.provider();
    store(document, PROVIDER, provider.id(), provider.name().zh(), provider.name().en(), provider.uscc().orElse(""));
    view.themes().forEach(theme -> store(document, THEME, theme));
    store(document, SHARE_TYPE, view.shareType());
    store(document, OPEN_TYPE, view.openType());
    store(document, CYCLE, view.cycle());
  }

  private static void store(Document document, String field, Coded coded) {
    store(document, field, coded.code(), coded.label().zh(), coded.label().en());
  }

  private static void store(Document document, String field, String... parts) {
    document.add(new StoredField(field, String.join(String.valueOf(SEPARATOR), parts)));
  }

  static SearchResult.Hit hit(Document document, Marks marks) {
    Text title = text(parts(document.get(TITLE)), 0);
    Text description = text(parts(document.get(DESCRIPTION)), 0);
    String[] provider = parts(document.get(PROVIDER));
    return new SearchResult.Hit(document.get(ID), title, description, marks.in(title), marks.in(description),
        new Department(provider[0], text(provider, 1), Optional.of(provider[3]).filter(uscc -> !uscc.isEmpty())),
        coded(document, THEME), coded(document, SHARE_TYPE).getFirst(), coded(document, OPEN_TYPE).getFirst(),
        coded(document, CYCLE).getFirst(), OptionalLong.empty());
  }

  /** The values of a facet that the document has, with their labels. */
  static List<Coded> coded(Document document, String field) {
    return Stream.of(document.getValues(field)).map(Fields::parts).map(parts -> new Coded(parts[0], text(parts, 1)))
        .toList();
  }

  private static Text text(String[] parts, int at) {
    return new Text(parts[at], parts[at + 1]);
  }

  private static String[] parts(String stored) {
    return stored.split(String.valueOf(SEPARATOR), -1);
  }
}
