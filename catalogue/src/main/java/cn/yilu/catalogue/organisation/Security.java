package cn.yilu.catalogue.organisation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask what: programs by token below {@code /api}, people by session everywhere else. An address that is not
 * named here does not exist for anybody.
 */
@Configuration(proxyBeanMethods = false)
class Security {
  private static final String[] STAFF = {"OPERATOR", "OFFICER", "AUDITOR"};
  private static final String[] PUBLIC = {"/", "/datasets", "/datasets/**", "/suggest", "/rules", "/catalog",
      "/catalog.*",
      "/sparql", "/openapi.yaml", "/docs", "/docs/**", "/webjars/**", "/yilu.css", "/yilu.js", "/icon.svg",
      "/favicon.ico", "/robots.txt", "/login", "/error", "/actuator/health", "/actuator/health/**"};
  private static final RequestMatcher FOR_PEOPLE = new OrRequestMatcher(at("/sources"), at("/sources/**"),
      at("/mappings/**"), at("/duplicates"), at("/duplicates/**"),
      at("/password"), at("/logout"), at("/actuator/prometheus"));

  private static RequestMatcher at(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  /** PBKDF2 rather than bcrypt, which looks at 72 bytes only: 24 Chinese characters. */
  @Bean
  PasswordEncoder passwordEncoder() {
    String name = "pbkdf2@SpringSecurity_v5_8";
    return new DelegatingPasswordEncoder(name,
        java.util.Map.of(name, Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }

  @Bean
  @Order(1)
  SecurityFilterChain programDoor(HttpSecurity http, Tokens tokens, Refusals refusals) {
    return http.securityMatcher("/api/**")
        .csrf(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(new BearerFilter(tokens, refusals), AuthorizationFilter.class)
        .exceptionHandling(failed -> failed.authenticationEntryPoint(refusals::noToken)
            .accessDeniedHandler(refusals::forbidden))
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(HttpMethod.GET, "/api/v1/datasets", "/api/v1/datasets/**").permitAll()
            .requestMatchers(HttpMethod.GET, "/api/v1/rules").permitAll()
            .requestMatchers("/api/v1/logins").permitAll()
            .requestMatchers("/api/v1/intake/*").hasAnyRole("PROGRAM", "OPERATOR")
            .requestMatchers(HttpMethod.GET, "/api/v1/sources", "/api/v1/sources/**").hasAnyRole(STAFF)
            .requestMatchers("/api/v1/sources", "/api/v1/sources/**").hasAnyRole("OPERATOR", "OFFICER")
            .requestMatchers("/api/v1/duplicates", "/api/v1/duplicates/**").hasAnyRole("OPERATOR", "OFFICER")
            .requestMatchers("/api/v1/audit", "/api/v1/audit/**").hasAnyRole("OPERATOR", "AUDITOR")
            .requestMatchers("/api/v1/reconcile").hasAnyRole("OPERATOR", "AUDITOR")
            .requestMatchers(HttpMethod.GET, "/api/v1/organisations", "/api/v1/accounts", "/api/v1/programs")
            .hasAnyRole(STAFF)
            .requestMatchers("/api/v1/organisations/**", "/api/v1/accounts/**", "/api/v1/programs/**")
            .hasRole("OPERATOR")
            .anyRequest().authenticated())
        .headers(PageHeaders::set)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain peopleDoor(HttpSecurity http, PasswordProvider passwords, People people, Refusals refusals,
      PageEntrance entrance) {
    CookieRequestCache wanted = new CookieRequestCache();
    wanted.setRequestMatcher(new OrRequestMatcher(
        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/sources/**"),
        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/duplicates/**")));
    return http.authenticationProvider(passwords)
        .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
            .ignoringRequestMatchers("/sparql"))
        .requestCache(cache -> cache.requestCache(wanted))
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
        .formLogin(form -> form.loginPage("/login").usernameParameter("user").failureHandler(entrance::failed))
        .logout(logout -> logout.logoutSuccessUrl("/"))
        .addFilterBefore(new SessionFilter(people), AuthorizationFilter.class)
        .exceptionHandling(failed -> failed
            .authenticationEntryPoint((request, response, e) -> entrance.stranger(request, response,
                FOR_PEOPLE.matches(request)))
            .accessDeniedHandler((request, response, e) -> entrance.denied(request, response, e,
                FOR_PEOPLE.matches(request))))
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(PUBLIC).permitAll()
            .requestMatchers("/sources", "/sources/**", "/mappings/**").hasAnyRole(STAFF)
            .requestMatchers("/duplicates", "/duplicates/**").hasAnyRole("OPERATOR", "OFFICER")
            .requestMatchers("/password", "/logout").authenticated()
            .requestMatchers("/actuator/prometheus").access(PageEntrance::nearbyOrOperator)
            .anyRequest().denyAll())
        .headers(PageHeaders::set)
        .build();
  }
}
