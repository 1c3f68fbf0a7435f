import {
  createTRPCClient,
  type HTTPBatchLinkOptions,
  httpBatchLink,
  type Operation,
  retryLink,
  splitLink,
  type TRPCClient,
  type TRPCClientError,
  type TRPCLink,
} from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { MAX_BATCH_SIZE } from "../batch-size.ts";
import type { ContractVersion } from "../contract/contract-version.ts";
import { BUILD_HEADER, CONTRACT_HEADER, DOMAINS_HEADER } from "../evolution/client-version.ts";
import { type Notice, noticeOf } from "./notice.ts";

/** What clients of all routers have in common: this module knows no server, so that a frontend installs none. */
type Router = AnyTRPCRouter;

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
  /** How often a call is tried when the network or the server is briefly away. Defaults to 3. */
  attempts?: number;
  /**
   * Whether mutations are tried again as well. Each gets an Idempotency-Key, so that the server does it once, and a
   * request of its own. Defaults to false: then only those with a key of yours are (`{ context: { idempotencyKey } }`).
   */
  retryMutations?: boolean;
  /**
   * What your build is called (a version, a revision): the server counts which builds still use what is deprecated.
   * Letters, digits and `. _ - / + : @`, at most 100.
   */
  build?: string;
  /** Called when a call uses what will go, or a previous name. */
  onNotice?: (notice: Notice) => void;
}

type Fetch = NonNullable<HTTPBatchLinkOptions<Router["_def"]["_config"]["$types"]>["fetch"]>;

/**
 * A typed client of the API at `url` (`https://host` or `https://host/trpc`). Calls made in the same tick travel in
 * one request; queries are tried up to three times when the network or the server is briefly away, and so are mutations
 * with `retryMutations` or a key of their own; `{ signal }` as second argument of a call aborts it. While a release is
 * under way, a call that an older server can't answer rightly is refused there, nothing done, and tried again until a
 * newer server answers; mutations too.
 *
 * @example
 * const api = createClient("https://api.example.com", { retryMutations: true });
 * await api.car.create.mutate({ name: "Saab 900" });
 * await api.car.create.mutate({ name: "Saab 900" }, { context: { idempotencyKey: "order-4711" } });
 */
export type CreateClient<AppRouter extends AnyTRPCRouter> = (
  url: string,
  options?: ClientOptions,
) => TRPCClient<AppRouter>;

/**
 * The `createClient` of an application. `version` is that of its contract (`version.json`): clients say by which one they
 * were built, and are served as that one.
 *
 * @example
 * export const createClient = clientOf<AppRouter>(version);
 */
export const clientOf =
  <AppRouter extends AnyTRPCRouter>(version: ContractVersion): CreateClient<AppRouter> =>
  (url, options = {}) =>
    createTRPCClient<AppRouter>({
      links: linksTo(url, version, options) as unknown as TRPCLink<AppRouter>[], // links know of no procedures
    });

function linksTo(url: string, version: ContractVersion, options: ClientOptions): TRPCLink<Router>[] {
  const { attempts: most = ATTEMPTS, fetch, onNotice, retryMutations = false } = options;
  const requests = (maxItems: number) =>
    httpBatchLink<Router>({
      url: trpcAddress(url),
      maxItems,
      maxURLLength: MAX_URL_LENGTH,
      headers: ({ opList }) => headersOf(version, options, opList),
      ...(onNotice ? { fetch: noticing(onNotice, fetch) } : fetch && { fetch }),
    });
  return [
    ...(retryMutations ? [withKey] : []),
    retryLink({
      retry: ({ op, error, attempts }) =>
        isOfOlderServer(error)
          ? attempts < ATTEMPTS_ACROSS_VERSIONS
          : (op.type === "query" || keyOf(op) !== undefined) && attempts < most && isTransient(error),
      retryDelayMs: (attempt) => Math.min(100 * 2 ** attempt, LONGEST_PAUSE) * (0.5 + Math.random()),
    }),
    // A header is for all calls of a request.
    splitLink({
      condition: (op) => keyOf(op) !== undefined,
      true: requests(1),
      false: requests(MAX_BATCH_SIZE),
    }),
  ];
}

/** Gives each mutation a key of its own, which stays the same however often it is tried. */
const withKey: TRPCLink<Router> =
  () =>
  ({ op, next }) =>
    next(op.type === "mutation" ? { ...op, context: { idempotencyKey: randomKey(), ...op.context } } : op);

/** 128 random bits; `crypto.randomUUID` is only there on pages that come by HTTPS. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** The key of a mutation, as its context says it. */
const keyOf = ({ type, context }: Pick<Operation, "type" | "context">): string | undefined =>
  type === "mutation" && typeof context.idempotencyKey === "string" ? context.idempotencyKey : undefined;

async function headersOf(
  version: ContractVersion,
  { headers = {}, build }: ClientOptions,
  calls: readonly Operation[],
): Promise<Record<string, string>> {
  const [key] = calls.flatMap((call) => keyOf(call) ?? []);
  return {
    [CONTRACT_HEADER]: version.contract,
    [DOMAINS_HEADER]: fingerprintsOf(version, calls),
    ...(build !== undefined && { [BUILD_HEADER]: build }),
    ...(key !== undefined && { "Idempotency-Key": key }),
    ...(typeof headers === "function" ? await headers() : headers),
  };
}

/** What this version says of the domains that are called: a server of another one can tell whether it says the same. */
function fingerprintsOf({ domains }: ContractVersion, calls: readonly { path: string }[]): string {
  const called = new Set(calls.map(({ path }) => path.split(".")[0] ?? ""));
  return [...called]
    .filter((domain) => Object.hasOwn(domains, domain))
    .map((domain) => `${domain}=${domains[domain]}`)
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
const isOfOlderServer = (error: TRPCClientError<Router>): boolean =>
  error.data?.reason === "UNKNOWN_TO_THIS_VERSION";

/** Whether an error says that the server could not be reached, was briefly unable to answer, or is still at it. */
function isTransient(error: TRPCClientError<Router>): boolean {
  if (error.cause?.name === "AbortError") return false;
  const status = error.data?.httpStatus;
  return status === undefined || TRANSIENT.has(status) || error.data?.reason === "busy";
}

const trpcAddress = (url: string): string => `${url.replace(/\/(trpc\/?)?$/, "")}/trpc`;
