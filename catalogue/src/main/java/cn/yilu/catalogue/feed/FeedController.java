package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.http.FeedsApi;
import cn.yilu.catalogue.organisation.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FeedController implements FeedsApi {
  private final Feed feed;
  private final HttpServletRequest request;

  FeedController(Feed feed, HttpServletRequest request) {
    this.feed = feed;
    this.request = request;
  }

  @Override
  public ResponseEntity<Resource> readFeed(String dataset, @Nullable String cursor, Integer limit, Integer wait) {
    Format format = Format.accepted(
        MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
    Page page = feed.read(new Question(reader(Caller.current()), dataset, Objects.requireNonNullElse(cursor, ""),
        limit, Duration.ofSeconds(wait), format));
    request.setAttribute(PageRelease.PAGE, page);
    return ResponseEntity.ok()
        .header(HttpHeaders.LINK, "<" + next(dataset, page.next(), limit, wait) + ">; rel=\"next\"")
        .header("Yilu-Cursor", page.next())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(format.mediaType())
        .body(new PageContent(page.lines()));
  }

  /** Only programs hold grants; a person whose user name is a program's id must not pass for it. */
  private static String reader(Caller caller) {
    return caller.kind() == Caller.Kind.PROGRAM ? caller.id() : "";
  }

  private static String next(String dataset, String cursor, int limit, int wait) {
    return "/api/v1/feeds/" + dataset + "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.US_ASCII)
        + "&limit=" + limit + (wait > 0 ? "&wait=" + wait : "");
  }
}
