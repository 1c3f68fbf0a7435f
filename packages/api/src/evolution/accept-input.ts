import { attributeFilter, recordAttributes, sortKeys } from "@pitstop/types";
import type { z } from "zod";
import { contractVersion } from "../contract/version.ts";
import { encodeCursor, readCursor } from "../crud/cursor.ts";
import type { Domain } from "../crud/table.ts";
import { converted } from "./convert.ts";
import type { Former } from "./former.ts";
import type { Notices } from "./notices.ts";

type Input = Record<string, unknown>;

export interface Acceptance {
  readonly domain: Domain;
  readonly former: Former | undefined;
  /** Whether the client was built against another version of the API, so that it may know what this one does not. */
  readonly isOtherVersion: boolean;
  readonly notices: Notices;
}

/**
 * The input of a domain's procedure as this version takes it: former names are moved, what was taken out is left out,
 * and values of a former type are converted. All else stays, for the schema to judge: a client of this version that
 * mistypes a name is refused as ever.
 */
export function acceptInput(procedure: string, input: unknown, acceptance: Acceptance): unknown {
  if (!isObject(input)) return input;
  if (procedure === "create") return acceptKeys(input, dataKeys(acceptance.domain), acceptance, convertValue);
  if (procedure === "update") {
    return acceptKeys(input, [...dataKeys(acceptance.domain), "id", "version"], acceptance, convertValue);
  }
  if (procedure !== "list" && procedure !== "count") return input;
  const accepted: Input = { ...input };
  if (isObject(input.filter)) {
    const keys = [...dataKeys(acceptance.domain), "id", ...Object.keys(recordAttributes)];
    accepted.filter = acceptKeys(input.filter, keys, acceptance, convertCondition);
  }
  if (isObject(input.sort)) accepted.sort = acceptSort(input.sort, acceptance);
  if (accepted.sort === undefined) delete accepted.sort;
  if (typeof input.cursor === "string") accepted.cursor = acceptCursor(input.cursor, acceptance);
  if (accepted.cursor === undefined) delete accepted.cursor;
  return accepted;
}

type Convert = (value: unknown, key: string, acceptance: Acceptance) => unknown;

function acceptKeys(input: Input, known: readonly string[], acceptance: Acceptance, convert: Convert): Input {
  const { domain, former, isOtherVersion, notices } = acceptance;
  const accepted: Input = {};
  const moved: [string, unknown][] = [];
  for (const [key, value] of Object.entries(input)) {
    const name = former?.renamed.get(key);
    if (known.includes(key)) define(accepted, key, value);
    // A client that gives both knows both, and means the new one.
    else if (name !== undefined && Object.hasOwn(input, name)) continue;
    else if (name !== undefined) {
      notices.renamed(`${domain.name}.${key}`, name);
      moved.push([name, value]);
    } else if (isOtherVersion || former?.removed.has(key)) notices.ignored(`${domain.name}.${key}`);
    else define(accepted, key, value);
  }
  for (const [name, value] of moved) if (!Object.hasOwn(accepted, name)) accepted[name] = value;
  for (const key of Object.keys(accepted)) {
    const mayHaveOtherType = isOtherVersion || former?.retyped.has(key);
    if (mayHaveOtherType && Object.hasOwn(domain.attributes, key))
      accepted[key] = convert(accepted[key], key, acceptance);
  }
  return accepted;
}

const convertValue: Convert = (value, key, { domain }) => converted(schemaOf(domain, key), value);

/** A condition of a filter, each of its values converted; a condition that the type does not have is ignored. */
const convertCondition: Convert = (condition, key, { domain, notices }) => {
  if (!isObject(condition)) return condition;
  const schema = schemaOf(domain, key);
  const known = Object.keys((attributeFilter(schema) as z.ZodObject).shape); // it builds an object schema
  const accepted: Input = {};
  for (const [operator, value] of Object.entries(condition)) {
    if (!known.includes(operator)) notices.ignored(`${domain.name}.${key}.${operator}`);
    else if (operator === "contains" || operator === "isNull") accepted[operator] = value;
    else
      accepted[operator] = Array.isArray(value)
        ? value.map((item) => converted(schema, item))
        : converted(schema, value);
  }
  return accepted;
};

/** Undefined where the order was one by an attribute that is no more. */
function acceptSort(sort: Input, { domain, former, isOtherVersion, notices }: Acceptance): Input | undefined {
  const { by } = sort;
  if (typeof by !== "string" || sortKeys(domain.attributes).includes(by)) return sort;
  const name = former?.renamed.get(by);
  if (name !== undefined) {
    notices.renamed(`${domain.name}.${by}`, name);
    return { ...sort, by: name };
  }
  if (!isOtherVersion && !former?.removed.has(by)) return sort;
  notices.ignored(`${domain.name}.${by}`);
  return undefined;
}

/** Undefined where a server of another version gave it for an order that there is not here: the list begins anew. */
function acceptCursor(text: string, { domain, former, notices }: Acceptance): string | undefined {
  const cursor = readCursor(text);
  if (!cursor || cursor.version === contractVersion) return text;
  const by = former?.renamed.get(cursor.by) ?? cursor.by;
  if (!sortKeys(domain.attributes).includes(by)) {
    notices.ignored(`${domain.name}.cursor`);
    return undefined;
  }
  const isAttribute = Object.hasOwn(domain.attributes, by);
  return encodeCursor({
    ...cursor,
    by,
    value: isAttribute ? converted(schemaOf(domain, by), cursor.value) : cursor.value,
  });
}

const dataKeys = ({ attributes, relations }: Domain): string[] => [
  ...Object.keys(attributes),
  ...Object.keys(relations).map((name) => `${name}Id`),
];

const schemaOf = (domain: Domain, attribute: string): z.ZodType => domain.attributes[attribute] as z.ZodType; // asked for attributes that the domain has

const isObject = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As a property of its own, whatever it is called: `__proto__` is refused by the schema like any other name. */
function define(target: Input, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
