import { attributeFilter, recordAttributes } from "@pitstop/types";
import type { z } from "zod";
import type { Domain } from "../crud/table.ts";
import { UnknownToThisVersion } from "../errors.ts";
import { acceptOrder } from "./accept-order.ts";
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
 * mistypes a name is refused as ever. Throws UnknownToThisVersion where a client of another version asks for a list by
 * what only that version knows: without it the answer would be another one.
 */
export function acceptInput(procedure: string, input: unknown, acceptance: Acceptance): unknown {
  if (!isObject(input)) return input;
  if (procedure === "create") return acceptKeys(input, dataKeys(acceptance.domain), acceptance, convertValue);
  if (procedure === "update") {
    return acceptKeys(input, [...dataKeys(acceptance.domain), "id", "version"], acceptance, convertValue);
  }
  if (procedure !== "list" && procedure !== "count") return input;
  const accepted = withNamesOfBefore(input, acceptance);
  if (isObject(accepted.filter)) {
    const keys = filterKeys(acceptance.domain);
    refuseUnknownConditions(accepted.filter, keys, acceptance);
    accepted.filter = acceptKeys(accepted.filter, keys, acceptance, convertCondition);
  }
  return procedure === "list" ? acceptOrder(accepted, acceptance) : accepted;
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

/** A condition of a filter, each of its values converted. */
const convertCondition: Convert = (condition, key, { domain }) => {
  if (!isObject(condition)) return condition;
  const schema = schemaOf(domain, key);
  const known = operatorsOf(schema);
  const accepted: Input = {};
  for (const [operator, value] of Object.entries(condition)) {
    if (operator === "contains" || operator === "isNull" || !known.includes(operator))
      define(accepted, operator, value);
    else
      accepted[operator] = Array.isArray(value)
        ? value.map((item) => converted(schema, item))
        : converted(schema, value);
  }
  return accepted;
};

/**
 * The input of a list with a filter by the names that this version knows: a client that is newer says beside it, in
 * `formerNames`, what its attributes were called before.
 */
function withNamesOfBefore(input: Input, { domain, former, isOtherVersion }: Acceptance): Input {
  const { formerNames, ...accepted } = input;
  if (!isObject(formerNames)) return input;
  const names = Object.entries(formerNames);
  const isOurs = names.every(([now, before]) => former?.renamed.get(String(before)) === now);
  if (!(isOtherVersion || isOurs)) return input;
  if (!isObject(accepted.filter)) return accepted;
  const known = filterKeys(domain);
  const filter = Object.entries(accepted.filter).map(([name, condition]) => {
    const before = Object.hasOwn(formerNames, name) ? String(formerNames[name]) : name;
    return [known.includes(name) || !known.includes(before) ? name : before, condition] as const;
  });
  return { ...accepted, filter: Object.fromEntries(filter) };
}

/** A condition that is left out finds what nobody asked for; what was taken out is named in the answer's headers. */
function refuseUnknownConditions(
  filter: Input,
  known: readonly string[],
  { domain, former, isOtherVersion }: Acceptance,
): void {
  if (!isOtherVersion) return;
  for (const [key, condition] of Object.entries(filter)) {
    const isOfBefore = former?.renamed.has(key) || former?.removed.has(key);
    if (!known.includes(key) && !isOfBefore) throw unknownFilter(domain, key);
    if (!isObject(condition) || !Object.hasOwn(domain.attributes, key)) continue;
    const operators = operatorsOf(schemaOf(domain, key));
    const unknown = Object.keys(condition).find((operator) => !operators.includes(operator));
    if (unknown !== undefined) throw unknownFilter(domain, `${key}.${unknown}`);
  }
}

const unknownFilter = ({ label }: Domain, name: string): UnknownToThisVersion =>
  new UnknownToThisVersion(
    `The filter of ${label.many.toLowerCase()} by ${JSON.stringify(name.slice(0, 100))}`,
  );

const operatorsOf = (schema: z.ZodType): string[] =>
  Object.keys((attributeFilter(schema) as z.ZodObject).shape); // it builds an object schema

const dataKeys = ({ attributes, relations }: Domain): string[] => [
  ...Object.keys(attributes),
  ...Object.keys(relations).map((name) => `${name}Id`),
];

const filterKeys = (domain: Domain): string[] => [
  ...dataKeys(domain),
  "id",
  ...Object.keys(recordAttributes),
];

const schemaOf = (domain: Domain, attribute: string): z.ZodType => domain.attributes[attribute] as z.ZodType; // asked for attributes that the domain has

const isObject = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As a property of its own, whatever it is called: `__proto__` is refused by the schema like any other name. */
function define(target: Input, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
