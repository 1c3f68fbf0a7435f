/**
 * The cookies of sign-in for an application at this address. With https they have the prefix `__Host-`: a browser then
 * takes them from this very host alone, not from another one of its domain and not without encryption.
 */
export function cookiesFor(publicUrl: string) {
  const secure = publicUrl.startsWith("https://");
  const named = (name: string) => ({ name: `${secure ? "__Host-" : ""}${name}` });
  return {
    // It would add the prefix `__Secure-`, which promises less.
    useSecureCookies: false,
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: "lax" as const, path: "/" },
    cookies: {
      session_token: named("session"),
      state: named("sign_in_state"),
      oauth_state: named("sign_in_oauth_state"),
      dont_remember: named("sign_in_forget"),
      session_data: named("session_data"),
      account_data: named("account_data"),
    },
  };
}

/** The name of the cookie that says who is signed in. */
export const sessionCookieOf = (publicUrl: string): string =>
  cookiesFor(publicUrl).cookies.session_token.name;

/** Whether a request's cookies have one of this name. */
export const hasCookie = (header: string | undefined, name: string): boolean =>
  (header ?? "").split(";").some((cookie) => cookie.trim().startsWith(`${name}=`));
