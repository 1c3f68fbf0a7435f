import type { DatabaseSchema, DatabaseTable } from "@mikro-orm/postgresql";

interface Named {
  readonly name: string;
  readonly schema?: string | undefined;
}

/**
 * Which parts of a database an entity has or had. Only these are dropped once no entity has them: everything else is
 * someone's own, whoever made it.
 */
export interface Ownership {
  hasTable(table: Named): boolean;
  /** A column, index, check or foreign key of a table. */
  hasMember(table: Named, name: string): boolean;
  /** An enum type or a schema. */
  hasObject(name: string): boolean;
}

/** What is in a schema that was made of entities. */
export function ownedBySchema(schema: DatabaseSchema): Ownership {
  const find = ({ name, schema: namespace }: Named): DatabaseTable | undefined =>
    schema
      .getTables()
      .find((table) => table.name === name && (table.schema ?? schema.name) === (namespace ?? schema.name));
  return {
    hasTable: (table) => find(table) !== undefined,
    hasMember: (table, name) => {
      const found = find(table);
      return found !== undefined && memberNames(found).has(name);
    },
    hasObject: (name) =>
      schema.hasNamespace(name) || Object.values(schema.getNativeEnums()).some((type) => type.name === name),
  };
}

function memberNames(table: DatabaseTable): ReadonlySet<string> {
  return new Set([
    ...table.getColumns().map(({ name }) => name),
    ...table.getIndexes().map(({ keyName }) => keyName),
    ...table.getChecks().map(({ name }) => name),
    ...Object.keys(table.getForeignKeys()),
  ]);
}

/**
 * What the generated migrations among these texts made: they begin with their phase, and quote every name. A migration
 * by hand says what someone wanted, not what an entity has.
 */
export function ownedInMigrations(texts: readonly string[]): Ownership {
  const statements = texts
    .filter(isGenerated)
    .flatMap((text) => text.split(/this\.(?:addSql|backfill)\(/).slice(1));
  const made = statements.map((text) => ({
    names: quotedNames(text),
    tables: tableNames(text),
    isObject: OBJECT.test(text),
  }));
  const tables = new Set(made.flatMap((statement) => statement.tables));
  return {
    hasTable: ({ name }) => tables.has(name),
    hasMember: (table, name) => made.some(({ names }) => names.has(table.name) && names.has(name)),
    hasObject: (name) => made.some(({ isObject, names }) => isObject && names.has(name)),
  };
}

const isGenerated = (text: string): boolean => /^(?:\/\*\*| \*) (?:Expand|Contract)\. /m.test(text);

const OBJECT = /create (?:type|schema) /i;

const quotedNames = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/"((?:[^"]|"")+)"/g)].map(([, name = ""]) => name.replaceAll('""', '"')));

/** Of tables that the statement creates or gives a name. */
const tableNames = (text: string): string[] =>
  [...text.matchAll(/(?:create table|rename to) (?:"(?:[^"]|"")+"\.)?"((?:[^"]|"")+)"/gi)].map(
    ([, name = ""]) => name.replaceAll('""', '"'),
  );

/** What any of them owns. */
export function ownedByAny(all: readonly Ownership[]): Ownership {
  return {
    hasTable: (table) => all.some((one) => one.hasTable(table)),
    hasMember: (table, name) => all.some((one) => one.hasMember(table, name)),
    hasObject: (name) => all.some((one) => one.hasObject(name)),
  };
}
