// The door for TypeScript frontends, inside and outside this repository: no server code stands behind it.
import {
  createTRPCClient,
  type HTTPBatchLinkOptions,
  httpBatchLink,
  retryLink,
  type TRPCClient,
  type TRPCClientError,
} from "@trpc/client";
import { type Notice, noticeOf } from "./client/notice.ts";
import { contractFingerprints, contractVersion } from "./contract/version.ts";
import { BUILD_HEADER, CONTRACT_HEADER, DOMAINS_HEADER } from "./evolution/client-version.ts";
import type { AppRouter } from "./root.ts";

export type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
export type { ErrorDetails } from "./trpc.ts";
export type { AppRouter, Notice };

/** The most calls in one batch; the server refuses more. */
export const MAX_BATCH_SIZE = 10;

/** Longer addresses are refused by servers and proxies on the way. */
const MAX_URL_LENGTH = 4000;

/** How often a query is tried by default. */
const ATTEMPTS = 3;

/**
 * How often a call is tried that an older server refused without doing anything: about ten seconds, in which one of
 * several servers is a new one while a release is under way.
 */
const ATTEMPTS_ACROSS_VERSIONS = 12;

/** The longest pause between two tries, in milliseconds. */
const LONGEST_PAUSE = 2_000;

/** The statuses behind which the same call may succeed a moment later. */
const TRANSIENT = new Set([408, 429, 502, 503, 504]);

export interface ClientOptions {
  /** Headers of every request, such as an authorization; a function is asked before each request. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /** How requests are made; the platform's `fetch` unless told otherwise. */
  fetch?: Fetch;
  /** How often a query is tried when the network or the server is briefly away. Defaults to 3. */
  attempts?: number;
  /**
   * What your build is called (a version, a revision): the server counts which builds still use what is deprecated.
   * Letters, digits and `. _ - / + : @`, at most 100.
   */
  build?: string;
  /** Called when a call uses what will go, or a previous name. */
  onNotice?: (notice: Notice) => void;
}

type Fetch = NonNullable<HTTPBatchLinkOptions<AppRouter["_def"]["_config"]["$types"]>["fetch"]>;

/**
 * A typed client of the API at `url` (`https://host` or `https://host/trpc`). Calls made in the same tick travel in
 * one request; queries are tried up to three times when the network or the server is briefly away, mutations never;
 * `{ signal }` as second argument of a call aborts it. While a release is under way, a call that an older server can't
 * answer rightly is refused there, nothing done, and tried again until a newer server answers; mutations too.
 */
export function createClient(url: string, options: ClientOptions = {}): TRPCClient<AppRouter> {
  const { attempts: most = ATTEMPTS, fetch, onNotice } = options;
  return createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ op, error, attempts }) =>
          isOfOlderServer(error)
            ? attempts < ATTEMPTS_ACROSS_VERSIONS
            : op.type === "query" && attempts < most && isTransient(error),
        retryDelayMs: (attempt) => Math.min(100 * 2 ** attempt, LONGEST_PAUSE) * (0.5 + Math.random()),
      }),
      httpBatchLink({
        url: trpcAddress(url),
        maxItems: MAX_BATCH_SIZE,
        maxURLLength: MAX_URL_LENGTH,
        headers: ({ opList }) => headersOf(options, opList),
        ...(onNotice ? { fetch: noticing(onNotice, fetch) } : fetch && { fetch }),
      }),
    ],
  });
}

async function headersOf(
  { headers = {}, build }: ClientOptions,
  calls: readonly { path: string }[],
): Promise<Record<string, string>> {
  return {
    [CONTRACT_HEADER]: contractVersion,
    [DOMAINS_HEADER]: fingerprintsOf(calls),
    ...(build !== undefined && { [BUILD_HEADER]: build }),
    ...(typeof headers === "function" ? await headers() : headers),
  };
}

/** What this version says of the domains that are called: a server of another one can tell whether it says the same. */
function fingerprintsOf(calls: readonly { path: string }[]): string {
  const domains = new Set(calls.map(({ path }) => path.split(".")[0] ?? ""));
  return [...domains]
    .filter((domain) => Object.hasOwn(contractFingerprints, domain))
    .map((domain) => `${domain}=${contractFingerprints[domain]}`)
    .join(", ");
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

/** Whether an error says that the server is of a version that doesn't know what was asked, so that nothing was done. */
const isOfOlderServer = (error: TRPCClientError<AppRouter>): boolean =>
  error.data?.reason === "UNKNOWN_TO_THIS_VERSION";

/** Whether an error says that the server could not be reached or was briefly unable to answer. */
function isTransient(error: TRPCClientError<AppRouter>): boolean {
  if (error.cause?.name === "AbortError") return false;
  const status = error.data?.httpStatus;
  return status === undefined || TRANSIENT.has(status);
}

const trpcAddress = (url: string): string => `${url.replace(/\/(trpc\/?)?$/, "")}/trpc`;
