// The door for TypeScript frontends, inside and outside this repository: no server code stands behind it.
import {
  createTRPCClient,
  type HTTPBatchLinkOptions,
  httpBatchLink,
  retryLink,
  type TRPCClient,
  type TRPCClientError,
} from "@trpc/client";
import { formerNamesLink, type KnownBefore } from "./client/former-names.ts";
import { type Notice, noticeOf } from "./client/notice.ts";
import { contractVersion, formerNames, orderColumns } from "./contract/version.ts";
import { BUILD_HEADER, CONTRACT_HEADER } from "./evolution/client-version.ts";
import type { AppRouter } from "./root.ts";

export type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
export type { ErrorDetails } from "./trpc.ts";
export type { AppRouter, Notice };

/** The most calls in one batch; the server refuses more. */
export const MAX_BATCH_SIZE = 10;

/** Longer addresses are refused by servers and proxies on the way. */
const MAX_URL_LENGTH = 4000;

/** How often a query is tried unless told. */
const ATTEMPTS = 3;

/** The statuses behind which the same call may succeed a moment later. */
const TRANSIENT = new Set([408, 429, 502, 503, 504]);

export interface ClientOptions {
  /** Headers of every request, such as an authorization; a function is asked before each request. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /** How requests are made; the platform's `fetch` unless told otherwise. */
  fetch?: Fetch;
  /** How often a query is tried when the network or the server is briefly away: 3 unless told. */
  attempts?: number;
  /**
   * What your build is called (a version, a revision): the server counts which builds still use what is deprecated.
   * Letters, digits and `. _ - / + : @`, at most 100.
   */
  build?: string;
  /** Told when a call uses what will go, or sent something that the server did not keep. */
  onNotice?: (notice: Notice) => void;
}

type Fetch = NonNullable<HTTPBatchLinkOptions<AppRouter["_def"]["_config"]["$types"]>["fetch"]>;

/**
 * A typed client of the API at `url` (`https://host` or `https://host/trpc`). Calls made in the same tick travel in
 * one request; queries are tried up to three times when the network or the server is briefly away, mutations never;
 * `{ signal }` as second argument of a call aborts it. While a release is under way it works with servers of the
 * version before, too.
 */
export function createClient(url: string, options: ClientOptions = {}): TRPCClient<AppRouter> {
  const { attempts: most = ATTEMPTS, fetch, onNotice } = options;
  return createTRPCClient<AppRouter>({
    links: [
      formerNamesLink(knownBefore),
      retryLink({
        retry: ({ op, error, attempts }) => op.type === "query" && attempts < most && isTransient(error),
        retryDelayMs: (attempt) => 100 * 2 ** attempt * (0.5 + Math.random()),
      }),
      httpBatchLink({
        url: trpcAddress(url),
        maxItems: MAX_BATCH_SIZE,
        maxURLLength: MAX_URL_LENGTH,
        headers: () => headersOf(options),
        ...(onNotice ? { fetch: noticing(onNotice, fetch) } : fetch && { fetch }),
      }),
    ],
  });
}

function knownBefore(domain: string): KnownBefore | undefined {
  const [names, columns] = [formerNames[domain], orderColumns[domain]];
  return names || columns ? { names: names ?? {}, columns: columns ?? {} } : undefined;
}

async function headersOf({ headers = {}, build }: ClientOptions): Promise<Record<string, string>> {
  return {
    [CONTRACT_HEADER]: contractVersion,
    ...(build !== undefined && { [BUILD_HEADER]: build }),
    ...(typeof headers === "function" ? await headers() : headers),
  };
}

/** The same way to make requests, which looks at what the answers say beside. */
function noticing(onNotice: (notice: Notice) => void, fetch: Fetch = globalThis.fetch as Fetch): Fetch {
  return async (address, options) => {
    const response = await fetch(address, options);
    const notice = noticeOf((response as Response).headers); // tRPC asks for less of a response than there is
    // Outside of the call: what it throws is its owner's, and no failure of what was asked.
    if (notice) queueMicrotask(() => onNotice(notice));
    return response;
  };
}

/** Whether an error says that the server could not be reached or was briefly unable to answer. */
function isTransient(error: TRPCClientError<AppRouter>): boolean {
  if (error.cause?.name === "AbortError") return false;
  const status = error.data?.httpStatus;
  return status === undefined || TRANSIENT.has(status);
}

const trpcAddress = (url: string): string => `${url.replace(/\/(trpc\/?)?$/, "")}/trpc`;
