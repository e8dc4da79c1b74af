package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharactersLost;
import cn.yilu.mappings.rule.CodeNameDisagree;
import cn.yilu.mappings.rule.CodeUnknown;
import cn.yilu.mappings.rule.DigitsForm;
import cn.yilu.mappings.rule.DivisionAbolished;
import cn.yilu.mappings.rule.Masked;
import cn.yilu.mappings.rule.NameDamaged;
import cn.yilu.mappings.rule.PhoneForm;
import cn.yilu.mappings.rule.RealEstateUnitForm;
import cn.yilu.mappings.rule.ResidentIdAbolishedDivision;
import cn.yilu.mappings.rule.ResidentIdDerived;
import cn.yilu.mappings.rule.ResidentIdIsOrganisation;
import cn.yilu.mappings.rule.Rule;
import cn.yilu.mappings.rule.SpreadsheetDamage;
import cn.yilu.mappings.rule.SpreadsheetError;
import cn.yilu.mappings.rule.UsccForm;
import cn.yilu.schemas.code.CodeLists;
import cn.yilu.schemas.identifier.RealEstateUnit;
import cn.yilu.schemas.identifier.ResidentIdFlaw;
import cn.yilu.schemas.identifier.Uscc;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conversions of texts: as they are, names, phone numbers and identifiers. */
final class TextConversions {

  private static final Set<Integer> ABOLISHED = CodeLists.of("division-abolished").codes().stream()
      .map(code -> Integer.valueOf(code.code())).collect(Collectors.toUnmodifiableSet());

  private TextConversions() {}

  /** The text without outer blanks. */
  static boolean text(Cell cell, Reading reading, AvroBytes out) {
    if (SpreadsheetError.in(cell.chars, cell.from, cell.to)) {
      reading.find(SpreadsheetError.RULE, cell);
      return false;
    }
    if (SpreadsheetDamage.surely(cell.chars, cell.from, cell.to)) {
      reading.find(SpreadsheetDamage.RULE, cell);
      return false;
    }
    if (CharactersLost.in(cell.chars, cell.from, cell.to)) {
      reading.find(CharactersLost.RULE, cell);
      cell.clean();
    }
    out.text(cell.chars, cell.from, cell.to);
    return true;
  }

  /** A person's or other name (姓名): blanks between Chinese characters and the variants of the middle dot are evened out. */
  static boolean name(Cell cell, Reading reading, AvroBytes out) {
    if (SpreadsheetError.in(cell.chars, cell.from, cell.to)) {
      reading.find(SpreadsheetError.RULE, cell);
      return false;
    }
    boolean even = true;
    boolean damaged = false;
    boolean masked = false;
    for (int i = cell.from; i < cell.to; i++) {
      char c = cell.chars[i];
      even &= (c >= 0x4e00 && c <= 0x9fff) || (c >= 'A' && c <= 'z');
      damaged |= NameDamaged.lost(c);
      masked |= Masked.hides(c);
    }
    if (masked) {
      reading.find(Masked.RULE, cell);
      return false;
    }
    if (damaged) {
      reading.find(NameDamaged.RULE, cell);
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
        boolean afterChinese = length > 0 && made[length - 1] >= 0x2e80;
        made[length++] = dot(c, afterChinese) ? '·' : c;
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
    reading.find(unlessSpoilt(PhoneForm.RULE, cell), cell);
    return false;
  }

  /** The rule that a number breaks: that it is masked or damaged says more than that its form is wrong. */
  private static Rule unlessSpoilt(Rule rule, Cell cell) {
    if (Masked.in(cell.chars, cell.from, cell.to)) {
      return Masked.RULE;
    }
    return SpreadsheetDamage.surely(cell.chars, cell.from, cell.to) ? SpreadsheetDamage.RULE : rule;
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
    return identifier(Uscc.read(cell.text()).map(Uscc::value), UsccForm.RULE, cell, reading, out);
  }

  /** A unified social credit code where usually something else stands; anything else is silently not one. */
  static boolean usccIfAny(Cell cell, Reading reading, AvroBytes out) {
    Optional<Uscc> found = cell.length() == 18 ? Uscc.read(cell.text()) : Optional.empty();
    found.ifPresent(uscc -> out.text(uscc.value().toCharArray(), 0, 18));
    return found.isPresent();
  }

  /** A real-estate unit number. */
  static boolean realEstateUnit(Cell cell, Reading reading, AvroBytes out) {
    return identifier(RealEstateUnit.read(cell.text()).map(RealEstateUnit::value), RealEstateUnitForm.RULE, cell,
        reading, out);
  }

  private static boolean identifier(Optional<String> value, Rule rule, Cell cell, Reading reading, AvroBytes out) {
    if (value.isEmpty()) {
      reading.find(unlessSpoilt(rule, cell), cell);
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
        reading.find(ResidentIdDerived.RULE, cell);
      }
      if (reading.residentIds().abolished()) {
        reading.find(ResidentIdAbolishedDivision.RULE, cell);
      }
      out.text(reading.residentIds().number(), 0, 18);
      return true;
    };
  }

  private static boolean refused(ResidentIdFlaw flaw, boolean organisations, Cell cell, Reading reading) {
    boolean organisation = cell.length() == 18 && Uscc.read(cell.text()).isPresent();
    if (!organisation) {
      reading.find(Masked.in(cell.chars, cell.from, cell.to) ? Masked.RULE : Rule.of(flaw), cell);
    } else if (!organisations) {
      reading.find(ResidentIdIsOrganisation.RULE, cell);
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
        boolean damaged = SpreadsheetDamage.in(cell.chars, cell.from, cell.to);
        reading.find(damaged ? SpreadsheetDamage.RULE : unlessSpoilt(DigitsForm.RULE, cell), cell);
        return false;
      }
      out.text(cell.chars, cell.from, cell.to);
      return true;
    };
  }

  /** A division or grid code (区划、网格代码) of this length; one of an abolished county is kept and marked. */
  static Conversion division(int length) {
    Conversion digits = digits(length);
    return (cell, reading, out) -> {
      if (!digits.write(cell, reading, out)) {
        return false;
      }
      if (ABOLISHED.contains(county(cell))) {
        reading.find(DivisionAbolished.RULE, cell);
      }
      return true;
    };
  }

  private static int county(Cell cell) {
    int county = 0;
    for (int i = cell.from; i < cell.from + 6; i++) {
      county = county * 10 + cell.chars[i] - '0';
    }
    return county;
  }

  /**
   * A code of a list, given as code or word.
   *
   * @param name column in which the source names what it means, -1 for none
   */
  static Conversion code(WordTable table, int name) {
    return (cell, reading, out) -> {
      byte[] code = find(table, cell);
      if (code == null) {
        reading.find(CodeUnknown.RULE, cell);
        return false;
      }
      if (WordTable.isNone(code)) {
        return false;
      }
      if (name >= 0 && reading.beside().look(reading.row(), name)) {
        if (!agrees(table, code, reading.beside())) {
          reading.find(CodeNameDisagree.RULE, name);
        }
      }
      out.copy(code);
      return true;
    };
  }

  private static boolean agrees(WordTable table, byte[] code, Cell name) {
    byte[] named = find(table, name);
    return named == null ? table.akin(code, name.text()) : Arrays.equals(named, code);
  }

  private static byte @Nullable [] find(WordTable table, Cell cell) {
    byte[] code = table.find(cell.chars, cell.from, cell.to);
    if (code == null) {
      cell.narrow();
      code = table.find(cell.chars, cell.from, cell.to);
    }
    return code;
  }
}
