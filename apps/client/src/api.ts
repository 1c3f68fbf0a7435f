import { type AppRouter, createClient } from "@pitstop/api/client";
import { MutationCache, QueryClient } from "@tanstack/react-query";
import {
  createTRPCOptionsProxy,
  type DecorateMutationProcedure,
  type DecorateQueryProcedure,
  type DecorateRouterKeyable,
  type DefaultFeatureFlags,
} from "@trpc/tanstack-react-query";
import type { Domain } from "./domains.ts";
import { isWorthARetry } from "./problem.ts";

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

interface PageRequest extends Restriction {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort?: Sort | undefined;
}

interface Page {
  items: Row[];
  nextCursor: string | null;
  previousCursor: string | null;
}

interface Definition<Input, Output> {
  input: Input;
  output: Output;
  transformer: false;
  errorShape: AppRouter["_def"]["_config"]["$types"]["errorShape"];
  featureFlags: DefaultFeatureFlags;
}

/** The procedures that every domain's router has, without the domain's own types. */
interface Procedures extends DecorateRouterKeyable<DefaultFeatureFlags> {
  list: DecorateQueryProcedure<Definition<PageRequest, Page>>;
  count: DecorateQueryProcedure<Definition<Restriction, { count: number; exact: boolean }>>;
  byId: DecorateQueryProcedure<Definition<{ id: number }, Row>>;
  create: DecorateMutationProcedure<Definition<Record<string, unknown>, Row>>;
  update: DecorateMutationProcedure<Definition<{ id: number; version: number; [key: string]: unknown }, Row>>;
  delete: DecorateMutationProcedure<Definition<{ id: number; version?: number }, { id: number }>>;
}

export const queryClient: QueryClient = new QueryClient({
  // A record's name stands in other domains' lists and pickers too, so whatever was read may be old after a write.
  mutationCache: new MutationCache({ onSuccess: () => void queryClient.invalidateQueries() }),
  defaultOptions: {
    // "always": an offline browser shows an error with a retry instead of a page that loads for ever.
    queries: { networkMode: "always", retry: isWorthARetry, staleTime: 5_000 },
    mutations: { networkMode: "always" },
  },
});

/** What this build is called; the bundler knows. */
const build: string | undefined = import.meta.env.VITE_BUILD;

/** Its calls of one moment travel in one request. What is tried again is the query's own decision. */
const newClient = () => createClient("", { attempts: 1, ...(build !== undefined && { build }) });

const client = newClient();
const trpc = createTRPCOptionsProxy({ client, queryClient });

/** Counts travel by themselves: to count takes longer than to list, and rows would wait for it. */
const counts = createTRPCOptionsProxy({ client: newClient(), queryClient });

/** The procedures of a domain as query and mutation options. */
export function proceduresOf(domain: Domain): Procedures {
  // The boundary between pages for any domain and a router that is typed domain by domain. All routers have this
  // form, and what is sent was validated by the domain's own schemas.
  const of = (calls: unknown) => (calls as Record<string, Procedures>)[domain.name] as Procedures;
  const { list, byId, create, update, delete: remove } = of(trpc);
  return { list, byId, create, update, delete: remove, count: of(counts).count } as Procedures;
}

interface Writes {
  create: { mutate: (input: Record<string, unknown>) => Promise<unknown> };
  delete: { mutate: (input: { id: number }) => Promise<unknown> };
}

/** The writes of a domain as plain calls, for those that are parts of a larger one. */
export function writesOf(domain: Domain) {
  const calls = (client as unknown as Record<string, Writes>)[domain.name] as Writes; // the same boundary
  return {
    create: (input: Record<string, unknown>) => calls.create.mutate(input),
    remove: (id: number) => calls.delete.mutate({ id }),
  };
}
