import { Unavailable } from "@pitstop/trpc";
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";

/** The longest that the issuer may take to answer, in milliseconds. */
const TIMEOUT = 5_000;

/** For how long keys are used without asking again, in milliseconds. */
const KEPT = 10 * 60_000;

/** How long after a request for keys another unknown key asks again, in milliseconds: made-up keys cost the issuer little. */
const COOLDOWN = 10_000;

/** How the keys of an issuer are asked for, with what only tests change. */
export interface KeySetOptions {
  readonly cooldown?: number;
}

/**
 * The public keys of an issuer, from its discovery document: asked for once and kept; a token with a key that isn't
 * there yet asks again, so that the issuer may change its keys at any time.
 */
export function keySetOf(issuer: string, { cooldown = COOLDOWN }: KeySetOptions = {}): JWTVerifyGetKey {
  let keySet: Promise<JWTVerifyGetKey> | undefined;
  const discovered = (): Promise<JWTVerifyGetKey> => {
    keySet ??= discover(issuer, cooldown).catch((error: unknown) => {
      // The next token asks again.
      keySet = undefined;
      throw error;
    });
    return keySet;
  };
  return async (header, token) => (await discovered())(header, token);
}

async function discover(issuer: string, cooldownDuration: number): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const document: unknown = await (await fetchFromIssuer(address)).json();
  if (!isDiscoveryDocument(document) || document.issuer !== issuer)
    throw new Unavailable("SERVICE_UNAVAILABLE", `${address} isn't the discovery document of ${issuer}.`);
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    cooldownDuration,
    cacheMaxAge: KEPT,
    timeoutDuration: TIMEOUT,
    [customFetch]: fetchFromIssuer,
  });
}

/** Throws Unavailable where the issuer doesn't answer: that is no fault of the token. */
async function fetchFromIssuer(address: string, options: RequestInit = {}): Promise<Response> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT), ...options });
    if (response.ok) return response;
    throw new Error(`it answers ${response.status}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unavailable(
      "SERVICE_UNAVAILABLE",
      `The issuer of tokens can't be reached at the moment (${new URL(address).host}: ${reason}). Try again shortly.`,
    );
  }
}

const isDiscoveryDocument = (value: unknown): value is { issuer: string; jwks_uri: string } =>
  typeof value === "object" &&
  value !== null &&
  "issuer" in value &&
  "jwks_uri" in value &&
  typeof value.jwks_uri === "string" &&
  URL.canParse(value.jwks_uri);
