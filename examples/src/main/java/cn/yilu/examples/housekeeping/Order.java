package cn.yilu.examples.housekeeping;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An order of the vendor at one of its steps, in the vendor's letters and digits.
 *
 * @param number from 0
 * @param step the letter of how far it is
 * @param booked when it was taken
 */
record Order(Town town, int number, String step, Customer customer, Instant booked) {
  static final List<String> STEPS = List.of("N", "A", "S", "F");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/M/d H:mm");
  private static final List<List<String>> SERVICES = List.of(List.of("A1", "日常保洁"), List.of("A2", "深度保洁"), List.of("B3",
      "育婴"), List.of("C1", "家电维修"));
  private static final List<List<String>> FOR_ELDERS = List.of(List.of("E1", "助餐"), List.of("E2", "助浴"), List.of("E3",
      "助洁"));
  private static final String[] WORKERS = {"李敏", "张 芳", "王秀梅", "赵桂芝", "陈红"};
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.LOWER_CASE_X, Flaw.WRONG_CHECK_DIGIT, Flaw.NO_ID,
      Flaw.NO_AMOUNT, Flaw.UNKNOWN_CODE, Flaw.IMPOSSIBLE_DAY);
  private static final int ELDER = 60;

  /** Who is served where. */
  record Customer(Household household, Resident resident) {}

  /** As the platform writes it down at this time. */
  Map<String, Object> written(Instant now) {
    SplittableRandom random = new SplittableRandom(town.seed() * 31 + number);
    Set<Flaw> flaws = Flaw.of(town.seed(), "housekeeping", number);
    flaws.retainAll(FLAWS);
    boolean elder = customer.resident().age() >= ELDER;
    List<List<String>> services = elder ? FOR_ELDERS : SERVICES;
    List<String> service = flaws.contains(Flaw.UNKNOWN_CODE)
        ? List.of("Z9", "遛狗")
        : services.get(random.nextInt(services.size()));
    Dwelling home = customer.household().dwelling();
    LocalDateTime day = LocalDateTime.ofInstant(booked, ZONE);
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("bill", "JZ%06d".formatted(number));
    order.put("step", step);
    order.put("svc", Map.of("code", service.get(0), "name", service.get(1)));
    order.put("cust", Map.of("name", customer.resident().name(), "cert", FlawedId.write(customer.resident(), flaws),
        "tel", customer.resident().phone()));
    order.put("house", home.street() + home.building() + "号楼" + home.unit() + "单元" + home.room());
    order.put("area", home.community());
    order.put("grid", home.grid());
    order.put("shop", "到家家政般阳店");
    order.put("booked", flaws.contains(Flaw.IMPOSSIBLE_DAY) ? day.getYear() + "/2/30 9:00" : TIME.format(day));
    order.put("pay", elder ? "1" : "2");
    order.put("sent", now.toEpochMilli());
    order.put("ver", "2.1");
    work(order, random, flaws);
    return order;
  }

  /** What is only known once somebody has begun or ended. */
  private void work(Map<String, Object> order, SplittableRandom random, Set<Flaw> flaws) {
    int at = STEPS.indexOf(step);
    int minutes = 60 + 30 * random.nextInt(5);
    Instant in = booked.plusSeconds(7_200);
    if (at >= STEPS.indexOf("A")) {
      order.put("staff", WORKERS[random.nextInt(WORKERS.length)]);
    }
    if (at >= STEPS.indexOf("S")) {
      order.put("in", in.toEpochMilli());
    }
    if (at >= STEPS.indexOf("F")) {
      order.put("out", in.plusSeconds(60L * minutes).toEpochMilli());
      order.put("mins", minutes);
      order.put("fee", flaws.contains(Flaw.NO_AMOUNT) ? "-1.00" : minutes + ".00元");
      order.put("star", 3 + random.nextInt(3));
    }
  }
}
