package cn.yilu.connectors;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a web server, with places to be filled.
 *
 * @param parameters of the address; one that is empty once filled is not sent
 * @param body sent by POST; without one it is a GET
 * @param timeout for a whole answer
 */
record Question(URI url, Map<String, Template> parameters, Map<String, Template> headers, Optional<Template> body,
    Duration timeout) {

  Question {
    parameters = new LinkedHashMap<>(parameters);
    headers = new LinkedHashMap<>(headers);
  }

  /** Nothing but where it goes: the rest may be secret. */
  @Override
  public String toString() {
    return "Question[" + url.getHost() + "]";
  }

  /** The address of a web server in a setting. */
  static URI url(String setting, String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null
          && Set.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below, together with other addresses
    }
    throw Settings.wrong(setting, "应是 http 或 https 地址", "must be an http or https address");
  }

  /** Whether any part of it has this place. */
  boolean names(String place) {
    return Stream.of(parameters.values(), headers.values(), body.stream().toList()).flatMap(Collection::stream)
        .anyMatch(template -> template.names(place));
  }

  /** The same question with one more header, where it has none of that name. */
  Question with(String header, Template value) {
    Map<String, Template> more = new LinkedHashMap<>(headers);
    if (headers.keySet().stream().noneMatch(header::equalsIgnoreCase)) {
      more.put(header, value);
    }
    return new Question(url, parameters, more, body, timeout);
  }

  HttpRequest asked(Map<String, String> values) {
    return asked(at(values), values);
  }

  /** The same question at another address, as far as an address goes: it has the parameters already. */
  HttpRequest asked(URI address, Map<String, String> values) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(timeout);
    headers.forEach((name, value) -> request.header(name, value.filled(values)));
    request.header("Accept-Encoding", "gzip");
    body.ifPresent(template -> request.POST(HttpRequest.BodyPublishers.ofString(template.filled(values))));
    return request.build();
  }

  private URI at(Map<String, String> values) {
    Map<String, String> filled = new LinkedHashMap<>();
    parameters.forEach((name, value) -> filled.put(name, value.filled(values)));
    List<String> sent = filled.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue())).toList();
    return sent.isEmpty() ? url : URI.create(url + sent.stream().collect(Collectors.joining("&", mark(), "")));
  }

  private String mark() {
    return url.getRawQuery() == null ? "?" : "&";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
