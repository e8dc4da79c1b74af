package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({"3#2-501, '', 3, 2, 501", "3号楼2单元501, '', 3, 2, 501", "三栋二单元5楼东户, '', 3, 2, 5楼东户",
      "3-2-501, '', 3, 2, 501", "山东省淄博市淄川区般阳路5号3号楼2单元501, 山东省淄博市淄川区般阳路5号, 3, 2, 501",
      "般阳路街道城里社区3-2-501, 般阳路街道城里社区, 3, 2, 501", "５号楼１单元０２０１室, '', 5, 1, 201",
      "阳光花园十一幢二单元301号, 阳光花园, 11, 2, 301", "A座1203, '', A, '', 1203", "12-501, '', 12, '', 501",
      "般阳路5号, 般阳路5号, '', '', ''", "某小区2单元501, 某小区, '', 2, 501", "3 号楼 — 2 — 501, '', 3, 2, 501",
      "二十三号楼一单元101, '', 23, 1, 101", "5楼3单元201, '', 5, 3, 201"})
  void anAddressIsTakenApartFromItsEnd(String text, String head, String building, String unit, String room) {
    Cell cell = new Cell();
    cell.begin(text.length());
    cell.append(text);
    AddressText address = new AddressText();

    address.read(cell);

    assertThat(new String(address.chars, 0, address.headEnd)).isEqualTo(head);
    assertThat(address.building.text()).isEqualTo(building);
    assertThat(address.unit.text()).isEqualTo(unit);
    assertThat(address.room.text()).isEqualTo(room);
  }
}
