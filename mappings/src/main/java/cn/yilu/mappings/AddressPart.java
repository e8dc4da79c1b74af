package cn.yilu.mappings;

/** What can be had from an address. */
enum AddressPart {
  /** The whole in one way of writing, as far as it is known. */
  FULL,
  /** The whole, only when building and room are known, so that it names one dwelling. */
  DWELLING,
  /** Estate (小区), or street and house number. */
  ESTATE, BUILDING, UNIT, ROOM
}
