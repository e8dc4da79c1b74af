package cn.yilu.connectors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Systems that send to us over HTTP whenever they have something. Nothing has to be started for them: the service's own
 * HTTP door, which knows the caller, hands in what they send; here is only what their file may say.
 */
public final class PushRoutes implements SourceRoutes {

  @Override
  public String protocol() {
    return "push";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("programs", "ids of the programs that may send, comma separated");
    settings.put("charset", "of text whose Content-Type does not say; default is found out");
    return settings;
  }

  @Override
  public void start(CamelContext camel, String source, Map<String, String> connection, Inbox inbox) {
    Settings settings = Settings.of(this, connection);
    settings.text("programs");
    settings.charset("charset");
  }

  @Override
  public void stop(CamelContext camel, String source) {
    // Nothing was started.
  }
}
