package cn.yilu.examples.health;

import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.HealthFile;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One resident's health file, and the messages that tell of it. */
final class Chart {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final double MG_PER_MMOL = 18.0;
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.LOWER_CASE_X, Flaw.WRONG_CHECK_DIGIT, Flaw.NO_ID,
      Flaw.FUTURE_BIRTH, Flaw.TRADITIONAL_NAME, Flaw.SPLIT_NAME, Flaw.SWAPPED_PRESSURE, Flaw.JOINED_PRESSURE,
      Flaw.MG_PER_DL, Flaw.CHARSET_LIE, Flaw.NO_PHONE, Flaw.CODE_NAME_AT_ODDS,
      Flaw.SECOND_FILE);

  private final Household household;
  private final Resident resident;
  private final HealthFile file;
  private final Set<Flaw> flaws;

  Chart(Town town, Household household, Resident resident) {
    this.household = household;
    this.resident = resident;
    file = resident.health().orElseThrow();
    flaws = Flaw.of(town.seed(), "health", resident.number());
    flaws.retainAll(FLAWS);
    if (resident.id().equals(Town.WANG)) {
      flaws.clear();
      flaws.addAll(Set.of(Flaw.LOWER_CASE_X, Flaw.SPLIT_NAME));
    }
  }

  /**
   * Registration, and the reading of the last visit if the person is under care. Who once came without papers was given a
   * second file, which was merged into the first when that was noticed.
   */
  List<Message> history() {
    List<Message> messages = new ArrayList<>();
    if (flaws.contains(Flaw.SECOND_FILE)) {
      messages.add(secondFile());
    }
    messages.add(registration());
    if (file.hypertension() || file.diabetes()) {
      messages.add(reading("V" + resident.number(), file.followUp().atTime(8, 30).plusMinutes(resident.number() % 300),
          file.systolic(), file.diastolic(), file.glucose()));
    }
    if (flaws.contains(Flaw.SECOND_FILE)) {
      messages.add(merged());
    }
    return messages;
  }

  private String secondNumber() {
    return file.number().substring(0, 9) + "9" + file.number().substring(10);
  }

  /** ADT^A04 of somebody without papers: what a friend could tell. */
  private Message secondFile() {
    LocalDateTime at = file.opened().plusDays(40).atTime(20, 15);
    String control = "B" + resident.number();
    return message(control, List.of(header("ADT^A04^ADT_A01", control, at), "EVN|A04|" + at.format(TIME),
        "PID|1||" + secondNumber() + "^^^HF||" + resident.name() + "||" + resident.birth().format(DAY) + "|"
            + (resident.sex() == Sex.MALE ? "M" : "F")));
  }

  /** ADT^A40: the second file ends, the first one stays. */
  private Message merged() {
    LocalDateTime at = file.opened().plusDays(55).atTime(10, 0);
    String control = "M" + resident.number();
    return message(control, List.of(header("ADT^A40^ADT_A39", control, at), "EVN|A40|" + at.format(TIME), person(),
        "MRG|" + secondNumber() + "^^^HF"));
  }

  /** ADT^A04: the person, the doctor, the long-lasting diseases. */
  Message registration() {
    LocalDate opened = file.opened();
    List<String> segments = new ArrayList<>(List.of(header("ADT^A04^ADT_A01", "A" + resident.number(), opened.atTime(9,
        0)), "EVN|A04|" + opened.atTime(9, 0).format(TIME), person(), "PD1||||D01^" + file.doctor()));
    if (file.hypertension()) {
      segments.add("DG1|" + (segments.size() - 3) + "||I10.x00^"
          + (flaws.contains(Flaw.CODE_NAME_AT_ODDS) ? "2型糖尿病" : "原发性高血压") + "^ICD-10||" + opened.format(DAY) + "|F");
    }
    if (file.diabetes()) {
      segments.add("DG1|" + (segments.size() - 3) + "||E11.900^2型糖尿病^ICD-10||" + opened.format(DAY) + "|F");
    }
    segments.add("ZFU|" + file.followUp().format(DAY));
    return message("A" + resident.number(), segments);
  }

  /** ORU^R01: blood pressure and fasting glucose. */
  Message reading(String controlId, LocalDateTime at, int systolic, int diastolic, double glucose) {
    boolean swapped = flaws.contains(Flaw.SWAPPED_PRESSURE);
    int first = swapped ? diastolic : systolic;
    int second = swapped ? systolic : diastolic;
    String time = at.format(TIME);
    List<String> segments = new ArrayList<>(List.of(header("ORU^R01^ORU_R01", controlId, at), person(), "OBR|1||"
        + controlId + "|TJ^体检^L|||" + time));
    if (flaws.contains(Flaw.JOINED_PRESSURE)) {
      segments.add(observation(1, "ST", "55284-4^血压^LN", first + "/" + second, "mm[Hg]", time));
    } else {
      segments.add(observation(1, "NM", "8480-6^收缩压^LN", Integer.toString(first), "mm[Hg]", time));
      segments.add(observation(2, "NM", "8462-4^舒张压^LN", Integer.toString(second), "mm[Hg]", time));
    }
    boolean milligrams = flaws.contains(Flaw.MG_PER_DL);
    segments.add(observation(3, "NM", "1558-6^空腹血糖^LN",
        milligrams ? Long.toString(Math.round(glucose * MG_PER_MMOL)) : Double.toString(glucose),
        milligrams ? "mg/dL" : "mmol/L", time));
    return message(controlId, segments);
  }

  private static String header(String type, String controlId, LocalDateTime at) {
    return "MSH|^~\\&|HIS|ZCWJ|YILU|ZC|" + at.format(TIME) + "||" + type + "|" + controlId
        + "|P|2.5|||AL|NE|CHN|UNICODE UTF-8";
  }

  private String person() {
    String name = FlawedText.name(resident.name(), flaws);
    int surname = name.startsWith("欧阳") || name.startsWith("司马") || name.startsWith("上官") ? 2 : 1;
    String written = flaws.contains(Flaw.SPLIT_NAME) && !name.contains("·") && name.length() > surname
        ? name.substring(0, surname) + "^" + name.substring(surname)
        : name;
    var home = household.dwelling();
    return "PID|1||" + file.number() + "^^^HF~" + FlawedId.write(resident, flaws) + "^^^MPS||" + written + "||"
        + resident.birth().format(DAY) + "|" + (resident.sex() == Sex.MALE ? "M" : "F") + "|||" + home.place()
        + home.building() + "-" + home.unit() + "-" + home.room() + "||" + FlawedText.phone(resident.phone(), flaws);
  }

  private static String observation(int number, String type, String what, String value, String unit, String time) {
    return "OBX|" + number + "|" + type + "|" + what + "||" + value + "|" + unit + "|||||F|||" + time;
  }

  private Message message(String controlId, List<String> segments) {
    String text = String.join("\r", segments) + "\r";
    return new Message(controlId, text.getBytes(flaws.contains(Flaw.CHARSET_LIE) ? GB18030 : StandardCharsets.UTF_8));
  }
}
