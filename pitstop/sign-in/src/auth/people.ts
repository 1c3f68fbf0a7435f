import { Unauthorized, type User } from "@pitstop/trpc";
import type { Auth } from "./auth.ts";
import { hasCookie, sessionCookieOf } from "./cookies.ts";

/** Who is signed in by a session, with what only they themselves see. */
export interface SignedIn {
  readonly user: User & { readonly email: string };
  readonly sessionId: string;
}

/** Who the cookies of a request belong to; undefined where there is no session, or one that has ended. */
export async function signedInBy(auth: Auth, cookie: string | undefined): Promise<SignedIn | undefined> {
  if (cookie === undefined) return undefined;
  const found = await auth.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: true },
  });
  if (!found) return undefined;
  const { id, name, email, role } = found.user;
  return { user: { id, name: name || email, email, role: String(role) }, sessionId: found.session.id };
}

/** The user of the API that the cookies of a request belong to. Throws Unauthorized for a session that has ended. */
export async function userOfCookie(
  auth: Auth,
  publicUrl: string,
  cookie: string | undefined,
): Promise<User | undefined> {
  if (!hasCookie(cookie, sessionCookieOf(publicUrl))) return undefined;
  const signedIn = await signedInBy(auth, cookie);
  if (!signedIn) throw new Unauthorized("Your session has ended. Sign in again.", "SESSION_ENDED");
  const { id, name, role } = signedIn.user;
  return { id, name, role };
}
