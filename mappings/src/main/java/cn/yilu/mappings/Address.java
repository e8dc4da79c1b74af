package cn.yilu.mappings;

import java.util.List;

/**
 * One address of a row, put together from its columns and written in one way: divisions, street or estate,
 * {@code 3号楼2单元501}. Used again for every row.
 */
final class Address {
  private final AddressSource source;
  private final AddressText text = new AddressText();
  private final AddressText inRoom = new AddressText();
  private final Cell cell = new Cell();
  private final Cell estate = new Cell();
  private final Cell building = new Cell();
  private final Cell unit = new Cell();
  private final Cell room = new Cell();
  private final Cell full = new Cell();

  Address(AddressSource source) {
    this.source = source;
  }

  /** Reads the address of this row. */
  void read(Row row) {
    text.clear();
    if (look(row, source.text())) {
      text.read(cell);
    }
    inRoom.clear();
    if (look(row, source.room())) {
      inRoom.read(cell);
    }
    boolean compound = inRoom.complete();
    AddressText whole = compound && !text.complete() ? inRoom : text;
    take(row, source.building(), building, whole.building);
    take(row, source.unit(), unit, whole.unit);
    take(row, compound ? -1 : source.room(), room, whole.room);
    write(row);
  }

  private boolean look(Row row, int column) {
    return column >= 0 && cell.look(row, column);
  }

  private void take(Row row, int column, Cell into, Cell otherwise) {
    into.begin(16);
    if (!look(row, column)) {
      into.append(otherwise.chars, otherwise.from, otherwise.to);
      return;
    }
    cell.narrow();
    int end = cell.to;
    while (end - 1 > cell.from && "号楼栋幢#座单元室".indexOf(cell.chars[end - 1]) >= 0) {
      end--;
    }
    HouseNumber.write(into, cell.chars, cell.from, end);
  }

  private void write(Row row) {
    int head = stripped(source.within());
    estate.begin(32);
    if (look(row, source.estate())) {
      estate.append(cell.chars, cell.from, cell.to);
    } else {
      estate.append(text.chars, head, text.headEnd);
    }
    full.begin(64);
    if (text.headEnd > head) {
      within(head);
      full.append(text.chars, head, text.headEnd);
    } else if (estate.length() > 0) {
      within(head);
      full.append(estate.chars, estate.from, estate.to);
    } else {
      return;
    }
    append(building, "号楼");
    append(unit, "单元");
    append(room, "");
  }

  private void append(Cell part, String mark) {
    if (part.length() > 0) {
      full.append(part.chars, part.from, part.to);
      full.append(mark);
    }
  }

  private void within(int head) {
    if (head == 0 && elsewhere()) {
      return;
    }
    for (String name : source.within()) {
      full.append(name);
    }
  }

  private boolean elsewhere() {
    for (int i = 2; i < Math.min(text.headEnd, 9); i++) {
      if (text.chars[i] == '省' || (text.chars[i] == '市' && i + 1 < text.headEnd && text.chars[i + 1] != '场')) {
        return true;
      }
    }
    return false;
  }

  private int stripped(List<String> names) {
    int at = 0;
    for (String name : names) {
      if (startsWith(name, at)) {
        at += name.length();
      }
    }
    return at;
  }

  private boolean startsWith(String name, int at) {
    if (at + name.length() > text.headEnd) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (text.chars[at + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Writes a part; false when the address does not say it. */
  boolean write(AddressPart part, AvroBytes out) {
    Cell found = switch (part) {
      case FULL, DWELLING -> full;
      case ESTATE -> estate;
      case BUILDING -> building;
      case UNIT -> unit;
      case ROOM -> room;
    };
    if (found.length() == 0 || (part == AddressPart.DWELLING && (building.length() == 0 || room.length() == 0))) {
      return false;
    }
    out.text(found.chars, found.from, found.to);
    return true;
  }

  /** The column that a finding about this address is about. */
  int column() {
    return source.text() >= 0 ? source.text() : source.room();
  }
}
