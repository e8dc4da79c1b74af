package cn.yilu.catalogue.feed;

import cn.yilu.mappings.view.Lines;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** Lines as a body of an answer, without copying them once more. */
final class PageContent extends AbstractResource {
  private final Lines lines;

  PageContent(Lines lines) {
    this.lines = lines;
  }

  @Override
  public InputStream getInputStream() {
    return lines.content();
  }

  @Override
  public long contentLength() {
    return lines.length();
  }

  @Override
  public String getDescription() {
    return lines.count() + " lines of a feed";
  }
}
