package cn.yilu.examples.town;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A place in a household: relation to the head (GB/T 4761), sex, age, surname and whether married. */
record Member(String relation, Sex sex, int age, String surname, boolean married) {

  /** A household of one of eight common shapes. */
  static List<Member> draw(RandomGenerator random) {
    int shape = random.nextInt(100);
    if (shape < 10) {
      return alone(random, 62 + random.nextInt(33));
    }
    if (shape < 22) {
      return alone(random, 20 + random.nextInt(35));
    }
    if (shape < 34) {
      return couple(random, 60 + random.nextInt(30), 0, 0);
    }
    if (shape < 42) {
      return couple(random, 25 + random.nextInt(30), 0, 0);
    }
    if (shape < 68) {
      return couple(random, 26 + random.nextInt(32), 1, 0);
    }
    if (shape < 82) {
      return couple(random, 28 + random.nextInt(22), 2, 0);
    }
    if (shape < 95) {
      return couple(random, 30 + random.nextInt(28), 1 + random.nextInt(2), 1 + random.nextInt(2));
    }
    return withoutSpouse(couple(random, 27 + random.nextInt(25), 1, 0));
  }

  private static List<Member> alone(RandomGenerator random, int age) {
    return List.of(new Member("02", random.nextInt(5) < 2 ? Sex.MALE : Sex.FEMALE, age, Names.surname(random), false));
  }

  private static List<Member> couple(RandomGenerator random, int age, int children, int parents) {
    Sex head = random.nextInt(4) > 0 ? Sex.MALE : Sex.FEMALE;
    Sex other = head == Sex.MALE ? Sex.FEMALE : Sex.MALE;
    String surname = Names.surname(random);
    String spouse = Names.surname(random);
    List<Member> members = new ArrayList<>();
    members.add(new Member("02", head, age, surname, true));
    members.add(new Member(other == Sex.FEMALE ? "12" : "11", other, Math.max(22, age - 4 + random.nextInt(7)), spouse,
        true));
    String family = head == Sex.MALE ? surname : spouse;
    for (int i = 0; i < children; i++) {
      members.add(child(random, age, family, i));
    }
    for (int i = 0; i < parents; i++) {
      members.add(new Member(i == 0 ? "52" : "51", i == 0 ? Sex.FEMALE : Sex.MALE, Math.min(101, age + 22 + random
          .nextInt(8)), i == 0 ? Names.surname(random) : surname, parents == 2));
    }
    return members;
  }

  private static Member child(RandomGenerator random, int age, String surname, int place) {
    Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
    int years = Math.max(0, age - 23 - random.nextInt(12) - 3 * place);
    String relation = sex == Sex.MALE ? "2" : "3";
    return new Member(relation + (place == 0 ? "1" : "3"), sex, years, surname, false);
  }

  private static List<Member> withoutSpouse(List<Member> members) {
    return members.stream().filter(m -> !m.relation.startsWith("1"))
        .map(m -> new Member(m.relation, m.sex, m.age, m.surname, false)).toList();
  }
}
