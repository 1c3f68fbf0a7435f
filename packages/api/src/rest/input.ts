import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { BadInput } from "../errors.ts";
import { appEvolutions } from "../evolution/app-evolutions.ts";
import type { Former } from "../evolution/former.ts";
import type { RestOperation } from "./operation.ts";
import { parameterAt, type Query, readInteger, readQuery } from "./query-parameters.ts";

/** What an HTTP request gives to an operation. */
export interface RestRequest {
  /** From the path. */
  id: string | undefined;
  query: Query;
  body: unknown;
  /** From If-Match. */
  version: number | undefined;
}

/** The input of the procedure that a request stands for. Throws BadInput; what it holds the procedure checks itself. */
export function inputOf(operation: RestOperation, { id, query, body, version }: RestRequest): unknown {
  if (!operation.hasBody && body !== undefined && body !== null) throw noBody(operation.method);
  const given = operation.hasBody ? body : undefined;
  const fromQuery = readQuery(operation.parameters, query, formerOf(operation));
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

/** What clients of before may still filter by. */
const formerOf = ({ kind, domain }: RestOperation): Former | undefined =>
  (kind === "list" || kind === "count") && domain ? appEvolutions.of(domain.name)?.former : undefined;

/** The same error with the names of query parameters where a procedure names places of its input. */
export function inWordsOfQuery(operation: RestOperation, error: TRPCError): TRPCError {
  const { cause } = error;
  if (!(cause instanceof z.ZodError) || operation.parameters.size === 0) return error;
  const issues = cause.issues.map((issue) => {
    const name = parameterAt(operation.parameters, issue.path);
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
