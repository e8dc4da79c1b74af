package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Optional;

/**
 * A data item (数据项) as people read it.
 *
 * @param type XML Schema type of the value: {@code string, boolean, int, long, double, date, dateTime}
 * @param standard national standard the values follow
 * @param codes the code list the values are taken from
 * @param reference kind of subject the value points to, such as {@code person}
 * @param identifies whether the value alone identifies a natural person
 * @param area whether the value places the record in a division or grid
 * @param departments who is believed first (一数一源)
 * @param origins the source columns that feed the item
 */
public record Item(String name, Text title, String type, Optional<String> standard, Optional<Codes> codes,
    Optional<String> reference, boolean identifies, boolean area, int grade, Coded mask, Coded shareType,
    List<Department> departments, List<Origin> origins) {

  public Item {
    departments = List.copyOf(departments);
    origins = List.copyOf(origins);
  }

  /** The same item, fed by these columns. */
  Item from(List<Origin> columns) {
    return new Item(name, title, type, standard, codes, reference, identifies, area, grade, mask, shareType,
        departments, columns);
  }

  /** A code list with its codes in order. */
  public record Codes(String name, Text title, List<Coded> codes) {
    public Codes {
      codes = List.copyOf(codes);
    }
  }
}
