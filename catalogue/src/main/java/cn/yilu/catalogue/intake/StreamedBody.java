package cn.yilu.catalogue.intake;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;

/** Gives a body to whoever takes it as a resource while it still arrives; Spring's own way holds it in memory first. */
@Component
final class StreamedBody implements HttpMessageConverter<Resource> {

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return type == Resource.class;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of(MediaType.ALL);
  }

  @Override
  public Resource read(Class<? extends Resource> type, HttpInputMessage sent) throws IOException {
    return new InputStreamResource(sent.getBody());
  }

  @Override
  public void write(Resource body, @Nullable MediaType mediaType, HttpOutputMessage out) {
    throw new HttpMessageNotWritableException("only bodies that arrive are read here");
  }
}
