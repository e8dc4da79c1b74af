package cn.yilu.examples.town;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes household after household until everybody lives somewhere. */
final class Settling implements Iterator<Household> {
  private final Town town;
  private final Places places;
  private final Persons persons;
  private int settled;
  private int households;

  Settling(Town town) {
    this.town = town;
    places = new Places(town.population());
    persons = new Persons(town.population());
  }

  @Override
  public boolean hasNext() {
    return settled < town.population();
  }

  @Override
  public Household next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    households++;
    Household household = households == 1 ? wangs() : household();
    settled += household.residents().size();
    return household;
  }

  private Household wangs() {
    HealthFile health = new HealthFile("37030200101000123", true, false, 152, 88, 5.9, "李医生", LocalDate.of(2019, 3, 4),
        LocalDate.of(2024, 12, 10));
    ElderCare care = new ElderCare("L000001", 3, LocalDate.of(2024, 6, 18), true, false, false, false,
        Optional.of("D000123"), Optional.of(LocalDateTime.of(2024, 7, 1, 9, 0)), "孙网格员");
    Resident wang = new Resident(1, Town.WANG, "王桂兰", "", Sex.FEMALE, "02", "01", "30", "80", "13800000000", "山东淄川",
        "1", "1", false, Optional.of(health), Optional.of(care));
    return new Household("A001", places.wangs(), List.of(wang), true, Household.Owner.HEAD);
  }

  private Household household() {
    SplittableRandom random = new SplittableRandom(town.seed() * 1_000_003 + households);
    Dwelling dwelling = places.draw(random);
    List<Member> members = Member.draw(random);
    List<Resident> residents = new ArrayList<>();
    for (Member member : members.subList(0, Math.min(members.size(), town.population() - settled))) {
      residents.add(persons.make(settled + residents.size() + 1, member, members, dwelling, random));
    }
    return new Household("A%03d".formatted(households), dwelling, residents, random.nextInt(10) < 7, owner(random));
  }

  private static Household.Owner owner(SplittableRandom random) {
    int draw = random.nextInt(100);
    return draw < 2 ? Household.Owner.COMPANY : draw < 15 ? Household.Owner.LANDLORD : Household.Owner.HEAD;
  }
}
