package cn.yilu.mappings.rule;

import java.util.List;
import java.util.Optional;

/** All rules of this release, for documentation and for people who ask what a finding means. */
public final class Rules {
  private static final List<Rule> ALL = List.of(
      ResidentIdLength.RULE,
      ResidentIdCharacter.RULE,
      ResidentIdDamaged.RULE,
      ResidentIdChecksum.RULE,
      ResidentIdDate.RULE,
      ResidentIdFuture.RULE,
      ResidentIdDerived.RULE,
      ResidentIdAbolishedDivision.RULE,
      ResidentIdIsOrganisation.RULE,
      ResidentIdDisagrees.RULE,
      NameDamaged.RULE,
      CharactersLost.RULE,
      SpreadsheetDamage.RULE,
      SpreadsheetError.RULE,
      PhoneForm.RULE,
      Masked.RULE,
      CodeUnknown.RULE,
      CodeNameDisagree.RULE,
      DateForm.RULE,
      DateImpossible.RULE,
      DateFuture.RULE,
      DateSentinel.RULE,
      NumberForm.RULE,
      NumberRange.RULE,
      UnitConverted.RULE,
      UnitUnknown.RULE,
      BooleanForm.RULE,
      DigitsForm.RULE,
      DivisionAbolished.RULE,
      UsccForm.RULE,
      RealEstateUnitForm.RULE,
      AddressParts.RULE,
      PressureForm.RULE,
      PressureSwapped.RULE,
      GlucoseConverted.RULE,
      GlucoseUnit.RULE,
      EventTimeMissing.RULE,
      EventTimeFuture.RULE,
      ExpressionFailed.RULE,
      ReferenceUnresolved.RULE,
      RecordIdMissing.RULE,
      DuplicateInDelivery.RULE,
      NothingToTake.RULE,
      ColumnCount.RULE,
      QuoteUnclosed.RULE,
      RowTooLong.RULE,
      ElementTooLong.RULE,
      JsonBroken.RULE,
      NoteRow.RULE,
      HeadingFound.RULE,
      ColumnUnmapped.RULE,
      ColumnMissing.RULE,
      ColumnTwice.RULE,
      ContentSkipped.RULE,
      MessageUnsupported.RULE,
      SegmentBroken.RULE,
      EntityEncoded.RULE,
      CharsetDiffers.RULE,
      Undecodable.RULE,
      DeliveryUnreadable.RULE,
      MappingFailed.RULE,
      Expired.RULE);

  private Rules() {}

  /** Every rule, those about one thing beside each other. */
  public static List<Rule> all() {
    return ALL;
  }

  /** The rule of this word, if there is one. */
  public static Optional<Rule> of(String word) {
    return ALL.stream().filter(rule -> rule.word().equals(word)).findFirst();
  }
}
