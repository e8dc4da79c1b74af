package cn.yilu.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the whole service needs to know.
 *
 * @param data the data directory
 * @param zone in which legal days and source times without a zone are read
 * @param base public address of the service, put into served graphs
 */
@ConfigurationProperties("yilu")
public record YiluProperties(@DefaultValue("./data") Path data, @DefaultValue("Asia/Shanghai") ZoneId zone,
    @DefaultValue("http://localhost:8080") URI base) {}
