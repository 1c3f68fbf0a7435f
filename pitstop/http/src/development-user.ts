import type { Access, User } from "@pitstop/trpc";
import type { Authenticate } from "./authentication.ts";

/** The cookie by which the pages switch the role of the development user. */
const ROLE_COOKIE = "pitstop-role";

const ID = "development";

/** Whether a user is the one of development, whose role can be switched. */
export const isDevelopmentUser = (user: User | null): boolean => user?.id === ID;

/**
 * Makes whoever isn't signed in a development user, in the role that the cookie names. For a server on loopback that
 * `pnpm start` runs: `readSettings` refuses it anywhere else.
 */
export const withDevelopmentUser =
  ({ roles, withoutSignIn }: Access, authenticate: Authenticate | undefined): Authenticate =>
  async (request, options) => {
    const signedIn = await (authenticate ?? nobody)(request, options);
    if (signedIn !== undefined) return signedIn;
    const wanted = roleIn(request.headers.cookie);
    // The pages write it as a cookie can hold it.
    const role = roles.find((each) => encodeURIComponent(each) === wanted) ?? withoutSignIn;
    return { id: ID, name: "Development user", role };
  };

const nobody: Authenticate = async () => undefined;

function roleIn(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === ROLE_COOKIE)?.[1];
}
