package cn.yilu.catalogue.web;

import cn.yilu.schemas.Text;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What a failed request is told, whatever shape it is written in. */
record Answer(int status, String type, Text detail, HttpHeaders headers) {

  static Answer of(int status, String kind, String zh, String en) {
    return new Answer(status, "urn:yilu:problem:" + kind, new Text(zh, en), new HttpHeaders());
  }

  /** The standard words of a status, for what was refused before it reached one of our parts. */
  static Answer of(int status) {
    return switch (status) {
      case 401 -> of(401, "unauthenticated", "请先登录，或提供有效的令牌。", "Log in, or send a valid token.");
      case 403 -> of(403, "forbidden", "您无权进行此操作。", "You may not do this.");
      case 404 -> of(404, "not-found", "没有这个地址。", "There is nothing at this address.");
      case 405 -> of(405, "method-not-allowed", "此地址不支持该请求方法。", "This address does not support that method.");
      case 406 -> of(406, "not-acceptable", "此地址不能以所要求的格式回答。", "This address has no answer in a format you accept.");
      case 413 -> of(413, "too-large", "请求过大。", "The request is too large.");
      case 415 -> of(415, "unsupported-media-type", "缺少请求正文，或其 Content-Type 不受支持；此地址接受的格式见 /docs。",
          "There is no body, or its Content-Type is not taken here; /docs says which is.");
      case 503 -> of(503, "unavailable", "服务暂时不可用，请稍后再试。", "The service is not available right now; try again later.");
      default -> status < 500
          ? of(status, "bad-request", "无法理解该请求。", "The request cannot be understood.")
          : of(500, "internal", "服务出错，已记录。请稍后再试。", "The service failed; this has been noted. Try again later.");
    };
  }

  Answer with(HttpHeaders more) {
    return new Answer(status, type, detail, more);
  }

  String title() {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Problem" : known.getReasonPhrase();
  }

  cn.yilu.catalogue.http.model.Problem document() {
    return new cn.yilu.catalogue.http.model.Problem().type(type).title(title()).status(status).detail(detail.en())
        .detailZh(detail.zh());
  }
}
