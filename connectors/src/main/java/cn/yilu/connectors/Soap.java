package cn.yilu.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * SOAP 1.1 or 1.2: an envelope around what is asked, a fault as trouble, and, where wanted, a UsernameToken
 * (WS-Security 1.1). Attachments are not understood.
 *
 * @param digest whether the password goes as a digest, with a nonce and the time, instead of as it is
 */
record Soap(Version version, Optional<User> user, boolean digest) implements Dialect {
  private static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  private static final Pattern WHOLE = Pattern.compile("\\s*(<\\?xml[^>]*\\?>\\s*)?<([\\w-]+:)?Envelope[\\s>].*",
      Pattern.DOTALL);
  private static final Set<String> CODES = Set.of("VersionMismatch", "MustUnderstand", "Client", "Server",
      "DataEncodingUnknown", "Sender", "Receiver");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The two versions in use, which differ in name space and media type. */
  enum Version {
    SOAP_11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml; charset=utf-8"),
    SOAP_12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml; charset=utf-8");

    private final String nameSpace;
    private final String mediaType;

    Version(String nameSpace, String mediaType) {
      this.nameSpace = nameSpace;
      this.mediaType = mediaType;
    }
  }

  /** Who a UsernameToken speaks of. */
  record User(String name, String password) {
    @Override
    public String toString() {
      return "User";
    }
  }

  /** The media type, which in SOAP 1.2 names the action. */
  String mediaType(Optional<String> action) {
    return version == Version.SOAP_12 && action.isPresent()
        ? version.mediaType + "; action=\"" + action.get() + "\""
        : version.mediaType;
  }

  /** The envelope around this body; a whole envelope stays as it is. */
  String enveloped(String body) {
    if (WHOLE.matcher(body).matches()) {
      return body;
    }
    String header = user.map(known -> "<s:Header>" + token(known) + "</s:Header>").orElse("");
    return "<s:Envelope xmlns:s=\"" + version.nameSpace + "\">" + header + "<s:Body>" + body
        + "</s:Body></s:Envelope>";
  }

  static boolean isWhole(String body) {
    return WHOLE.matcher(body).matches();
  }

  @Override
  public Map<String, String> filling(Instant now) {
    if (user.isEmpty() || !digest) {
      return Map.of();
    }
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    String created = now.truncatedTo(ChronoUnit.MILLIS).toString();
    return Map.of("wsse.nonce", Base64.getEncoder().encodeToString(nonce), "wsse.created", created, "wsse.digest",
        digest(nonce, created, user.get().password()));
  }

  @Override
  public Answer checked(Answer answer) throws Trouble {
    Optional<String> fault = fault(answer);
    if (fault.isPresent()) {
      throw new Trouble("SOAP 服务返回错误(" + fault.get() + ")", "the SOAP service answered a fault (" + fault.get() + ")");
    }
    return answer.ok();
  }

  private String token(User known) {
    String name = Template.Form.XML.written(known.name());
    String password = digest
        ? "<w:Password Type=\"" + WSSE + "username-token-profile-1.0#PasswordDigest\">${wsse.digest}</w:Password>"
            + "<w:Nonce EncodingType=\"" + WSSE + "soap-message-security-1.0#Base64Binary\">${wsse.nonce}</w:Nonce>"
            + "<u:Created xmlns:u=\"" + WSSE + "wssecurity-utility-1.0.xsd\">${wsse.created}</u:Created>"
        : "<w:Password Type=\"" + WSSE + "username-token-profile-1.0#PasswordText\">"
            + Template.Form.XML.written(known.password()).replace("${", "&#36;{") + "</w:Password>";
    return "<w:Security xmlns:w=\"" + WSSE + "wssecurity-secext-1.0.xsd\"><w:UsernameToken><w:Username>" + name
        + "</w:Username>" + password + "</w:UsernameToken></w:Security>";
  }

  /** UsernameToken Profile 1.1, section 3.1; SHA-1 is what it prescribes. */
  private static String digest(byte[] nonce, String created, String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(nonce);
      sha1.update(created.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sha1.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** The code of the fault that an answer is, by the standard's words only. */
  private static Optional<String> fault(Answer answer) throws Trouble {
    try (InputStream in = answer.open()) {
      XMLStreamReader xml = reader(answer, in);
      try {
        return isFault(xml, answer.status()) ? Optional.of(code(xml)) : Optional.empty();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | IOException notXml) {
      answer.ok();
      throw noEnvelope();
    }
  }

  private static XMLStreamReader reader(Answer answer, InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return answer.charset().isPresent()
        ? factory.createXMLStreamReader(new InputStreamReader(in, answer.charset().get()))
        : factory.createXMLStreamReader(in);
  }

  /** Goes to the first element of the body. */
  private static boolean isFault(XMLStreamReader xml, int status) throws XMLStreamException, Trouble {
    boolean inBody = false;
    for (int depth = 0; xml.hasNext();) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        boolean known = java.util.Arrays.stream(Version.values())
            .anyMatch(one -> one.nameSpace.equals(xml.getNamespaceURI()));
        if (depth == 1 && !(known && xml.getLocalName().equals("Envelope")) && status == 200) {
          throw noEnvelope();
        }
        if (inBody) {
          return known && xml.getLocalName().equals("Fault");
        }
        inBody = depth == 2 && known && xml.getLocalName().equals("Body");
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        inBody = false;
      }
    }
    return false;
  }

  private static String code(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && Set.of("faultcode", "Value").contains(xml.getLocalName())) {
        String code = xml.getElementText().strip();
        String local = code.substring(code.indexOf(':') + 1).split("\\.", 2)[0];
        return CODES.contains(local) ? local : "?";
      }
    }
    return "?";
  }

  private static Trouble noEnvelope() {
    return new Trouble("应答不是 SOAP 信封", "the answer is no SOAP envelope");
  }
}
