package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.schemas.Complaint;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                                                                 password | hunter2
                                                                 oauth.secret | hunter2
                                                                 headers.X-Api-Key | hunter2
                                                                 parameters.access_token | hunter2
                                                                 parameters.sign | hunter2
                                                                 headers.X-Auth | hunter2
                                                                 key | -----BEGIN PRIVATE KEY----- hunter2
                                                                 anything | -----BEGIN OPENSSH PRIVATE KEY----- hunter2
                                                                 url | http://yilu:hunter2@example.cn/people
                                                                 url | jdbc:postgresql://example.cn/czrk?user=yilu&password=hunter2
                                                                 url | jdbc:sqlserver://example.cn;user=yilu;Password=hunter2
                                                                 url | https://example.cn/people?app_key=hunter2&page=1
                                                                 login.body | {"appId": "town", "appSecret": "hunter2"}
                                                                 login.body | user=yilu&pwd=hunter2
                                                                 body | <auth><user>yilu</user><password>hunter2</password></auth>
                                                                 """)
  void aCredentialThatStandsInASettingIsRefusedAndNotRepeated(String name, String value) {
    assertThatThrownBy(() -> Credentials.refuseLiteral(Map.of(name, value))).isInstanceOf(Complaint.class)
        .hasMessageContaining(name).hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                                                                 password | ${secret:registry}
                                                                 headers.X-Token | ${token}
                                                                 headers.Authorization | Bearer ${secret:estate}
                                                                 url | http://yilu:${secret:estate}@example.cn/people
                                                                 url | jdbc:postgresql://example.cn/czrk?user=yilu&password=${secret:registry}
                                                                 url | https://example.cn/people?app_key=${secret:estate}
                                                                 login.body | {"appId": "town", "appSecret": "${secret:estate}"}
                                                                 login.token | data.access_token
                                                                 key | rybh
                                                                 authority | -----BEGIN CERTIFICATE----- MIIB
                                                                 body | <auth><user>yilu</user><password>${secret:estate}</password></auth>
                                                                 body | <auth><password></password></auth>
                                                                 query | select * from czrk where pwd = ? and xgsj > :watermark
                                                                 """)
  void aReferenceAndWhatIsNoCredentialAreTaken(String name, String value) {
    assertThatCode(() -> Credentials.refuseLiteral(Map.of(name, value))).doesNotThrowAnyException();
  }
}
