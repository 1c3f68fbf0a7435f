// The door for TypeScript frontends, inside and outside this repository: no server code stands behind it.
import {
  createTRPCClient,
  type HTTPBatchLinkOptions,
  httpBatchLink,
  retryLink,
  type TRPCClient,
  type TRPCClientError,
} from "@trpc/client";
import type { AppRouter } from "./root.ts";

export type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
export type { ErrorDetails } from "./trpc.ts";
export type { AppRouter };

/** The most calls in one batch; the server refuses more. */
export const MAX_BATCH_SIZE = 10;

/** Longer addresses are refused by servers and proxies on the way. */
const MAX_URL_LENGTH = 4000;

const MAX_ATTEMPTS = 3;

/** The statuses behind which the same call may succeed a moment later. */
const TRANSIENT = new Set([408, 429, 502, 503, 504]);

export interface ClientOptions {
  /** Headers of every request, such as an authorization; a function is asked before each request. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /** How requests are made; the platform's `fetch` unless told otherwise. */
  fetch?: NonNullable<HTTPBatchLinkOptions<AppRouter["_def"]["_config"]["$types"]>["fetch"]>;
}

/**
 * A typed client of the API at `url` (`https://host` or `https://host/trpc`). Calls made in the same tick travel in
 * one request; queries are tried up to three times when the network or the server is briefly away, mutations never;
 * `{ signal }` as second argument of a call aborts it.
 */
export function createClient(url: string, options: ClientOptions = {}): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ op, error, attempts }) =>
          op.type === "query" && attempts < MAX_ATTEMPTS && isTransient(error),
        retryDelayMs: (attempt) => 100 * 2 ** attempt * (0.5 + Math.random()),
      }),
      httpBatchLink({
        url: trpcAddress(url),
        maxItems: MAX_BATCH_SIZE,
        maxURLLength: MAX_URL_LENGTH,
        ...(options.headers && { headers: options.headers }),
        ...(options.fetch && { fetch: options.fetch }),
      }),
    ],
  });
}

/** Whether an error says that the server could not be reached or was briefly unable to answer. */
function isTransient(error: TRPCClientError<AppRouter>): boolean {
  if (error.cause?.name === "AbortError") return false;
  const status = error.data?.httpStatus;
  return status === undefined || TRANSIENT.has(status);
}

const trpcAddress = (url: string): string => `${url.replace(/\/(trpc\/?)?$/, "")}/trpc`;
