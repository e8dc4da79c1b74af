package cn.yilu.examples.town;

/**
 * Where a household lives.
 *
 * @param estate name of the residential estate (小区)
 * @param street street and house number, such as 般阳路5号
 * @param place town and community by name, such as 般阳路街道城里社区
 * @param community 12-digit code, {@code grid} 15-digit code
 * @param floorArea square metres
 */
public record Dwelling(String estate, String street, int building, int unit, int floor, int door, String place,
    String community,
    String grid, double floorArea) {

  /** Room as written on the door, such as 501. */
  public String room() {
    return floor + "0" + door;
  }

  /** Written in full, as the police do. */
  public String address() {
    return "山东省淄博市淄川区" + street + building + "号楼" + unit + "单元" + room();
  }
}
