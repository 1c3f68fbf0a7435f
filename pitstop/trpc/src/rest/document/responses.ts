import type { JsonSchema } from "../json-schema.ts";
import type { RestOperation } from "../operation.ts";
import { PROBLEM_TYPE } from "../problem.ts";
import type { Components } from "./components.ts";

/** An answer as OpenAPI writes it, or the name of one. */
export type ResponseObject =
  | { $ref: string }
  | {
      description: string;
      headers?: Record<string, { description: string; schema: JsonSchema }>;
      content?: Record<string, { schema: JsonSchema; example?: unknown }>;
    };

/** What the answers of an operation depend on beside the operation. */
interface AnsweredBy {
  /** What the example of the request is answered with. */
  example: unknown;
  /** Whether the server tells its callers apart. */
  isPublic: boolean;
  /** Whether it limits how often somebody calls it. */
  isLimited: boolean;
}

/** The answers of an operation by status. */
export function responsesOf(
  operation: RestOperation,
  { refer }: Components,
  { example, isPublic, isLimited }: AnsweredBy,
): Record<string, ResponseObject> {
  const { kind, status, method, output, path } = operation;
  const headers = {
    ...(method === "GET" || kind === "create" || kind === "update" ? { ETag: ETAG } : {}),
    ...(kind === "create" ? { Location: LOCATION } : {}),
    ...(kind === "list" ? { Link: LINK } : {}),
  };
  const schema = output ? refer(output) : {};
  const content = { "application/json": { schema, ...(example !== undefined && { example }) } };
  const success = {
    description: successes[status],
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(status !== 204 && { content }),
  };
  const failures = [
    "400",
    ...(path.includes("{id}") ? ["404"] : []),
    ...(method === "GET" ? [] : ["409"]),
    ...(kind === "update" || kind === "delete" ? ["412"] : []),
    ...(operation.hasBody ? ["413", "415"] : []),
    ...(method === "GET" ? [] : ["422"]),
    ...(kind === "update" ? ["428"] : []),
    ...(isPublic ? [] : ["401"]),
    "403",
    ...(isLimited ? ["429"] : []),
    "500",
    "503",
    "504",
  ];
  return {
    [status]: success,
    ...(method === "GET" && { "304": { $ref: "#/components/responses/NotModified" } }),
    ...Object.fromEntries(
      failures.map((code) => [code, { $ref: `#/components/responses/${problems[code]?.name}` }]),
    ),
  };
}

/** The answers that operations have in common: those that any of them has. */
export function sharedResponses(
  problem: JsonSchema,
  { isPublic, isLimited }: Omit<AnsweredBy, "example">,
): Record<string, ResponseObject> {
  const { "401": unauthorized, "429": tooMany, ...others } = problems;
  const shared = [...Object.values(others), !isPublic && unauthorized, isLimited && tooMany];
  const content = { [PROBLEM_TYPE]: { schema: problem } };
  return {
    NotModified: { description: "The caller has this answer already: If-None-Match names its ETag." },
    ...Object.fromEntries(
      shared
        .filter((each) => typeof each === "object")
        .map(({ name, description, headers }) => [
          name,
          { description, ...(headers && { headers }), content },
        ]),
    ),
  };
}

const successes = {
  200: "As asked.",
  201: "Created.",
  204: "Done; there is nothing to tell.",
} as const;

const text: JsonSchema = { type: "string" };
const ETAG = { description: "Names this state of the answer: for If-None-Match and If-Match.", schema: text };
const LOCATION = { description: "The address of the new record.", schema: text };
const LINK = {
  description:
    'The pages beside this one (RFC 8288): `<…>; rel="next"` and `rel="prev"`, where there are any.',
  schema: text,
};
const RETRY_AFTER = { description: "When to try again, in seconds.", schema: { type: "integer" } as const };

interface SharedProblem {
  name: string;
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
}

const problems: Record<string, SharedProblem> = {
  "400": { name: "BadRequest", description: "The input is not valid; `fields` says where." },
  "401": { name: "Unauthorized", description: "Nobody is signed in, or the credential is not valid." },
  "403": {
    name: "Forbidden",
    description:
      "The caller may not do this, or the request comes by a host name, or from a page of another origin, that this server does not allow.",
  },
  "404": { name: "NotFound", description: "There is no such record." },
  "409": {
    name: "Conflict",
    description:
      "The state of the data forbids it; `reason` says why: `unique`, `referenced`, `stale` or `busy`. With `busy`, try again.",
  },
  "412": { name: "PreconditionFailed", description: "The record is no longer the one that If-Match names." },
  "413": { name: "PayloadTooLarge", description: "The body is larger than 1 MiB." },
  "415": { name: "UnsupportedMediaType", description: "The body is not sent as application/json." },
  "422": {
    name: "KeyReused",
    description: "The `Idempotency-Key` came with another call before. Nothing was done.",
  },
  "428": {
    name: "PreconditionRequired",
    description: "Neither If-Match nor `version` says what the change is based on.",
  },
  "429": {
    name: "TooManyRequests",
    description: "The caller, or the address, has called too often. Nothing was done.",
    headers: { "Retry-After": RETRY_AFTER },
  },
  "500": {
    name: "Failure",
    description: "Something went wrong on the server; `requestId` names it in the log.",
  },
  "503": {
    name: "Unavailable",
    description:
      "The server is busy, or the database cannot be reached. `Retry-After` says when to try again.",
    headers: { "Retry-After": RETRY_AFTER },
  },
  "504": {
    name: "TooLong",
    description: "This took too long and was stopped. Ask for less, or try again later.",
    headers: { "Retry-After": RETRY_AFTER },
  },
};
