import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";
import type { Domain } from "../crud/table.ts";
import type { Evolutions } from "../evolution/evolutions.ts";
import { formerProcedures } from "../evolution/served.ts";
import { jsonSchemaOf, withoutProperties } from "./json-schema.ts";
import { type QueryParameter, queryParametersOf } from "./query-parameters.ts";

/** What REST needs to know of a domain beside its procedures. */
export interface RestDomain extends Domain {
  plural: string;
  description: string;
}

/** How a procedure of a domain is reached. */
interface Form {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Behind the domain's own path. */
  path: string;
  /** What a call that succeeds answers. */
  status: 200 | 201 | 204;
}

/** The procedures that every domain has. Any other is reached by its name: a query by GET, a mutation by POST. */
const forms = {
  list: { method: "GET", path: "", status: 200 },
  count: { method: "GET", path: "/count", status: 200 },
  byId: { method: "GET", path: "/{id}", status: 200 },
  create: { method: "POST", path: "", status: 201 },
  update: { method: "PATCH", path: "/{id}", status: 200 },
  delete: { method: "DELETE", path: "/{id}", status: 204 },
  history: { method: "GET", path: "/{id}/history", status: 200 },
  trash: { method: "GET", path: "/trash", status: 200 },
  restore: { method: "POST", path: "/{id}/restore", status: 200 },
} as const satisfies Record<string, Form>;

export type Kind = keyof typeof forms | "custom";

/** A procedure as REST offers it. */
export interface RestOperation extends Form {
  /** Where tRPC has it: `car.byId`. */
  name: string;
  kind: Kind;
  /** How it serves clients of other versions. */
  evolutions: Evolutions;
  /** Undefined for a router that is no domain. */
  domain: RestDomain | undefined;
  procedure: AnyTRPCProcedure;
  input: z.ZodType | undefined;
  output: z.ZodType | undefined;
  /** The parameters of the query string by their names. */
  readonly parameters: ReadonlyMap<string, QueryParameter>;
  hasBody: boolean;
}

/** Where the operations are, and which version of their form this is. */
export const REST_PREFIX = "/api/v1";

/**
 * Every procedure of the router as a REST operation, in the router's order. Nothing is written down for a domain: its
 * path is its plural, and what its procedures take and give is read from their schemas.
 */
export function restOperations(
  router: AnyTRPCRouter,
  known: Readonly<Record<string, RestDomain>>,
  evolutions: Evolutions,
): RestOperation[] {
  const procedures = Object.entries<AnyTRPCProcedure>(router._def.procedures);
  return procedures
    .filter(([, procedure]) => procedure._def.type !== "subscription")
    .map(([name, procedure]) => operationOf(name, procedure, { known, evolutions }));
}

/** The operations of renamed domains at the paths that they had. */
export function formerOperations(
  router: AnyTRPCRouter,
  known: Readonly<Record<string, RestDomain>>,
  evolutions: Evolutions,
): RestOperation[] {
  const former = [...evolutions.former.values()].flatMap(({ name, plural, label, now }) => {
    const domain = now === undefined ? undefined : known[now];
    return domain ? [[name, { ...domain, name, plural, label }] as const] : [];
  });
  const procedures = Object.entries(formerProcedures(router, evolutions));
  return procedures.map(([name, procedure]) =>
    operationOf(name, procedure, { known: Object.fromEntries(former), evolutions }),
  );
}

/** The paths of domains that were removed. */
export const removedPaths = (evolutions: Evolutions): { path: string; name: string }[] =>
  [...evolutions.former.values()].flatMap(({ name, plural, now }) =>
    now === undefined ? [{ path: `${REST_PREFIX}/${plural}`, name }] : [],
  );

function operationOf(
  name: string,
  procedure: AnyTRPCProcedure,
  { known, evolutions }: { known: Readonly<Record<string, RestDomain>>; evolutions: Evolutions },
): RestOperation {
  const steps = name.split(".");
  const last = steps.pop() ?? "";
  const domain =
    steps.length === 1 && Object.hasOwn(known, steps[0] ?? "") ? known[steps[0] ?? ""] : undefined;
  const kind: Kind = domain && Object.hasOwn(forms, last) ? (last as keyof typeof forms) : "custom";
  const form = kind === "custom" ? customForm(last, procedure) : forms[kind];
  const { input, output } = schemasOf(procedure);
  const path = [REST_PREFIX, ...(domain ? [domain.plural] : steps.map(kebab))].join("/") + form.path;
  const hasBody = input !== undefined && (form.method === "POST" || form.method === "PATCH");
  let parameters: RestOperation["parameters"] | undefined;
  return {
    ...form,
    name,
    kind,
    evolutions,
    domain,
    procedure,
    path,
    input,
    output,
    hasBody,
    // Read when they are first needed: for a hundred domains it takes half a second, which no start should wait for.
    get parameters() {
      parameters ??= new Map(
        (input && !hasBody ? parametersIn(input, form) : []).map((parameter) => [parameter.name, parameter]),
      );
      return parameters;
    },
  };
}

/** The parameters that carry the input of an operation. */
export function parametersIn(input: z.ZodType, { path }: Pick<Form, "path">): QueryParameter[] {
  const inPath = path.includes("{id}") ? ["id"] : [];
  return queryParametersOf(withoutProperties(jsonSchemaOf(input, "input"), inPath));
}

const customForm = (name: string, procedure: AnyTRPCProcedure): Form => ({
  method: procedure._def.type === "query" ? "GET" : "POST",
  path: `/${kebab(name)}`,
  status: 200,
});

/** tRPC keeps the schemas on the procedure, beside types; several inputs must all hold. */
function schemasOf(procedure: AnyTRPCProcedure): Pick<RestOperation, "input" | "output"> {
  const { inputs, output } = procedure._def as { inputs?: unknown[]; output?: unknown };
  const schemas = (inputs ?? []).filter((schema) => schema instanceof z.ZodType);
  const [first, ...more] = schemas;
  return {
    input: first && more.reduce((all, schema) => all.and(schema), first),
    output: output instanceof z.ZodType ? output : undefined,
  };
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
