package cn.yilu.examples.town;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Gives a place in a household a person with a name, an ID number and a past. */
final class Persons {
  private static final String[] ETHNICITIES = {"02", "03", "05", "10", "11", "15", "08"};
  private static final String[] EDUCATIONS = {"20", "30", "40", "60", "70", "70", "80", "90"};
  private static final String[] NATIVE = {"山东淄川", "山东淄川", "山东博山", "山东张店", "山东济南", "河北沧州", "河南商丘", "江苏徐州"};
  private static final String[] PHONES = {"130", "135", "138", "139", "150", "152", "158", "186", "187"};
  private static final String[] DOCTORS = {"李医生", "赵医生", "孙医生", "周医生", "吴医生", "郑医生"};
  private static final String[] VISITORS = {"孙网格员", "钱网格员", "马网格员", "高网格员"};
  private static final int FIRST_HEALTH_FILE = 1_001_000;

  private final BirthPlaces birthPlaces;
  private final IdNumbers numbers = new IdNumbers();

  Persons(int residents) {
    birthPlaces = new BirthPlaces(residents);
    numbers.reserve(Town.WANG);
  }

  Resident make(int number, Member member, List<Member> household, Dwelling dwelling, RandomGenerator random) {
    LocalDate birth = Town.DAY.minusYears(member.age()).minusDays(1 + random.nextInt(364));
    String id = numbers.next(birthPlaces.draw(random), birth, member.sex());
    boolean dotted = random.nextInt(400) == 0;
    String name = dotted ? Names.dotted(random) : member.surname() + Names.given(random, member.sex());
    String former = random.nextInt(50) == 0 ? member.surname() + Names.given(random, member.sex()) : "";
    boolean deceased = member.age() >= 75 && random.nextInt(60) == 0;
    return new Resident(number, id, name, former, member.sex(), member.relation(),
        dotted ? "05" : ethnicity(random), marital(member, random), education(member, random), phone(member, random),
        NATIVE[random.nextInt(NATIVE.length)], state(random), random.nextInt(12) == 0 ? "2" : "1", deceased,
        health(number, member, dwelling, random), elder(number, member, household, random));
  }

  private static String ethnicity(RandomGenerator random) {
    return random.nextInt(25) == 0 ? ETHNICITIES[random.nextInt(ETHNICITIES.length)] : "01";
  }

  private static String marital(Member member, RandomGenerator random) {
    if (member.married()) {
      return random.nextInt(20) == 0 ? "22" : "20";
    }
    return member.age() < 24 ? "10" : member.age() > 60 ? "30" : random.nextInt(3) == 0 ? "40" : "10";
  }

  private static String education(Member member, RandomGenerator random) {
    return member.age() < 7 ? "90" : member.age() < 15 ? "80" : EDUCATIONS[random.nextInt(EDUCATIONS.length)];
  }

  private static String phone(Member member, RandomGenerator random) {
    String drawn = PHONES[random.nextInt(PHONES.length)] + "%08d".formatted(random.nextInt(100_000_000));
    return member.age() < 12 ? "" : drawn;
  }

  private static String state(RandomGenerator random) {
    int draw = random.nextInt(10);
    return draw == 0 ? "2" : draw == 1 ? "3" : "1";
  }

  private static Optional<HealthFile> health(int number, Member member, Dwelling dwelling, RandomGenerator random) {
    if (random.nextInt(10) >= (member.age() > 60 ? 9 : 5)) {
      return Optional.empty();
    }
    boolean hypertension = random.nextInt(100) < member.age() / 2;
    boolean diabetes = random.nextInt(100) < member.age() / 5;
    int systolic = 105 + random.nextInt(25) + (hypertension ? 25 : 0);
    double glucose = Math.round((4.2 + random.nextDouble() * 1.6 + (diabetes ? 2.4 : 0)) * 10) / 10.0;
    return Optional
        .of(new HealthFile(dwelling.community().substring(0, 9) + "%08d".formatted(FIRST_HEALTH_FILE + number),
            hypertension, diabetes, systolic, systolic - 35 - random.nextInt(20), glucose,
            DOCTORS[random.nextInt(DOCTORS.length)], Town.DAY.minusDays(400 + random.nextInt(2000)),
            Town.DAY.minusDays(5 + random.nextInt(180))));
  }

  private static Optional<ElderCare> elder(int number, Member member, List<Member> household, RandomGenerator random) {
    if (member.age() < 60 || random.nextInt(10) >= 4) {
      return Optional.empty();
    }
    boolean alone = household.size() == 1;
    boolean emptyNest = household.stream().noneMatch(m -> m.age() < 60);
    int level = Math.min(4, random.nextInt(3) + random.nextInt(2) * (member.age() > 80 ? 2 : 1));
    boolean equipped = alone || random.nextInt(3) == 0;
    Optional<String> device = equipped ? Optional.of("D%06d".formatted(1000 + number)) : Optional.empty();
    Optional<LocalDateTime> worn = device.filter(d -> random.nextInt(8) > 0)
        .map(d -> Town.DAY.minusDays(30 + random.nextInt(300)).atTime(8 + random.nextInt(9), 30));
    return Optional.of(new ElderCare("L%06d".formatted(number), level, Town.DAY.minusDays(20 + random.nextInt(700)),
        alone, emptyNest, random.nextInt(12) == 0, alone && random.nextInt(20) == 0, device, worn,
        VISITORS[random.nextInt(VISITORS.length)]));
  }
}
