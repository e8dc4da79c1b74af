package cn.yilu.catalogue.organisation;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Headers that keep a page from running or showing what is not ours. */
final class PageHeaders {
  private static final String POLICY = "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'";
  private static final RequestMatcher DOCS = PathPatternRequestMatcher.withDefaults().matcher("/docs/**");

  private PageHeaders() {}

  static void set(HeadersConfigurer<HttpSecurity> headers) {
    headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(DOCS),
            new StaticHeadersWriter("Content-Security-Policy", POLICY)))
        // The page of the contract sets style attributes by itself.
        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(DOCS,
            new StaticHeadersWriter("Content-Security-Policy", POLICY + " 'unsafe-inline'")));
  }
}
