import { Forbidden, Unauthorized, type User } from "@pitstop/trpc";
import { decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import { type KeySetOptions, keySetOf } from "./key-set.ts";
import { roleIn } from "./role-claim.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** Asymmetric ones alone: with a shared secret, whoever checks tokens could make them. `none` is no signature. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** How far apart the clocks of the issuer and of this server may be, in seconds. */
const CLOCK_TOLERANCE = 30;

/** Tells whose token it is. Throws Unauthorized for one that isn't valid, and Forbidden for one without a role. */
export type UserOfToken = (token: string) => Promise<User>;

/** Checks the bearer tokens of these issuers. */
export function bearerTokens(issuers: readonly TokenIssuer[], options?: KeySetOptions): UserOfToken {
  const known = new Map(
    issuers.map((issuer) => [issuer.issuer, { ...issuer, keys: keySetOf(issuer.issuer, options) }]),
  );
  return async (token) => {
    const issuer = known.get(issuerOf(token) ?? "");
    if (!issuer)
      throw new Unauthorized("This token is from an issuer that this API doesn't know.", "TOKEN_INVALID");
    try {
      const { payload } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ["exp", "sub"],
      });
      return userOf(payload, issuer);
    } catch (error) {
      throw refusalOf(error);
    }
  };
}

/** What a token says of its issuer, before anything of it is believed. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** What is wrong with a token, for its sender; anything else stays what it is. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired)
    return new Unauthorized("This token has expired. Get a new one.", "TOKEN_EXPIRED");
  if (error instanceof errors.JWTClaimValidationFailed)
    return new Unauthorized(
      `This token isn't for this API: its "${error.claim}" is not accepted.`,
      "TOKEN_INVALID",
    );
  if (error instanceof errors.JOSEError)
    return new Unauthorized(
      "This token isn't valid: its signature or form is not accepted.",
      "TOKEN_INVALID",
    );
  return error;
}

function userOf(payload: JWTPayload, { issuer, roleClaim = "role", roles }: TokenIssuer): User {
  const { sub = "", name, preferred_username, email, client_id } = payload;
  const role = roleIn(payload, roleClaim, roles);
  if (role === undefined)
    throw new Forbidden(
      `This token has no role here: its claim "${roleClaim}" names none that this API knows.`,
    );
  const names = [name, preferred_username, email, client_id, sub];
  return {
    id: `${issuer}#${sub}`,
    name: String(names.find((text) => typeof text === "string" && text !== "")),
    role,
  };
}
