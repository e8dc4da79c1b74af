package cn.yilu.catalogue.organisation;

import java.time.Instant;

/**
 * A person's account.
 *
 * @param hash password as the encoder keeps it
 * @param oneTime whether the password must be replaced before anything else
 * @param changed when password or role last changed; what was opened before is over
 */
record Person(String user, String organisation, Caller.Role role, String hash, boolean oneTime, boolean disabled,
    Instant changed) {

  Caller caller() {
    return new Caller(user, Caller.Kind.PERSON, organisation, role);
  }

  @Override
  public String toString() {
    return "Person " + user;
  }
}
