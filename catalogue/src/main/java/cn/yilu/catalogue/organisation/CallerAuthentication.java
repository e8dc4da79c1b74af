package cn.yilu.catalogue.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller who proved who it is; for a person's session also under which state of the account. */
final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final transient Caller caller;
  private final Instant changed;
  private final boolean oneTime;

  private CallerAuthentication(Caller caller, Instant changed, boolean oneTime) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + caller.role())));
    this.caller = caller;
    this.changed = changed;
    this.oneTime = oneTime;
    setAuthenticated(true);
  }

  static CallerAuthentication byToken(Caller caller) {
    return new CallerAuthentication(caller, Instant.EPOCH, false);
  }

  static CallerAuthentication byPassword(Person person) {
    return new CallerAuthentication(person.caller(), person.changed(), person.oneTime());
  }

  /** Whether the session began under this state of the account. */
  boolean fits(Person person) {
    return !person.disabled() && !person.changed().isAfter(changed);
  }

  /** Whether nothing may be done before the password is replaced. */
  boolean oneTime() {
    return oneTime;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerAuthentication that && caller.equals(that.caller) && changed.equals(that.changed)
        && oneTime == that.oneTime;
  }

  @Override
  public int hashCode() {
    return Objects.hash(caller, changed, oneTime);
  }
}
