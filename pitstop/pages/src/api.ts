import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import {
  createTRPCOptionsProxy,
  type DecorateMutationProcedure,
  type DecorateQueryProcedure,
  type DecorateRouterKeyable,
  type DefaultFeatureFlags,
  type TRPCOptionsProxy,
} from "@trpc/tanstack-react-query";
import type { OwnAccess } from "./access.ts";
import type { DomainDefinition } from "./domains.ts";
import { isWorthARetry, problemOf } from "./problem.ts";
import { lookAgain, SIGN_IN_KEY, SignedOut } from "./sign-in/session.ts";

/** A record of any domain: what all have, and the attributes and relations that its domain adds. */
export interface Row extends Record<string, unknown> {
  id: number;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** The conditions on each attribute or relation, by input key. */
export type Filter = Record<string, Condition>;
export type Condition = Record<string, unknown>;

interface Restriction {
  search?: string | undefined;
  filter?: Filter | undefined;
}

export interface Sort {
  by: string;
  direction: "asc" | "desc";
}

export interface PageRequest extends Restriction {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: Sort | undefined;
}

export interface Page {
  items: Row[];
  nextCursor: string | null;
  previousCursor: string | null;
}

interface Definition<Input, Output> {
  input: Input;
  output: Output;
  transformer: false;
  errorShape: unknown;
  featureFlags: DefaultFeatureFlags;
}

/** The procedures that every domain's router has, without the domain's own types. */
export interface Procedures extends DecorateRouterKeyable<DefaultFeatureFlags> {
  list: DecorateQueryProcedure<Definition<PageRequest, Page>>;
  count: DecorateQueryProcedure<Definition<Restriction, { count: number; exact: boolean }>>;
  byId: DecorateQueryProcedure<Definition<{ id: number }, Row>>;
  create: DecorateMutationProcedure<Definition<Record<string, unknown>, Row>>;
  update: DecorateMutationProcedure<Definition<{ id: number; version: number; [key: string]: unknown }, Row>>;
  delete: DecorateMutationProcedure<Definition<{ id: number; version?: number }, { id: number }>>;
  history: DecorateQueryProcedure<Definition<{ id: number } & ChangePageRequest, ChangePage>>;
  trash: DecorateQueryProcedure<Definition<ChangePageRequest, ChangePage>>;
}

interface ChangePageRequest {
  limit?: number;
  cursor?: string;
}

/** A change of a record, as the API logged it. */
export interface Change {
  id: number;
  recordId: number;
  action: "create" | "update" | "delete" | "restore";
  version: number;
  at: string;
  by: { id: string; name: string } | null;
  client: string | null;
  changes: { name: string; before: unknown; after: unknown }[];
}

export interface ChangePage {
  items: Change[];
  nextCursor: string | null;
}

/** What is restored: an earlier version of a record, or a deleted one. */
export interface Restoration {
  id: number;
  to?: number;
  version?: number;
}

/** The writes of a domain as plain calls, for those that are parts of a larger one. */
export interface Writes {
  create: (input: Record<string, unknown>) => Promise<unknown>;
  remove: (id: number) => Promise<unknown>;
  restore: (input: Restoration) => Promise<Row>;
}

/** How pages reach the API. */
export interface Connection {
  queryClient: QueryClient;
  /** Every procedure of the API as query and mutation options. */
  api: TRPCOptionsProxy<AnyTRPCRouter>;
  /** The procedures of a domain. */
  proceduresOf: (domain: DomainDefinition) => Procedures;
  writesOf: (domain: DomainDefinition) => Writes;
  /** What the user may do. */
  ownAccess: () => Promise<OwnAccess>;
}

/**
 * Connects pages with the API by clients of `newClient`, whose calls of one moment travel in one request. What is tried
 * again is the query's own decision.
 */
export function connect<Router extends AnyTRPCRouter>(newClient: () => TRPCClient<Router>): Connection {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: lookWhoIsSignedIn }),
    mutationCache: new MutationCache({
      // A record's name stands in other domains' lists and pickers too, so whatever was read may be old after a write.
      onSuccess: () =>
        void queryClient.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== SIGN_IN_KEY }),
      onError: lookWhoIsSignedIn,
    }),
    defaultOptions: {
      // "always": an offline browser shows an error with a retry instead of a page that loads for ever.
      queries: { networkMode: "always", retry: isWorthARetry, staleTime: 5_000 },
      mutations: { networkMode: "always" },
    },
  });
  function lookWhoIsSignedIn(error: unknown): void {
    if (error instanceof SignedOut || problemOf(error).code === "UNAUTHORIZED") void lookAgain(queryClient);
  }
  const client = newClient();
  const api = createTRPCOptionsProxy({ client, queryClient });
  // Counts travel by themselves: to count takes longer than to list, and rows would wait for it.
  const counts = createTRPCOptionsProxy({ client: newClient(), queryClient });

  return {
    queryClient,
    api: api as unknown as TRPCOptionsProxy<AnyTRPCRouter>, // whichever router: `useApi` says which it is
    proceduresOf: ({ name }) => {
      // The boundary between pages for any domain and a router that is typed domain by domain. All routers have this
      // form, and what is sent was validated by the domain's own schemas.
      const of = (calls: unknown) => (calls as Record<string, Procedures>)[name] as Procedures;
      const { list, byId, create, update, delete: remove, history, trash } = of(api);
      const { count } = of(counts);
      return { list, byId, create, update, delete: remove, history, trash, count } as Procedures;
    },
    writesOf: ({ name }) => {
      const calls = (client as unknown as Record<string, Calls>)[name] as Calls; // the same boundary
      return {
        create: (input) => calls.create.mutate(input),
        remove: (id) => calls.delete.mutate({ id }),
        restore: (input) => calls.restore.mutate(input),
      };
    },
    // By itself, so that rows don't wait for it.
    ownAccess: () => (newClient() as unknown as AccessCalls).pitstop.access.query(), // the same boundary
  };
}

/** The procedure that every API has. */
interface AccessCalls {
  pitstop: { access: { query: () => Promise<OwnAccess> } };
}

interface Calls {
  create: { mutate: (input: Record<string, unknown>) => Promise<unknown> };
  delete: { mutate: (input: { id: number }) => Promise<unknown> };
  restore: { mutate: (input: Restoration) => Promise<Row> };
}
