package cn.yilu.mappings;

import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/** Compiles a mapping file, finding as many faults as it can in one go. */
final class MappingCompiler {
  private static final LoaderOptions LIMITS = limits();

  private final SharedSchemas schemas;
  private final Faults faults = new Faults();
  private final Columns columns = new Columns();
  private final ValueCompiler values = new ValueCompiler(faults, columns);
  private final List<Target> targets = new ArrayList<>();
  private final List<Lineage> lineages = new ArrayList<>();

  MappingCompiler(SharedSchemas schemas) {
    this.schemas = schemas;
  }

  Mapping compile(String yaml) {
    Node root = parse(yaml);
    if (root == null) {
      throw new InvalidMapping(List.of(new MappingFault(1, 1, new Text("映射文件是空的", "the mapping is empty"),
          Optional.empty())));
    }
    Section file = new Section(root, faults).only("mapping", "title", "formats", "ignored", "optional", "addresses",
        "values", "record", "identifiers", "time", "withdrawn", "targets");
    file.need("mapping");
    Formats formats = file.need("formats").map(node -> new FormatCompiler(faults).compile(new Section(node, faults)))
        .orElse(new Formats(true, Optional.empty(), List.of()));
    file.texts("ignored").forEach(columns::ignore);
    file.section("addresses").ifPresent(this::addresses);
    file.section("values").ifPresent(named -> named.names()
        .forEach(name -> values.name(name, named.get(name).orElseThrow())));
    file.need("targets").ifPresent(node -> targets(node, file));
    file.get("optional").ifPresent(this::optional);
    Formats placed = placed(formats, root);
    faults.throwIfAny();
    return new Mapping(new Plan(columns, placed, values.addresses(), values.values().toArray(Value[]::new),
        targets.toArray(Target[]::new)), lineages);
  }

  private Formats placed(Formats formats, Node root) {
    return new Formats(formats.rows(), formats.excel(),
        formats.text().stream().map(format -> format.placed(columns, faults, root)).toList());
  }

  private @Nullable Node parse(String yaml) {
    try {
      return new Yaml(new SafeConstructor(LIMITS)).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      faults.add(e.getProblemMark(), noYaml(e.getProblem()));
    } catch (ReaderException e) {
      int line = (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw new InvalidMapping(List.of(new MappingFault(line, 1, noYaml("special characters are not allowed"),
          Optional.of(new Text("请删去控制字符", "remove the control character")))));
    } catch (YAMLException e) {
      throw new InvalidMapping(
          List.of(new MappingFault(1, 1, noYaml(String.valueOf(e.getMessage())), Optional.empty())));
    }
    faults.throwIfAny();
    return null;
  }

  private static Text noYaml(String problem) {
    return new Text("不是有效的YAML,请检查缩进、半角冒号及其后的空格、引号和制表符:" + problem, "not YAML: " + problem);
  }

  /** One thing cannot stand for another in a mapping: such a file could grow beyond all bounds when it is read. */
  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(0);
    return limits;
  }

  private void optional(Node list) {
    for (String name : Section.texts(list, faults)) {
      if (columns.find(name) < 0) {
        faults.unknown(Section.find(list, name), new Text("列", "column"), name, columns.names());
      }
      columns.mayLack(name);
    }
  }

  private void addresses(Section section) {
    section.names().forEach(name -> values.address(name, section.section(name).orElseThrow()));
  }

  private void targets(Node node, Section file) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      faults.add(node, new Text("此处应为目标列表", "a list of targets is expected here"));
      return;
    }
    sequence.getValue().forEach(each -> target(new Section(each, faults).only("dataset", "when", "withdrawn", "record",
        "identifiers", "time", "fields"), file));
  }

  private void target(Section spec, Section file) {
    Optional<SharedSchema> schema = spec.need("dataset").flatMap(node -> Section.text(node, faults))
        .flatMap(name -> schema(spec, name));
    if (schema.isEmpty()) {
      return;
    }
    Optional<Condition> when = condition(spec.get("when"));
    Optional<Condition> withdrawn = condition(spec.get("withdrawn").or(() -> file.get("withdrawn")));
    Optional<Node> record = spec.get("record").or(() -> file.get("record"));
    if (record.isEmpty()) {
      faults.add(spec.node(), new Text("缺少“record”", "'record' is missing"), new Text("请写出来源记录编号所在的列",
          "name the column that holds the record's id at the source"));
    }
    int recordId = record.map(node -> values.compile(node, Wanted.TEXT)).orElse(-1);
    int time = spec.get("time").or(() -> file.get("time")).map(node -> values.compile(node, Wanted.TIME)).orElse(-1);
    List<Target.Identified> identifiers = spec.section("identifiers").or(() -> file.section("identifiers"))
        .map(this::identifiers).orElse(List.of());
    int[] fields = fields(spec, schema.get());
    boolean once = spec.get("record").isEmpty() && targets.stream().noneMatch(Target::once);
    targets.add(new Target(schema.get().dataset(), when, withdrawn, recordId, values.column(recordId), identifiers,
        time, values.column(time), fields, once, Agreement.of(schema.get(), fields, values)));
  }

  private Optional<SharedSchema> schema(Section spec, String dataset) {
    Optional<SharedSchema> schema = schemas.of(dataset);
    if (schema.isEmpty()) {
      faults.unknown(spec.get("dataset").orElse(spec.node()), new Text("数据集", "dataset"), dataset,
          schemas.all().stream().map(SharedSchema::dataset).toList());
    }
    return schema;
  }

  private Optional<Condition> condition(Optional<Node> node) {
    Set<String> from = new LinkedHashSet<>();
    return node.map(each -> values.conditions().compile(each, from));
  }

  private List<Target.Identified> identifiers(Section section) {
    return section.names().stream()
        .map(kind -> new Target.Identified(kind, values.compile(section.get(kind).orElseThrow(), Wanted.TEXT)))
        .toList();
  }

  private int[] fields(Section spec, SharedSchema schema) {
    int[] places = new int[schema.fields().size()];
    Arrays.fill(places, -1);
    Map<String, List<String>> from = new LinkedHashMap<>();
    Section fields = spec.need("fields").map(node -> new Section(node, faults)).orElse(spec);
    for (String name : spec.get("fields").isPresent() ? fields.names() : Set.<String>of()) {
      Optional<SharedField> field = schema.field(name);
      if (field.isEmpty()) {
        faults.unknown(fields.key(name), new Text(schema.dataset() + " 的字段", "field of " + schema.dataset()), name,
            schema.fields().stream().map(SharedField::name).toList());
      } else {
        int value = values.compile(fields.get(name).orElseThrow(), Wanted.by(field.get()));
        places[field.get().index()] = value;
        from.put(name, values.sources(value));
      }
    }
    lineages.add(new Lineage(schema.dataset(), from));
    return places;
  }
}
