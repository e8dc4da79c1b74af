package cn.yilu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.dataset.DatasetViews;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service with a source that delivers two good and two bad rows, one that nobody answers, and somebody of
 * each role. Classes that extend it share one service.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class RunningCatalogue {
  protected static final String PASSWORD = "a password for tests";

  @LocalServerPort
  protected int port;
  @Autowired
  protected ApplicationContext application;
  @Autowired
  protected SourceViews sources;
  @Autowired
  private DatasetViews datasets;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Address database = TestDatabase.freshAddress();
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "pages")), "data");
    Path drop = Files.createDirectories(data.resolve("drop"));
    Files.writeString(drop.resolve("czrk.csv"),
        """
        RYBH,HH,HB,YHZGX,XM,XB,MZ,GMSFHM,CSRQ,HKXZ,RHZT,CZRKTYPE,SQDM,WGDM,HISTORY,BDSJ
        A001,H01,1,02,王桂兰,2,汉族,37030219430512986X,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,1,1,370302001001,370302001001001,0,20250901080000
        A002,H01,1,01,李某,1,01,370302194305129000,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,1,1,370302001001,370302001001001,0,20250901080000
        A003,H02,1,02,王五
        A004,H03,1,02,"赵六
        """,
        Charset.forName("GB18030"));
    Path folder = Files.createDirectories(data.resolve("sources"));
    Files.writeString(folder.resolve("registry.yaml"), """
                                                       title: {zh: 公安户籍库, en: Household registry}
                                                       department: police
                                                       protocol: files
                                                       mapping: registry
                                                       connection: {folder: "%s", settle: 100ms, every: 200ms}
                                                       """.formatted(drop.toAbsolutePath()));
    Files.writeString(folder.resolve("broken.yaml"),
        """
        title: {zh: 居家养老服务平台, en: Elder care platform}
        department: civil
        protocol: xml
        mapping: registry
        connection: {url: "http://localhost:1/elders", every: 2s, body: "x"}
        """);
    settings.add("yilu.data", data::toString);
    settings.add("yilu.postgres.url", database::url);
    settings.add("yilu.postgres.user", database::user);
    settings.add("yilu.postgres.password", database::password);
  }

  @BeforeAll
  void settle() {
    for (Role role : new Role[]{Role.OPERATOR, Role.OFFICER, Role.AUDITOR}) {
      TestAccounts.add(application, role.name().toLowerCase(java.util.Locale.ROOT), role, PASSWORD, false);
    }
    // The index says that it is not open yet.
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions()
        .until(() -> datasets.find(SearchQuery.of("")).total() >= 5);
    await().atMost(Duration.ofMinutes(1)).untilAsserted(
        () -> assertThat(sources.of("registry").getReceived()).as("%s", sources.of("registry")).isEqualTo(4));
  }
}
