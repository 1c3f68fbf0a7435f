import type { z } from "zod";
import type { ProcedureMeta } from "../context.ts";
import type { ApiDefinition } from "../definition.ts";
import { deprecationOf } from "../evolution/deprecated.ts";
import { earliest } from "../evolution/notices.ts";
import { type Components, componentsOf } from "./document/components.ts";
import { exampleOfCall, exampleRecord, type SeededRecord } from "./document/example.ts";
import { type ParameterObject, parametersOf } from "./document/parameters.ts";
import { type ResponseObject, responsesOf, sharedResponses } from "./document/responses.ts";
import { curlSample, trpcSample } from "./document/samples.ts";
import { explanations, operationId, summaryOf } from "./document/words.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { RestOperation } from "./operation.ts";
import { Problem } from "./problem.ts";

export interface DocumentOptions {
  /** The API that the operations are of. */
  api: Pick<ApiDefinition, "about" | "domains" | "version">;
  /** A seeded record of each domain, for examples that find something. */
  seeded: Readonly<Record<string, SeededRecord>>;
  /** Where the samples call the server: `https://host`. */
  origin: string;
  /** How callers say who they are, by name; none where whoever reaches the server may call it. */
  securitySchemes?: SecuritySchemes;
  /** Whether the server limits how often somebody calls it. */
  isLimited?: boolean;
}

/** Ways to say who calls, as OpenAPI writes them. */
export type SecuritySchemes = Readonly<Record<string, SecurityScheme>>;

type SecurityScheme = { readonly description?: string } & (
  | { readonly type: "http"; readonly scheme: "bearer" }
  | { readonly type: "apiKey"; readonly in: "header" | "cookie"; readonly name: string }
);

/** What a challenge of the server asks for, where nothing else is known. */
export const BEARER: SecuritySchemes = { bearer: { type: "http", scheme: "bearer" } };

/** An operation as OpenAPI writes it. */
export interface OperationObject {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  deprecated?: true;
  parameters: ParameterObject[];
  requestBody?: {
    required: boolean;
    content: { "application/json": { schema: JsonSchema; example: unknown } };
  };
  responses: Record<string, ResponseObject>;
  "x-codeSamples": { lang: string; label: string; source: string }[];
}

/** The OpenAPI 3.1 document of the operations (https://spec.openapis.org/oas/v3.1.1). */
export function openApiDocument(operations: readonly RestOperation[], options: DocumentOptions) {
  const { client, ...about } = options.api.about;
  const { securitySchemes = BEARER, isLimited = false } = options;
  const isPublic = Object.keys(securitySchemes).length === 0;
  const components = componentsOf(operations);
  const paths: Partial<Record<string, Partial<Record<string, OperationObject>>>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationObject(operation, components, options),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      ...about,
      // Moves with the contract, whoever changed it.
      version: `1.0.0+${options.api.version.contract}`,
      description: introduction(options.origin, client),
      contact: { ...about.contact, url: `${options.origin}/docs` },
    },
    servers: [{ url: "/" }],
    // One of them is enough. Without any, whoever reaches the server may call it.
    security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    tags: tagsOf(operations),
    paths,
    components: {
      schemas: components.schemas,
      responses: sharedResponses(components.refer(Problem), { isPublic, isLimited }),
      securitySchemes,
    },
  };
}

function operationObject(
  operation: RestOperation,
  components: Components,
  { api, seeded, origin, securitySchemes = BEARER, isLimited = false }: DocumentOptions,
): OperationObject {
  const { domain, hasBody, input, method, path } = operation;
  const records = seeded[domain?.name ?? ""] ?? {};
  const example = exampleOfCall(operation, records);
  const trpc = trpcSample(operation, example.input);
  const address = `${origin}${path.replace("{id}", "1")}`;
  const deprecation = announced(operation);
  return {
    operationId: operationId(operation),
    summary: summaryOf(operation),
    description: [deprecation?.text, explanations[operation.kind], `**tRPC**\n\n\`\`\`ts\n${trpc}\n\`\`\``]
      .filter(Boolean)
      .join("\n\n"),
    tags: [tagOf(operation)],
    ...(deprecation && { deprecated: true }),
    parameters: parametersOf(operation),
    ...(hasBody && {
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: components.refer(input as z.ZodType), example: example.body },
        }, // a body has a schema
      },
    }),
    responses: responsesOf(operation, components, {
      example: exampleAnswer(operation, { api, seeded }, example.body),
      isPublic: Object.keys(securitySchemes).length === 0,
      isLimited,
    }),
    "x-codeSamples": [
      { lang: "shell", label: "REST", source: curlSample(method, address, example.query, example.body) },
      { lang: "typescript", label: "tRPC", source: trpc },
    ],
  };
}

/** What the example of the request is answered with. */
function exampleAnswer(
  { kind, domain }: RestOperation,
  { api, seeded }: Pick<DocumentOptions, "api" | "seeded">,
  body: unknown,
): unknown {
  if (!domain || ["custom", "delete", "history", "trash"].includes(kind)) return undefined;
  if (kind === "count") return { count: 1, exact: true };
  const record = exampleRecord(
    domain,
    api.domains,
    seeded,
    kind === "update" || kind === "create" ? (body as object) : {},
  );
  return kind === "list" ? { items: [record], nextCursor: null, previousCursor: null } : record;
}

/** What is said of an operation that is to go, by itself or with its domain. */
function announced({ domain, procedure }: RestOperation): { text: string } | undefined {
  const { meta } = procedure._def as { meta?: ProcedureMeta }; // as our own procedures state it
  const deprecations = [deprecationOf(meta), deprecationOf(domain)].filter((each) => each !== undefined);
  if (deprecations.length === 0) return undefined;
  const sunset = earliest(deprecations.map((each) => each.sunset));
  return { text: sunset === undefined ? "Deprecated." : `Deprecated. It may be gone from ${sunset} on.` };
}

const tagOf = ({ domain, name }: RestOperation): string =>
  domain?.label.many ?? name.split(".").slice(0, -1).join(".");

function tagsOf(operations: readonly RestOperation[]): { name: string; description?: string }[] {
  const tags = new Map(
    operations.map((operation) => [tagOf(operation), operation.domain?.description] as const),
  );
  return [...tags].map(([name, description]) => ({ name, ...(description && { description }) }));
}

const introduction = (origin: string, client: string): string =>
  `
Every operation can be called in two ways: by REST, or by the typed client, which speaks tRPC and knows every name and
type in the editor:

\`\`\`ts
import { createClient } from "${client}";

const api = createClient("${origin}");
\`\`\`

**Errors** are \`application/problem+json\` (RFC 9457): \`code\` is for programs and does not change, \`detail\` is for people,
\`fields\` has messages by attribute.

**Versions.** Every record has a \`version\` and an \`ETag\`. A change names the one that it is based on, so that two people
never overwrite each other in silence.

**Sent twice.** POST, PATCH and DELETE take an \`Idempotency-Key\`: a call that is sent again within a day is not done again,
and gets the first answer with \`Idempotent-Replayed: true\`. While the first one is running, the answer is 409 with
\`Retry-After\`; the key of another call is 422 (\`IDEMPOTENCY_KEY_REUSED\`).

**Values.** A bigint and a decimal are text, because a JavaScript number would round them. A moment is ISO 8601; inputs
may have any offset from UTC, answers are in UTC. Whatever another program has stored can be read and filtered by: a year
outside 0001 to 9999 has a sign and six digits (\`+012024-01-31\`, \`-000043-03-15\` for 44 BC), the ends of time are
\`infinity\` and \`-infinity\`, a float that is no number is the text \`NaN\`, \`Infinity\` or \`-Infinity\`, and an id or
whole number beyond 2^53 − 1 is the text of its digits. A text is stored in Unicode's composed form (NFC).

**Load.** 503 and 504 have \`Retry-After\`. JSON over 1 kB is compressed if \`Accept-Encoding\` allows it.

**Pages** follow by \`nextCursor\` and \`previousCursor\`, or by the \`Link\` header.

**What will go** is marked as deprecated here; each answer that carries it has \`Deprecation\` (RFC 9745), \`Sunset\`
(RFC 8594) and \`X-Pitstop-Deprecated\`, which names it. What was removed still works for a while, and so does a previous name, which
\`X-Pitstop-Renamed\` lists with the present one. Name your build in \`X-Pitstop-Client\`: it is counted among those that
still use them. Send \`X-Pitstop-Contract\` to be served as that version of the API. 410 means that something this version
had is gone (\`CLIENT_TOO_OLD\`, \`REMOVED\`).
`.trim();
