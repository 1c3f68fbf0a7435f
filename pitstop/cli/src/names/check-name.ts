import { UsageError } from "../errors.ts";
import { camelCase, pascalCase, pluralOf, singularOf, snakeCase, withArticle } from "./case.ts";
import {
  houseNames,
  languageTypes,
  objectNames,
  recordNames,
  serverAddresses,
  systemColumns,
  typescriptWords,
} from "./reserved.ts";

/** PostgreSQL cuts longer identifiers (documentation, §4.1.1), and two that were cut may be the same. */
const MAX_IDENTIFIER_BYTES = 63;

/** What MikroORM puts behind table and column: `_id` (index on the id too) and the kind of constraint. */
const LONGEST_SUFFIX = "_id_foreign";

/** What already has a name in the domain that a new name joins. */
export interface TakenNames {
  /** The domain's name. */
  readonly name: string;
  readonly table: string;
  readonly attributes: readonly string[];
  readonly relations: readonly string[];
}

/** Refuses what cannot be the name of an attribute of this domain. Throws UsageError BAD_NAME or NAME_TAKEN. */
export function checkAttributeName(name: string, taken: TakenNames): void {
  checkMember(name, "attribute", snakeCase(name), taken);
  const relation = taken.relations.find((candidate) => name === `${candidate}Id`);
  if (relation) {
    throw nameTaken(
      `"${name}" is how inputs of ${taken.name} call the relation "${relation}".`,
      "Choose another name.",
    );
  }
}

/** Refuses what cannot be the name of a relation of this domain. Throws UsageError BAD_NAME or NAME_TAKEN. */
export function checkRelationName(name: string, taken: TakenNames): void {
  checkMember(name, "relation", `${snakeCase(name)}_id`, taken);
  if (taken.attributes.includes(`${name}Id`)) {
    throw nameTaken(
      `The inputs of ${taken.name} would call the relation "${name}Id", and an attribute has that name.`,
      "Choose another one by --name.",
    );
  }
}

function checkMember(name: string, kind: string, column: string, taken: TakenNames): void {
  checkWord(name, kind);
  if (recordNames.has(name)) {
    throw badName(`"${name}" is a column that every domain has.`, "Choose another name.");
  }
  if (systemColumns.has(column)) {
    throw badName(`"${column}" is a column that PostgreSQL keeps in every table.`, "Choose another name.");
  }
  if (taken.attributes.includes(name) || taken.relations.includes(name)) {
    throw nameTaken(
      `${taken.name} already has ${taken.attributes.includes(name) ? "an attribute" : "a relation"} "${name}".`,
      "Choose another name, or change the one that is there.",
    );
  }
  const columns = new Map([
    ...taken.attributes.map((attribute) => [snakeCase(attribute), attribute] as const),
    ...taken.relations.map((relation) => [`${snakeCase(relation)}_id`, relation] as const),
    ...[...recordNames].map((record) => [snakeCase(record), record] as const),
  ]);
  const sameColumn = columns.get(column);
  if (sameColumn !== undefined) {
    throw nameTaken(
      `The column "${column}" of ${taken.table} is that of "${sameColumn}".`,
      "Choose another name.",
    );
  }
  checkLength(name, `${taken.table}_${column}${LONGEST_SUFFIX}`);
}

/** What the shared types make of a domain: `CarCreate`, `CarPage`. */
const DERIVED = ["Create", "Update", "List", "Count", "Page"];

/** A domain that is there, as far as a new name can collide with it. */
export interface TakenDomain {
  readonly name: string;
  readonly plural: string;
  readonly table: string;
}

/** Refuses what cannot be the name of a new domain. Throws UsageError BAD_NAME or NAME_TAKEN. */
export function checkDomainName(name: string, plural: string, others: readonly TakenDomain[]): void {
  checkWord(name, "domain");
  checkWord(plural, "plural");
  if (typescriptWords.has(name)) {
    throw badName(
      `TypeScript reserves "${name}", so no constant can have that name.`,
      "Choose another name. People see the label, which can be anything: --label.",
    );
  }
  if (houseNames.has(name)) {
    throw badName(
      `"${name}" has a meaning of its own in the shared types or in the pages.`,
      "Choose another name.",
    );
  }
  const derived = DERIVED.map((word) => name + word).find((word) => houseNames.has(word));
  if (derived !== undefined) {
    throw badName(
      `A domain "${name}" would have a type ${pascalCase(derived)}, and the shared types have one already.`,
      "Choose another name. People see the label, which can be anything: --label.",
    );
  }
  if (serverAddresses.has(plural)) {
    throw badName(
      `The server answers at /${plural}, where the pages of "${name}" would be.`,
      "Give another plural by --plural, or choose another name.",
    );
  }
  if (languageTypes.has(name)) {
    throw badName(
      `A domain "${name}" would hide the type ${pascalCase(name)} of TypeScript.`,
      "Choose another name.",
    );
  }
  if (plural === name) {
    throw badName(
      `The plural of "${name}" is the same word, so that one and many could not be told apart.`,
      singularOf(name) === name
        ? "Give another one by --plural."
        : `Name a domain in the singular ("${singularOf(name)}"), or give its plural by --plural.`,
    );
  }
  if (singularOf(name) !== name && pluralOf(singularOf(name)) === name) {
    throw badName(`"${name}" is a plural.`, `Name a domain in the singular: "${singularOf(name)}".`);
  }
  for (const other of others) {
    const theirs = [other.name, other.plural, snakeCase(other.name), other.table].map((word) =>
      word.toLowerCase(),
    );
    const shared = [name, plural, snakeCase(name), snakeCase(plural)].find((word) =>
      theirs.includes(word.toLowerCase()),
    );
    if (shared) {
      throw nameTaken(
        `"${shared}" is taken by the domain ${other.name} (${other.plural}).`,
        "Choose another name.",
      );
    }
    const clash = DERIVED.find(
      (word) =>
        pascalCase(other.name) + word === pascalCase(name) ||
        pascalCase(name) + word === pascalCase(other.name),
    );
    if (clash) {
      throw nameTaken(
        `"${pascalCase(name)}" would stand twice in the shared types, because of the domain ${other.name}.`,
        "Choose another name.",
      );
    }
  }
  checkLength(name, `${snakeCase(plural)}_created_at_id_index`);
}

/**
 * What holds for every name: plain ASCII in camelCase, and nothing that JavaScript gives to every object. Words of SQL
 * and, for attributes and relations, of TypeScript are fine: identifiers are quoted, and properties may have any name.
 */
function checkWord(name: string, kind: string): void {
  if (objectNames.has(name)) {
    throw badName(`"${name}" is a word that every object of JavaScript answers to.`, "Choose another name.");
  }
  if (!/^[\x20-\x7e]*$/.test(name)) {
    const strange = [...name].find((character) => !/[\x20-\x7e]/.test(character)) ?? "";
    const code = (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw badName(
      `The ${kind} name holds the character U+${code}, which isn't a plain letter even if it looks like one.`,
      "Write names with the letters a to z and digits.",
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    const suggested = camelCase(name);
    throw badName(
      `"${name}" can't be the name of ${withArticle(kind)}: names are camelCase, a lowercase letter and then letters and digits.`,
      suggested === "" ? "Write it like color or topSpeed." : `Write it as ${suggested}.`,
    );
  }
}

function checkLength(name: string, identifier: string): void {
  if (identifier.length <= MAX_IDENTIFIER_BYTES) return;
  throw badName(
    `"${name}" is too long: "${identifier}" would have ${identifier.length} bytes, and PostgreSQL keeps ${MAX_IDENTIFIER_BYTES}.`,
    "Choose a shorter name.",
  );
}

const badName = (message: string, hint: string) => new UsageError("BAD_NAME", message, hint);
const nameTaken = (message: string, hint: string) => new UsageError("NAME_TAKEN", message, hint);
