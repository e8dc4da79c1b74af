package cn.yilu.connectors;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows links a server answers, on that server only, since tokens and passwords go with the question.
 *
 * @param base address that was asked
 * @param here whether path and query of a link are asked at our address whatever server it names: for servers that do
 *        not know under which name we see them
 */
record Links(URI base, boolean here) {
  static final String MEANING = "what a link to another server name means: refused, or here (the same path at our address); default refused";
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*(?:;[^,<]*)?;\\s*rel\\s*=\\s*\"?next\"?",
      Pattern.CASE_INSENSITIVE);

  static Links of(URI base, Settings settings) {
    return new Links(base, settings.oneOf("links", "refused", "here").equals("here"));
  }

  URI follow(String link) throws Trouble {
    URI target = resolve(link);
    if (sameServer(target)) {
      return target;
    }
    if (here) {
      String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
      return resolve(path);
    }
    throw new Trouble("服务器给出的链接指向别的服务器,未跟随(见设置 links)",
        "the server's link leads to another server and is not followed (see setting links)");
  }

  boolean sameServer(URI target) {
    return base.getScheme().equals(target.getScheme())
        && base.getHost().equalsIgnoreCase(String.valueOf(target.getHost()))
        && port(base) == port(target) && target.getUserInfo() == null;
  }

  /** The link to the next page in the headers of an answer (RFC 8288). */
  static Optional<String> next(HttpHeaders headers) {
    return headers.allValues("Link").stream().map(NEXT::matcher).filter(Matcher::find).map(found -> found.group(1))
        .findFirst();
  }

  /** Where a link leads, which may be anywhere. */
  URI resolve(String link) throws Trouble {
    try {
      URI target = base.resolve(link.strip());
      if (String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT).matches("https?")) {
        return target;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below
    }
    throw new Trouble("服务器给出的链接不是有效地址", "the server's link is no address");
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }
}
