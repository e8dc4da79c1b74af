package cn.yilu.catalogue.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.registry.OtherClient.Refused;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Programs of others write records with the registry's schemas and read them again. */
@SpringBootTest(classes = RegistryApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class SerialiserTest {
  private static final String SUBJECT = "meals-value";
  private static final String MEAL = "{\"type\":\"record\",\"name\":\"Meal\",\"namespace\":\"town\",\"fields\":[{\"name\":\"dish\",\"type\":\"string\"}]}";
  private static final String MEAL_WITH_PRICE = MEAL.replace("]}",
      ",{\"name\":\"price\",\"type\":\"double\",\"default\":0.5}]}");
  private static final String MEAL_WITH_COOK = MEAL.replace("]}", ",{\"name\":\"cook\",\"type\":\"string\"}]}");
  private static final Map<String, Object> NOODLES = Map.of("dish", "面条");
  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  JdbcClient jdbc;
  private String program = "";
  private String auditor = "";

  @BeforeAll
  void accounts() {
    TestAccounts.add(application, "aud", Role.AUDITOR, "a long password", false);
    program = TestAccounts.program(application, "kitchen");
    auditor = TestAccounts.login(application, "aud");
  }

  @BeforeEach
  void nothingButReleases() {
    jdbc.sql("delete from registry_version where not starts_with(subject, 'cn.yilu.')").update();
    jdbc.sql("delete from registry_subject where not released").update();
    jdbc.sql("delete from registry_level").update();
  }

  private String address() {
    return "http://localhost:" + port + "/api/v1/registry";
  }

  private static Map<String, String> settings(String token) {
    return Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", token);
  }

  private OtherSerialiser serialiser() {
    return new OtherSerialiser(address(), settings(program));
  }

  private OtherClient client() {
    return new OtherClient(address(), settings(program));
  }

  @Test
  void aRecordIsWrittenUnderASchemaThatRegistersItselfAndReadBack() {
    byte[] bytes = serialiser().write(SUBJECT, MEAL, NOODLES);

    assertThat(bytes[0]).isZero();
    assertThat(idOf(bytes)).isEqualTo((int) client().call("getId", SUBJECT, OtherClient.schema(MEAL)));
    assertThat(serialiser().read(MEAL, bytes)).isEqualTo("{\"dish\": \"面条\"}");
  }

  @Test
  void aReaderWithAnotherVersionSeesTheRecordAsItsOwnSchemaSays() {
    byte[] old = serialiser().write(SUBJECT, MEAL, NOODLES);
    byte[] fresh = serialiser().write(SUBJECT, MEAL_WITH_PRICE, Map.of("dish", "面条", "price", 8.0));

    assertThat(serialiser().read(MEAL_WITH_PRICE, old)).isEqualTo("{\"dish\": \"面条\", \"price\": 0.5}");
    assertThat(serialiser().read(MEAL, fresh)).isEqualTo("{\"dish\": \"面条\"}");
  }

  @Test
  void whoTakesTheLatestVersionWritesUnderItsIdAndAddsNone() {
    serialiser().write(SUBJECT, MEAL, NOODLES);
    serialiser().write(SUBJECT, MEAL_WITH_PRICE, Map.of("dish", "面条", "price", 8.0));

    Object latest = client().call("getLatestSchemaMetadata", SUBJECT);
    byte[] bytes = serialiser().write(SUBJECT, OtherClient.get(latest, "getSchema").toString(),
        Map.of("dish", "饺子", "price", 12.0));

    assertThat(idOf(bytes)).isEqualTo((int) OtherClient.get(latest, "getId"));
    assertThat(client().call("getAllVersions", SUBJECT)).isEqualTo(List.of(1, 2));
  }

  @Test
  void aSchemaThatReadersCouldNotFollowIsRefusedBeforeAnythingIsWritten() {
    serialiser().write(SUBJECT, MEAL, NOODLES);

    Refused refused = refused(() -> serialiser().write(SUBJECT, MEAL_WITH_COOK, Map.of("dish", "面条", "cook", "王")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo(409);
    assertThat(client().call("getAllVersions", SUBJECT)).isEqualTo(List.of(1));
  }

  @Test
  void aSchemaIdThatNobodyGaveIsToldToTheReader() {
    byte[] bytes = serialiser().write(SUBJECT, MEAL, NOODLES);
    ByteBuffer.wrap(bytes).putInt(1, 999_999);

    assertThat(refused(() -> serialiser().read(MEAL, bytes)).code()).isEqualTo(40403);
  }

  @Test
  void whoMayOnlyReadReadsAndCannotRegisterByWriting() {
    byte[] bytes = serialiser().write(SUBJECT, MEAL, NOODLES);
    OtherSerialiser reading = new OtherSerialiser(address(), settings(auditor));

    assertThat(reading.read(MEAL, bytes)).isEqualTo("{\"dish\": \"面条\"}");
    assertThat(refused(() -> reading.write("others-value", MEAL, NOODLES)).status()).isEqualTo(403);
  }

  @Test
  void aRecordOfAReleasedSchemaIsWrittenUnderTheReleasesId() {
    String subject = "cn.yilu.shared.Dwelling";
    String released = OtherClient.get(client().call("getLatestSchemaMetadata", subject), "getSchema").toString();

    byte[] bytes = serialiser().write(subject, released, Map.of("building", "3号楼"));

    assertThat(serialiser().read(released, bytes)).contains("\"building\": \"3号楼\"");
  }

  private static int idOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private static Refused refused(Runnable call) {
    return catchThrowableOfType(Refused.class, call::run);
  }
}
