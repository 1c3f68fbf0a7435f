import { type Contract, FORMAT, type Procedure } from "./contract.ts";
import { ContractError } from "./errors.ts";
import { DEFINITIONS } from "./schema.ts";

/**
 * The contract in a text; `origin` says in messages where the text comes from. Throws CONTRACT_INVALID for a text that
 * is none, and CONTRACT_OTHER_FORMAT for one of another format version.
 */
export function readContract(text: string, origin: string): Contract {
  const value = parsed(text, origin);
  if (!isRecord(value) || !("pitstopContract" in value)) {
    throw invalid(origin, `it does not say "pitstopContract": ${FORMAT}`);
  }
  if (value.pitstopContract !== FORMAT) {
    throw new ContractError(
      "CONTRACT_OTHER_FORMAT",
      `The contract in ${origin} has format ${JSON.stringify(value.pitstopContract)}; this command reads format ${FORMAT}.`,
      "Compare it with the command of the revision that wrote it, or write it anew there (pitstop contract --write).",
    );
  }
  const { definitions, procedures } = value;
  if (!isRecord(definitions)) throw invalid(origin, `"definitions" is no object`);
  if (!isRecord(procedures)) throw invalid(origin, `"procedures" is no object`);
  for (const [name, schema] of Object.entries(definitions)) {
    checkSchema(schema, definitions, `definitions.${name}`, origin);
  }
  for (const [name, procedure] of Object.entries(procedures)) {
    checkProcedure(procedure, definitions, name, origin);
  }
  return value as unknown as Contract; // checked part by part above
}

function parsed(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError(
      "CONTRACT_INVALID",
      `There is no JSON in ${origin}: ${said}.`,
      "Give a contract: packages/api/contract.json of a revision, or what a server answers at /contract.",
      { cause },
    );
  }
}

function checkProcedure(
  value: unknown,
  definitions: Record<string, unknown>,
  name: string,
  origin: string,
): asserts value is Procedure {
  if (!isRecord(value)) throw invalid(origin, `the procedure ${name} is no object`);
  if (!["query", "mutation", "subscription"].includes(String(value.type))) {
    throw invalid(origin, `the procedure ${name} is of type ${JSON.stringify(value.type)}`);
  }
  if (!isTexts(value.errors)) throw invalid(origin, `the errors of ${name} are no list of codes`);
  const { inputOptional } = value;
  if (inputOptional !== undefined && typeof inputOptional !== "boolean")
    throw invalid(origin, `the input of ${name} says "inputOptional": ${JSON.stringify(inputOptional)}`);
  for (const side of ["input", "output"] as const) {
    if (value[side] !== undefined) checkSchema(value[side], definitions, `${name}.${side}`, origin);
  }
}

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ONE = ["additionalProperties", "propertyNames", "items", "not", "x-then"];
const SEVERAL = ["anyOf", "oneOf", "allOf", "prefixItems"];
const BY_NAME = ["properties", "patternProperties"];

function checkSchema(
  value: unknown,
  definitions: Record<string, unknown>,
  place: string,
  origin: string,
): void {
  if (typeof value === "boolean") return;
  if (!isRecord(value)) throw invalid(origin, `${place} is no schema`);
  const { $ref, required } = value;
  if ($ref !== undefined && !isKnown($ref, definitions)) {
    throw invalid(origin, `${place} refers to ${JSON.stringify($ref)}, which it does not define`);
  }
  if (required !== undefined && !isTexts(required))
    throw invalid(origin, `${place}.required is no list of names`);
  checkAnnouncedValues(value, place, origin);
  for (const keyword of ONE) {
    if (value[keyword] !== undefined) checkSchema(value[keyword], definitions, `${place}.${keyword}`, origin);
  }
  for (const keyword of SEVERAL) {
    const list = value[keyword];
    if (list === undefined) continue;
    if (!Array.isArray(list)) throw invalid(origin, `${place}.${keyword} is no list`);
    for (const [index, each] of list.entries()) {
      checkSchema(each, definitions, `${place}.${keyword}[${index}]`, origin);
    }
  }
  for (const keyword of BY_NAME) {
    const named = value[keyword];
    if (named === undefined) continue;
    if (!isRecord(named)) throw invalid(origin, `${place}.${keyword} is no object`);
    for (const [name, each] of Object.entries(named)) {
      checkSchema(each, definitions, `${place}.${name}`, origin);
    }
  }
}

function checkAnnouncedValues(
  { retiredValues = [], deprecatedValues = [] }: Record<string, unknown>,
  place: string,
  origin: string,
): void {
  if (!Array.isArray(retiredValues)) throw invalid(origin, `${place}.retiredValues is no list of values`);
  if (!Array.isArray(deprecatedValues))
    throw invalid(origin, `${place}.deprecatedValues is no list of values`);
  for (const each of deprecatedValues) {
    if (!(isRecord(each) && "value" in each))
      throw invalid(origin, `${place}.deprecatedValues names no value in ${JSON.stringify(each)}`);
  }
}

const isKnown = ($ref: unknown, definitions: Record<string, unknown>): boolean =>
  typeof $ref === "string" &&
  $ref.startsWith(DEFINITIONS) &&
  Object.hasOwn(definitions, $ref.slice(DEFINITIONS.length));

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function invalid(origin: string, reason: string): ContractError {
  return new ContractError(
    "CONTRACT_INVALID",
    `What stands in ${origin} is not a contract: ${reason}.`,
    "Give a contract: packages/api/contract.json of a revision, or what a server answers at /contract.",
  );
}
