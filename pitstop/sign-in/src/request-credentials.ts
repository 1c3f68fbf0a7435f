import type { SentRequest } from "@pitstop/http";
import { PREFIX } from "./keys/secret.ts";

/** What a request brings to tell who sends it. */
export interface Credentials {
  readonly keys: readonly string[];
  readonly tokens: readonly string[];
  readonly cookie: string | undefined;
}

/**
 * The credentials of a request: an API key as a bearer token or in `X-API-Key`, a token, the cookies. What another
 * scheme sends, such as Basic, is for a proxy in front.
 */
export function credentialsOf({ headers }: Pick<SentRequest, "headers">): Credentials {
  const [, bearer] = /^Bearer(?: +|$)(.*)$/i.exec(headers.authorization ?? "") ?? [];
  const { "x-api-key": apiKey, cookie } = headers;
  const isKey = bearer?.startsWith(PREFIX) ?? false;
  return {
    keys: [
      ...(isKey && bearer !== undefined ? [bearer] : []),
      ...(apiKey === undefined ? [] : [apiKey].flat()),
    ],
    tokens: bearer !== undefined && !isKey ? [bearer] : [],
    cookie,
  };
}
