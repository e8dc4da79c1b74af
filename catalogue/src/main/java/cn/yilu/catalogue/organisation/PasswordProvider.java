package cn.yilu.catalogue.organisation;

import java.util.Objects;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Lets people in who log in on the page. */
@Component
class PasswordProvider implements AuthenticationProvider {
  private final Logins logins;

  PasswordProvider(Logins logins) {
    this.logins = logins;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String address = attempt.getDetails() instanceof WebAuthenticationDetails details
        ? Objects.requireNonNullElse(details.getRemoteAddress(), "")
        : "";
    String password = Objects.requireNonNullElse(attempt.getCredentials(), "").toString();
    return switch (logins.enter(attempt.getName(), password, address)) {
      case Login.Entered entered -> CallerAuthentication.byPassword(entered.person());
      case Login.PasswordNeeded needed -> CallerAuthentication.byPassword(needed.person());
      case Login.Refused refused -> throw new BadCredentialsException("refused");
      case Login.TooMany tooMany -> throw new TooManyFailures(tooMany.time().toSeconds() + 1);
    };
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /** Says how many seconds to wait. */
  static final class TooManyFailures extends LockedException {
    private static final long serialVersionUID = 1;
    final long seconds;

    TooManyFailures(long seconds) {
      super("too many failures");
      this.seconds = seconds;
    }
  }
}
