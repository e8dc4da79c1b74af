package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Grant;
import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.view.View;
import cn.yilu.schemas.SharedSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Views of grants, each compiled once. */
final class Views {
  private static final int MOST = 10_000;
  private final Keys keys;
  private final Map<Of, View> compiled = new ConcurrentHashMap<>();

  private record Of(String grant, int version, String schema) {}

  Views(Keys keys) {
    this.keys = keys;
  }

  View of(Grant grant, SharedSchema schema) {
    if (compiled.size() > MOST) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(new Of(grant.id(), grant.version(), schema.id().hex()), of -> {
      Hmac hmac = keys.derive("pseudonym/" + grant.id());
      return View.compile(schema, grant.masks(schema), hmac::of);
    });
  }
}
