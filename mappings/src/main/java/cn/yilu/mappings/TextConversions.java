package cn.yilu.mappings;

import cn.yilu.schemas.identifier.RealEstateUnit;
import cn.yilu.schemas.identifier.ResidentIdFlaw;
import cn.yilu.schemas.identifier.Uscc;
import java.util.Optional;

/** Conversions of texts: as they are, names, phone numbers and identifiers. */
final class TextConversions {

  private TextConversions() {}

  /** The text without outer blanks. */
  static boolean text(Cell cell, Reading reading, AvroBytes out) {
    out.text(cell.chars, cell.from, cell.to);
    return true;
  }

  /** A person's or other name (姓名): blanks between Chinese characters and the variants of the middle dot are evened out. */
  static boolean name(Cell cell, Reading reading, AvroBytes out) {
    boolean even = true;
    boolean damaged = false;
    for (int i = cell.from; i < cell.to; i++) {
      char c = cell.chars[i];
      even &= (c >= 0x4e00 && c <= 0x9fff) || (c >= 'A' && c <= 'z');
      damaged |= c == '?' || c == '？' || (c >= 0xe000 && c <= 0xf8ff) || c == '\ufffd';
    }
    if (damaged) {
      reading.find(Rule.NAME_DAMAGED, cell);
    }
    if (!even) {
      evenOut(cell);
    }
    out.text(cell.chars, cell.from, cell.to);
    return true;
  }

  private static void evenOut(Cell cell) {
    char[] in = cell.chars;
    int from = cell.from;
    int to = cell.to;
    char[] made = new char[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = in[i];
      if (Cell.blank(c)) {
        boolean betweenWords = length > 0 && made[length - 1] < 0x250 && made[length - 1] != ' ' && i + 1 < to
            && in[i + 1] < 0x250;
        if (betweenWords) {
          made[length++] = ' ';
        }
      } else {
        made[length++] = dot(c, length > 0 && made[length - 1] >= 0x2e80) ? '·' : c;
      }
    }
    cell.begin(length);
    cell.append(made, 0, length);
  }

  private static boolean dot(char c, boolean afterChinese) {
    return "•．・‧∙⋅●".indexOf(c) >= 0 || (c == '.' && afterChinese);
  }

  /** The digits of a mobile or landline number; of several the first good one. */
  static boolean phone(Cell cell, Reading reading, AvroBytes out) {
    int start = cell.from;
    for (int i = cell.from; i <= cell.to; i++) {
      if (i == cell.to || "/、,，;；".indexOf(cell.chars[i]) >= 0) {
        if (onePhone(cell, start, i, reading, out)) {
          return true;
        }
        start = i + 1;
      }
    }
    reading.find(Rule.PHONE_FORM, cell);
    return false;
  }

  private static boolean onePhone(Cell cell, int from, int to, Reading reading, AvroBytes out) {
    char[] digits = reading.scratch();
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = cell.chars[i];
      if (c >= '０' && c <= '９') {
        c = (char) (c - '０' + '0');
      }
      if (c >= '0' && c <= '9' && length < 20) {
        digits[length++] = c;
      } else if (!Cell.blank(c) && "-+()（）－".indexOf(c) < 0) {
        return false;
      }
    }
    int start = 0;
    if (length > 11 && digits[0] == '0' && digits[1] == '0') {
      start = 2;
    }
    if (length - start > 11 && digits[start] == '8' && digits[start + 1] == '6') {
      start += 2;
    }
    int count = length - start;
    boolean mobile = count == 11 && digits[start] == '1' && digits[start + 1] >= '3';
    boolean landline = count >= 10 && count <= 12 && digits[start] == '0' && digits[start + 1] != '0';
    boolean local = (count == 7 || count == 8) && digits[start] >= '2';
    if (mobile || landline || local) {
      out.text(digits, start, length);
      return true;
    }
    return false;
  }

  /** A unified social credit code. */
  static boolean uscc(Cell cell, Reading reading, AvroBytes out) {
    return identifier(Uscc.read(cell.text()).map(Uscc::value), Rule.USCC_FORM, cell, reading, out);
  }

  /** A unified social credit code where usually something else stands; anything else is silently not one. */
  static boolean usccIfAny(Cell cell, Reading reading, AvroBytes out) {
    Optional<Uscc> found = cell.length() == 18 ? Uscc.read(cell.text()) : Optional.empty();
    found.ifPresent(uscc -> out.text(uscc.value().toCharArray(), 0, 18));
    return found.isPresent();
  }

  /** A real-estate unit number. */
  static boolean realEstateUnit(Cell cell, Reading reading, AvroBytes out) {
    return identifier(RealEstateUnit.read(cell.text()).map(RealEstateUnit::value), Rule.REAL_ESTATE_UNIT_FORM, cell,
        reading, out);
  }

  private static boolean identifier(Optional<String> value, Rule rule, Cell cell, Reading reading, AvroBytes out) {
    if (value.isEmpty()) {
      reading.find(rule, cell);
      return false;
    }
    out.text(value.get().toCharArray(), 0, value.get().length());
    return true;
  }

  /** A resident ID number; with {@code organisations}, the code of an organisation in its place is no finding. */
  static Conversion residentId(boolean organisations) {
    return (cell, reading, out) -> {
      ResidentIdFlaw flaw = reading.residentIds().read(cell.chars, cell.from, cell.to, reading.today());
      if (flaw != null) {
        return refused(flaw, organisations, cell, reading);
      }
      if (reading.residentIds().derived()) {
        reading.find(Rule.RESIDENT_ID_DERIVED, cell);
      }
      if (reading.residentIds().abolished()) {
        reading.find(Rule.RESIDENT_ID_ABOLISHED_DIVISION, cell);
      }
      out.text(reading.residentIds().number(), 0, 18);
      return true;
    };
  }

  private static boolean refused(ResidentIdFlaw flaw, boolean organisations, Cell cell, Reading reading) {
    boolean organisation = cell.length() == 18 && Uscc.read(cell.text()).isPresent();
    if (!organisation) {
      reading.find(Rule.of(flaw), cell);
    } else if (!organisations) {
      reading.find(Rule.RESIDENT_ID_IS_ORGANISATION, cell);
    }
    return false;
  }

  /** A code of exactly so many digits. */
  static Conversion digits(int length) {
    return (cell, reading, out) -> {
      cell.narrow();
      boolean good = cell.length() == length;
      for (int i = cell.from; i < cell.to && good; i++) {
        good = cell.chars[i] >= '0' && cell.chars[i] <= '9';
      }
      if (!good) {
        reading.find(Rule.DIGITS_FORM, cell);
        return false;
      }
      out.text(cell.chars, cell.from, cell.to);
      return true;
    };
  }

  /** A code of a list, given as code or word. */
  static Conversion code(WordTable table) {
    return (cell, reading, out) -> {
      byte[] code = table.find(cell.chars, cell.from, cell.to);
      if (code == null) {
        cell.narrow();
        code = table.find(cell.chars, cell.from, cell.to);
      }
      if (code == null) {
        reading.find(Rule.CODE_UNKNOWN, cell);
        return false;
      }
      out.copy(code);
      return true;
    };
  }
}
