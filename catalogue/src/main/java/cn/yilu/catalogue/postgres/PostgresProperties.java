package cn.yilu.catalogue.postgres;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database is used.
 *
 * @param url JDBC address of a server that somebody else runs, 15 or newer; empty for one of our own
 * @param connections most connections at once
 */
@ConfigurationProperties("yilu.postgres")
record PostgresProperties(@DefaultValue("") String url, @DefaultValue("yilu") String user,
    @DefaultValue("") String password, @DefaultValue("16") int connections) {}
