import type { Authenticate } from "@pitstop/http";
import { Unauthorized, type User } from "@pitstop/trpc";
import { credentialsOf } from "./request-credentials.ts";
import type { UserOfToken } from "./tokens/bearer-tokens.ts";
import { userOfKey } from "./user-of-key.ts";

/** What can tell who sends a request, beside API keys. */
export interface Recognizers {
  readonly userOfToken: UserOfToken;
  readonly userOfCookie: (cookie: string | undefined) => Promise<User | undefined>;
}

/**
 * Tells who sends a request by every credential that it brings. Each must be valid, and all must be of one user: which
 * one counts is nothing to guess. Throws Unauthorized otherwise.
 */
export function authenticateBy({ userOfToken, userOfCookie }: Recognizers): Authenticate {
  return async (request, { orm }) => {
    const { keys, tokens, cookie } = credentialsOf(request);
    const users = await Promise.all([
      ...keys.map((key) => userOfKey(orm, key)),
      ...tokens.map(userOfToken),
      userOfCookie(cookie),
    ]);
    const [user, ...others] = users.filter((one) => one !== undefined);
    if (user && others.some(({ id }) => id !== user.id))
      throw new Unauthorized(
        "This request has credentials of different users. Send one.",
        "CREDENTIALS_DISAGREE",
      );
    return user;
  };
}
