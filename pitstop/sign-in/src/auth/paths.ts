/** Where the routes of sign-in are. */
export const BASE_PATH = "/auth";

/** Where pages learn who is signed in, and how one can sign in. */
export const SESSION_PATH = `${BASE_PATH}/session`;

/** The header that tells better-auth a caller's address, which this server has found out. */
export const ADDRESS_HEADER = "x-caller-address";

/** The provider's name in addresses, of which settings know one. */
export const PROVIDER = "oidc";

/** The pages that mails lead to, as `@pitstop/pages` has them. */
export const SIGN_IN_PAGE = "/sign-in";
export const SET_PASSWORD_PAGE = "/set-password";
