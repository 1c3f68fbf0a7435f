import { LINK_MINUTES } from "./links.ts";
import type { Mail } from "./mail.ts";

// None has words of whoever asked for it: nobody sends texts of their own to others through this server.

const IGNORE = "If you did not ask for this, ignore this mail: nothing changes.";

/** To an address that nobody has here yet. */
export const signUpMail = (to: string, host: string, link: string): Mail => ({
  kind: "sign-up",
  to,
  subject: `Sign up for ${host}`,
  text: `Choose a password to sign up for ${host}:\n\n${link}\n\nThe link works once, for ${LINK_MINUTES} minutes. ${IGNORE}\n`,
  link,
});

/** To somebody who signs up once more. */
export const accountExistsMail = (to: string, host: string, signIn: string): Mail => ({
  kind: "account-exists",
  to,
  subject: `You have an account at ${host}`,
  text: `You have an account with this email address already. Sign in here:\n\n${signIn}\n\n${IGNORE}\n`,
});

export const passwordResetMail = (to: string, host: string, link: string): Mail => ({
  kind: "password-reset",
  to,
  subject: `Your password for ${host}`,
  text: `Choose a new password for ${host}:\n\n${link}\n\nThe link works once, for ${LINK_MINUTES} minutes. ${IGNORE}\n`,
  link,
});

/** To somebody whom the provider signs in, which no mail gets around. */
export const noPasswordMail = (to: string, host: string, signIn: string, provider: string): Mail => ({
  kind: "no-password",
  to,
  subject: `Your account at ${host}`,
  text: `You have no password for ${host}. Sign in with ${provider}:\n\n${signIn}\n\n${IGNORE}\n`,
});

export const passwordChangedMail = (to: string, host: string): Mail => ({
  kind: "password-changed",
  to,
  subject: `Your password for ${host} has changed`,
  text: `The password of your account at ${host} has changed, and all other sessions have ended.\n\nIf this was not you, reset the password on the sign-in page, and tell the people who run ${host}.\n`,
});
