package cn.yilu.schemas.identifier;

import java.time.LocalDate;
import java.time.Period;

/** A resident ID number (公民身份号码) of 18 characters, checked. Always text: as a number its last digits are lost. */
public record ResidentId(String value, LocalDate birthDate) {

  /** What a text turned out to be. */
  public sealed interface Verdict {

    /**
     * A number.
     *
     * @param derived whether it was completed from 15 digits
     * @param abolishedDivision whether the division it begins with no longer exists; only a warning
     */
    record Valid(ResidentId id, boolean derived, boolean abolishedDivision) implements Verdict {}

    /** No number, and why. */
    record Invalid(ResidentIdFlaw flaw) implements Verdict {}
  }

  /** Reads a text as {@link ResidentIdScan#read} does, against the day it was stated. */
  public static Verdict read(String text, LocalDate today) {
    ResidentIdScan scan = new ResidentIdScan();
    ResidentIdFlaw flaw = scan.read(text.toCharArray(), 0, text.length(), today.toEpochDay());
    return flaw == null ? new Verdict.Valid(scan.id(), scan.derived(), scan.abolished()) : new Verdict.Invalid(flaw);
  }

  /** The division of first registration, six digits; often historic. */
  public String division() {
    return value.substring(0, 6);
  }

  /** Sex by the standard's code: 1 male, 2 female. */
  public String sex() {
    return (value.charAt(16) & 1) == 1 ? "1" : "2";
  }

  /** Whether the person has not yet had the 14th birthday: today's child is tomorrow's 14-year-old, so ask each time. */
  public boolean isChildOn(LocalDate day) {
    return Period.between(birthDate, day).getYears() < 14;
  }

  /** The first 6 digits and asterisks: a number never prints itself. */
  @Override
  public String toString() {
    return division() + "************";
  }
}
