package cn.yilu.examples.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who takes part in the demo: organisations, people, programs, and what the programs may see. */
final class Cast {
  static final String OPERATOR = "demo-operator";
  static final List<String> DATASETS = List.of("resident", "dwelling", "household-registration", "health-summary",
      "property-occupancy", "elder-status", "vital-sign", "work-order", "device");
  /** 城里社区, where 王桂兰 lives. */
  static final String COMMUNITY = "370302001001";

  private Cast() {}

  record Organisation(String id, String zh, String en, String uscc) {}

  record Person(String name, String user, String organisation, String role) {}

  record Program(String id, String organisation, String zh, String en) {}

  record Grant(String reader, String dataset, Map<String, String> fields, String area, String purpose) {}

  static List<Organisation> organisations() {
    return List.of(new Organisation("civil-affairs", "淄川区民政局", "Civil affairs bureau", "113703020000000196"),
        new Organisation("town-office", "般阳路街道办事处", "Banyang Road subdistrict office", ""),
        new Organisation("health-centre", "淄川区社区卫生服务中心", "Community health centre", "12370302000000027X"),
        new Organisation("meal-company", "暖心助餐服务公司", "Warm meals company", "91370302MA0000031A"),
        new Organisation("housekeeping-company", "到家家政服务公司", "Daojia housekeeping company", ""));
  }

  static List<Person> people() {
    return List.of(new Person("officer", "demo-officer", "civil-affairs", "officer"),
        new Person("auditor", "demo-auditor", "civil-affairs", "auditor"));
  }

  static List<Program> programs() {
    return List.of(new Program("meal-service", "meal-company", "老年助餐系统", "Meals for elders"),
        new Program("town-office", "town-office", "街道一表通", "Forms of the town office"),
        new Program("clinic", "health-centre", "家庭医生工作站", "Family doctor's desk"),
        new Program("grid-app", "town-office", "网格员移动端", "Grid workers' app"),
        new Program("housekeeping", "housekeeping-company", "家政服务平台", "Housekeeping platform"),
        new Program("newcomer", "meal-company", "尚无授权的系统", "A program without any grant"));
  }

  static List<Grant> grants() {
    Map<String, String> names = Map.of("name", "name", "phone", "phone");
    Map<String, String> resident = plain("sex", "community", "grid");
    resident.putAll(names);
    resident.putAll(Map.of("birthDate", "year", "residenceAddress", "address"));
    Map<String, String> elder = plain("abilityLevel", "assessedOn", "livingAlone", "emptyNest", "community", "grid");
    elder.putAll(names);
    elder.put("residenceAddress", "none");
    Map<String, String> office = plain("name", "sex", "birthDate", "phone", "registeredAddress", "residenceAddress",
        "residenceState", "community", "grid", "dwelling");
    office.put("residentId", "id");
    Map<String, String> health = plain("healthFileNumber", "name", "sex", "birthDate", "hypertension", "diabetes",
        "systolic", "diastolic", "glucose", "measuredAt", "familyDoctor", "followUpDate");
    health.put("residentId", "none");
    return List.of(new Grant("meal-service", "resident", resident, "", "老年助餐送餐上门"),
        new Grant("meal-service", "elder-status", elder, "", "老年助餐送餐上门"),
        new Grant("town-office", "resident", office, COMMUNITY, "社区一表通报表预填"),
        new Grant("clinic", "health-summary", health, "", "家庭医生签约随访"),
        new Grant("clinic", "vital-sign", plain("device", "person", "measure", "value", "unit", "state", "measuredAt"),
            "", "独居老人生命体征监护"),
        new Grant("town-office", "device", plain("device", "deviceKind", "name", "place", "state", "lastSeen",
            "maintenanceDue", "grid"), COMMUNITY, "电梯等公共设施巡检派单"),
        new Grant("town-office", "status",
            plain("person", "statusKind", "level", "scheme", "decidedOn", "from", "until",
                "community", "grid"),
            COMMUNITY, "困难群众走访与报表预填"),
        new Grant("town-office", "certificate", plain("certificateKind", "title", "holder", "issuerName", "issuedOn",
            "validUntil", "state", "community", "grid"), COMMUNITY, "不再重复开具证明"),
        new Grant("town-office", "service-record", plain("serviceNumber", "serviceKind", "item", "person", "orderedAt",
            "startedAt", "endedAt", "payer", "satisfaction", "state", "community", "grid"), COMMUNITY, "政府购买服务核对"),
        new Grant("town-office", "household", plain("householdNumber", "householdKind", "dwelling", "community",
            "grid"), COMMUNITY, "入户走访"),
        new Grant("town-office", "organisation", plain("uscc", "name", "organisationKind", "industry", "address",
            "state", "community", "grid"), COMMUNITY, "辖区单位台账"),
        new Grant("town-office", "grid", plain("grid", "name", "gridKind", "households", "residents", "validFrom",
            "validUntil"), COMMUNITY, "网格台账"));
  }

  private static Map<String, String> plain(String... fields) {
    Map<String, String> plain = new TreeMap<>();
    for (String field : fields) {
      plain.put(field, "none");
    }
    return plain;
  }
}
