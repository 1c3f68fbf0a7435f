import { DEFAULT_PAGE_SIZE, recordAttributes } from "@pitstop/domain";
import { KEY_HEADER, MAX_KEY_LENGTH } from "../../idempotency/once.ts";
import type { JsonSchema } from "../json-schema.ts";
import type { RestDomain, RestOperation } from "../operation.ts";
import type { QueryParameter } from "../query-parameters.ts";

/** A parameter as OpenAPI writes it. */
export interface ParameterObject {
  name: string;
  in: "query" | "path" | "header";
  required?: boolean;
  description?: string;
  deprecated?: boolean;
  schema: JsonSchema;
  example?: unknown;
}

/** The parameters of an operation: the id in the path, the query string, the conditions in headers. */
export function parametersOf(operation: RestOperation): ParameterObject[] {
  const { kind, domain, path, method, parameters } = operation;
  return [
    ...(path.includes("{id}") && domain ? [idOf(domain)] : []),
    ...[...parameters.values()].map((parameter) => queryParameter(parameter, domain)),
    ...(kind === "update" || kind === "delete" ? [IF_MATCH] : []),
    ...(method === "GET" ? [] : [IDEMPOTENCY_KEY]),
  ];
}

const idOf = ({ label }: RestDomain): ParameterObject => ({
  name: "id",
  in: "path",
  required: true,
  description: `The id of the ${label.one.toLowerCase()}.`,
  schema: { type: "integer", exclusiveMinimum: 0 },
  example: 1,
});

const IF_MATCH: ParameterObject = {
  name: "If-Match",
  in: "header",
  description: "The `ETag` of the record as it was read, or `*` for whatever it is now.",
  schema: { type: "string" },
};

const IDEMPOTENCY_KEY: ParameterObject = {
  name: KEY_HEADER,
  in: "header",
  description:
    "A new name for each change, such as a UUID: sent again with it, the change is not made again.",
  schema: { type: "string", minLength: 1, maxLength: MAX_KEY_LENGTH },
};

function queryParameter(parameter: QueryParameter, domain: RestDomain | undefined): ParameterObject {
  const { name, path, schema, isRequired } = parameter;
  const [place, attribute = "", condition = ""] = path;
  const meta = place === "filter" && domain ? metaOf(domain, attribute) : undefined;
  const sentence = meta ? filterConditions[condition]?.(meta.label ?? attribute) : descriptions[name];
  const isDeprecated = meta?.deprecated === true || schema.deprecated === true;
  const sunset = meta?.sunset && `It may be gone from ${meta.sunset} on.`;
  const description = [sentence, isDeprecated && "Deprecated.", sunset].filter(Boolean).join(" ");
  return {
    name,
    in: "query",
    ...(isRequired && { required: true }),
    ...(description && { description }),
    ...(isDeprecated && { deprecated: true }),
    schema,
  };
}

interface FilteredBy {
  label?: string | undefined;
  deprecated?: boolean | undefined;
  sunset?: string | undefined;
}

/** What the shared types say of the attribute, or of the relation, that a filter is about. */
function metaOf(domain: RestDomain, name: string): FilteredBy {
  if (name === "id") return { label: "Id" };
  const attributes: RestDomain["attributes"] = { ...domain.attributes, ...recordAttributes };
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return attribute?.meta() ?? domain.relations[name.replace(/Id$/, "")] ?? {};
}

/** What each condition of a filter means. */
export const filterConditions: Readonly<Record<string, (label: string) => string>> = {
  equals: (label) => `${label} is this.`,
  in: (label) => `${label} is one of these; give it once for each.`,
  contains: (label) => `${label} contains this, in upper or lower case.`,
  from: (label) => `${label} is this or more.`,
  to: (label) => `${label} is this or less.`,
  isNull: (label) => `${label} is empty (true) or not (false).`,
};

const descriptions: Record<string, string> = {
  limit: `How many records a page has. Defaults to ${DEFAULT_PAGE_SIZE}.`,
  cursor: "`nextCursor` or `previousCursor` of an earlier page of the same list.",
  search: "Part of a text in any attribute that is searched, in upper or lower case.",
  sort: "The attribute to order by; with a minus in front, from the last to the first.",
  version: "The version that was read; `If-Match` says the same.",
};
