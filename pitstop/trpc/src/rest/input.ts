import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { BadInput, UnknownToThisVersion } from "../errors.ts";
import type { ClientVersion } from "../evolution/client-version.ts";
import { type DomainView, refuseGone } from "../evolution/view.ts";
import { parametersIn, type RestOperation } from "./operation.ts";
import {
  parameterAt,
  type Query,
  type QueryParameter,
  readInteger,
  readQuery,
  UnknownParameter,
} from "./query-parameters.ts";

/** What an HTTP request gives to an operation. */
export interface RestRequest {
  /** From the path. */
  id: string | undefined;
  query: Query;
  body: unknown;
  /** From If-Match. */
  version: number | undefined;
  /** Which client asks, as it says itself. */
  client: ClientVersion | undefined;
}

/**
 * The input of the procedure that a request stands for. Throws BadInput, and UnknownToThisVersion for a parameter that
 * only a newer version may know; what it holds the procedure checks itself.
 */
export function inputOf(
  operation: RestOperation,
  { id, query, body, version, client }: RestRequest,
): unknown {
  if (!operation.hasBody && body !== undefined && body !== null) throw noBody(operation.method);
  const given = operation.hasBody ? body : undefined;
  const fromQuery = queryOf(operation, query, client);
  if (!operation.input) return undefined;
  if (operation.hasBody && !isObject(given)) return given;
  const input: Record<string, unknown> = { ...fromQuery, ...(isObject(given) && given) };
  if (id !== undefined) {
    if (Object.hasOwn(input, "id")) throw twice("id", "The id stands in the address.");
    input.id = readInteger(id);
  }
  if (version !== undefined) {
    if (Object.hasOwn(input, "version")) throw twice("version", "The version stands in If-Match already.");
    input.version = version;
  }
  return input;
}

function queryOf(operation: RestOperation, query: Query, client: ClientVersion | undefined) {
  try {
    return readQuery(parametersFor(operation, client), query);
  } catch (error) {
    const isNewer = client?.contract !== undefined && !operation.evolutions.isKnown(client.contract);
    if (!(error instanceof UnknownParameter && isNewer)) throw error;
    throw new UnknownToThisVersion(`The parameter ${JSON.stringify(Object.keys(error.fields ?? {})[0])}`);
  }
}

/** The parameters of an operation as the client's version has them. */
function parametersFor(
  operation: RestOperation,
  client: ClientVersion | undefined,
): RestOperation["parameters"] {
  const { kind, domain, parameters, evolutions } = operation;
  if (!domain || !(kind === "list" || kind === "count") || client?.contract === evolutions.version)
    return parameters;
  const view =
    client?.contract === undefined
      ? evolutions.union(domain.name)
      : evolutions.view(domain.name, client.contract);
  if (!view) return parameters;
  refuseGone(view);
  return parametersOfView(view, kind, operation);
}

const known = new WeakMap<
  DomainView,
  Partial<Record<"list" | "count", ReadonlyMap<string, QueryParameter>>>
>();

function parametersOfView(view: DomainView, kind: "list" | "count", form: RestOperation) {
  const ofView = known.get(view) ?? {};
  known.set(view, ofView);
  ofView[kind] ??= new Map(
    parametersIn(view.domain[kind], form).map((parameter) => [parameter.name, parameter]),
  );
  return ofView[kind];
}

/** The same error with the names of query parameters where a procedure names places of its input. */
export function inWordsOfQuery(
  operation: RestOperation,
  error: TRPCError,
  client: ClientVersion | undefined,
): TRPCError {
  const { cause } = error;
  if (!(cause instanceof z.ZodError)) return error;
  const parameters = parametersFor(operation, client);
  if (parameters.size === 0) return error;
  const issues = cause.issues.map((issue) => {
    const name = parameterAt(parameters, issue.path);
    return name === undefined ? issue : { ...issue, path: [name] };
  });
  return new TRPCError({ code: error.code, message: error.message, cause: new z.ZodRealError(issues) });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is in it would be dropped, and be it the version that keeps two people from overwriting each other. */
const noBody = (method: string): BadInput =>
  new BadInput(`${method} takes no body. The version stands in If-Match, or in the address: ?version=1.`);

const twice = (name: string, message: string): BadInput => new BadInput(message, { [name]: [message] });
