package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A SOAP service asked again and again: only what changed since the last good answer. */
public final class SoapRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

  /** @param temporary folder for answers too long for memory, gone once the inbox has answered */
  public SoapRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "soap";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", "address of the service, as its WSDL tells");
    settings.put("body", "what stands in the SOAP body, or a whole envelope; ${since} and ${until} are filled");
    settings.put("version", "1.1 or 1.2; default 1.1");
    settings.put("action", "the operation's SOAP action; default an empty one");
    settings.put("wsse.user", "name in a UsernameToken (WS-Security); default none is sent");
    settings.put("wsse.password", "its password");
    settings.put("wsse.type", "digest or text: how that password is sent; default digest");
    settings.put("sinceFormat", "how ${since} and ${until} are written: a pattern such as yyyy-MM-dd HH:mm:ss, "
        + "epoch-seconds or epoch-millis; default ISO-8601 in UTC");
    settings.put("zone", "zone of a pattern; default Asia/Shanghai");
    settings.put("headers.*", "headers, such as headers.X-Api-Key");
    settings.put("every", "pause between questions; default 1m");
    settings.put("timeout", "how long a whole answer may take; default 60s");
    settings.put("trust", Trust.MEANING);
    settings.put("user", "name for basic authentication; default none");
    settings.put("password", "its password");
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Soap soap = soap(settings);
    Web web = new Web(Trust.client(settings), temporary.resolve(route.source() + ".soap.part"), clock);
    route.rounds(settings.duration("every", Duration.ofMinutes(1)))
        .process(web::forgetAfter)
        .process(new Ask(route.source(), question(settings, soap), Times.of(settings), soap, web, route.inbox(), clock))
        .process(route.toInbox());
  }

  private static Soap soap(Settings settings) {
    Optional<Soap.User> user = settings.optional("wsse.user")
        .map(name -> new Soap.User(name, settings.text("wsse.password", "")));
    if (user.isPresent() && Soap.isWhole(settings.text("body"))) {
      throw Settings.wrong("wsse.user", "与完整的信封不能并用,请只写 Body 的内容",
          "goes with the content of the body only, not with a whole envelope");
    }
    return new Soap(settings.oneOf("version", "1.1", "1.2").equals("1.1") ? Soap.Version.SOAP_11 : Soap.Version.SOAP_12,
        user, settings.oneOf("wsse.type", "digest", "text").equals("digest"));
  }

  private static Question question(Settings settings, Soap soap) {
    Optional<String> action = settings.optional("action");
    Map<String, Template> headers = new LinkedHashMap<>(
        Templates.of(settings, "headers", Template.Form.PLAIN, Set.of()));
    headers.put("Content-Type", new Template(soap.mediaType(action), Template.Form.PLAIN));
    if (soap.version() == Soap.Version.SOAP_11) {
      headers.put("SOAPAction", new Template("\"" + action.orElse("") + "\"", Template.Form.PLAIN));
    }
    Set<String> filled = new HashSet<>(Ask.FILLED);
    filled.addAll(List.of("wsse.nonce", "wsse.created", "wsse.digest"));
    Template body = Template.of("body", soap.enveloped(settings.text("body")), Template.Form.XML, filled);
    Question question = new Question(Question.url("url", settings.text("url")), Map.of(), headers, Optional.of(body),
        settings.duration("timeout", Duration.ofSeconds(60)));
    return Session.proven(question, settings, Optional.empty());
  }
}
