package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The addresses that a mapping file names, and the parts of them that become values. */
final class Addresses {
  private final Faults faults;
  private final Columns columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<AddressSource> sources = new ArrayList<>();

  Addresses(Faults faults, Columns columns) {
    this.faults = faults;
    this.columns = columns;
  }

  List<AddressSource> sources() {
    return sources;
  }

  void add(String name, Section spec) {
    spec.only("text", "estate", "building", "unit", "room", "within");
    places.put(name, sources.size());
    sources.add(new AddressSource(column(spec, "text"), column(spec, "estate"), column(spec, "building"),
        column(spec, "unit"), column(spec, "room"), spec.texts("within")));
  }

  private int column(Section spec, String name) {
    return spec.text(name).map(columns::add).orElse(-1);
  }

  /** The part of an address described here; nothing when address or part is unknown. */
  Optional<Values.PartOfAddress> part(Section spec) {
    String name = spec.text("address").orElse("");
    Integer place = places.get(name);
    if (place == null) {
      faults.unknown(spec.get("address").orElse(spec.node()), new Text("地址", "address"), name, places.keySet());
      return Optional.empty();
    }
    String part = spec.text("part").orElse("full");
    Optional<AddressPart> found = Arrays.stream(AddressPart.values()).filter(each -> word(each).equals(part))
        .findFirst();
    if (found.isEmpty()) {
      faults.unknown(spec.get("part").orElse(spec.node()), new Text("地址的部分", "part of an address"), part,
          Arrays.stream(AddressPart.values()).map(Addresses::word).toList());
    }
    return found.map(each -> new Values.PartOfAddress(place, each));
  }

  private static String word(AddressPart part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** Names of the columns that the address of a part is put together from. */
  List<String> columns(Values.PartOfAddress part) {
    AddressSource source = sources.get(part.address());
    return IntStream.of(source.text(), source.estate(), source.building(), source.unit(), source.room())
        .filter(column -> column >= 0).mapToObj(columns::name).toList();
  }
}
