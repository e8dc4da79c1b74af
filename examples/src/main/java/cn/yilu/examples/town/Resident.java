package cn.yilu.examples.town;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Somebody who lives or lived in the town. Codes are national: relation GB/T 4761, ethnicity GB/T 3304, marital status
 * GB/T 2261.2, education GB/T 4658.
 *
 * @param number from 1 in the order of the town
 * @param formerName empty for most
 * @param phone empty for children
 */
public record Resident(int number, String id, String name, String formerName, Sex sex, String relation,
    String ethnicity, String marital, String education, String phone, String nativePlace, String residenceState,
    String personKind, boolean deceased, Optional<HealthFile> health, Optional<ElderCare> elder) {

  public LocalDate birth() {
    return IdNumbers.birth(id);
  }

  public int age() {
    return birth().until(Town.DAY).getYears();
  }
}
