package cn.yilu.examples.health;

import cn.yilu.examples.town.HealthFile;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A patient of the clinic and what was measured, as FHIR R4 resources. */
record Patient(Household household, Resident resident) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final String ID_CARD = "urn:oid:2.16.156.10011.1.3";
  private static final String HEALTH_FILE = "urn:oid:2.16.156.10011.1.2";
  private static final String LOINC = "http://loinc.org";

  private static final int MOST = 20_000;

  /** Every fourth health file, as many as one clinic has; 王桂兰's, of share 1, is the health centre's alone. */
  static Stream<Patient> of(Town town, int share) {
    return town.households().flatMap(household -> household.residents().stream()
        .filter(resident -> resident.health().isPresent() && resident.number() % 4 == share
            && !resident.id().equals(Town.WANG))
        .map(resident -> new Patient(household, resident))).limit(MOST);
  }

  private HealthFile file() {
    return resident.health().orElseThrow();
  }

  Instant changed() {
    return file().followUp().atTime(8, 0).plusMinutes(resident.number() % 400).atZone(ZONE).toInstant();
  }

  String id() {
    return "p" + resident.number();
  }

  String pressureId() {
    return "bp" + resident.number();
  }

  Map<String, Object> patient() {
    Map<String, Object> patient = resource("Patient", id(), changed());
    patient.put("identifier", List.of(Map.of("system", HEALTH_FILE, "value", file().number()),
        Map.of("system", ID_CARD, "value", resident.id())));
    patient.put("name", List.of(Map.of("text", resident.name())));
    if (!resident.phone().isEmpty()) {
      patient.put("telecom", List.of(Map.of("system", "phone", "value", "+86 " + resident.phone())));
    }
    patient.put("gender", resident.sex() == Sex.MALE ? "male" : "female");
    patient.put("birthDate", resident.birth().toString());
    patient.put("address", List.of(Map.of("text", household.dwelling().address())));
    patient.put("generalPractitioner", List.of(Map.of("display", file().doctor())));
    return patient;
  }

  /** Blood pressure of the last visit, as one observation of two values. */
  Map<String, Object> pressure() {
    Map<String, Object> pressure = observation(pressureId(), changed(), "55284-4");
    pressure.put("component", List.of(component("8480-6", file().systolic()), component("8462-4", file().diastolic())));
    return pressure;
  }

  /** Fasting glucose, measured at this time. */
  Map<String, Object> glucose(String id, Instant at, double value) {
    Map<String, Object> glucose = observation(id, at, "1558-6");
    glucose.put("valueQuantity", Map.of("value", value, "unit", "mmol/L", "code", "mmol/L"));
    return glucose;
  }

  private Map<String, Object> observation(String id, Instant at, String code) {
    Map<String, Object> observation = resource("Observation", id, at);
    observation.put("status", "final");
    observation.put("code", Map.of("coding", List.of(Map.of("system", LOINC, "code", code))));
    observation.put("subject", Map.of("reference", "Patient/" + id(), "identifier",
        Map.of("system", ID_CARD, "value", resident.id())));
    observation.put("effectiveDateTime", TIME.format(at.atZone(ZONE)));
    return observation;
  }

  private static Map<String, Object> component(String code, int value) {
    return Map.of("code", Map.of("coding", List.of(Map.of("system", LOINC, "code", code))), "valueQuantity",
        Map.of("value", value, "unit", "mmHg", "code", "mm[Hg]"));
  }

  private static Map<String, Object> resource(String type, String id, Instant at) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("resourceType", type);
    resource.put("id", id);
    resource.put("meta", Map.of("lastUpdated", at.toString()));
    return resource;
  }
}
