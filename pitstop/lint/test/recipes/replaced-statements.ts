import fc from "fast-check";
import { literal, quoted } from "../../src/quote.ts";
import { addCheck, dropCheck, replaceCheck } from "../../src/recipes/check.ts";
import {
  addColumn,
  addFilledColumn,
  changeDefault,
  dropColumn,
  dropDefault,
} from "../../src/recipes/column.ts";
import {
  createIndex,
  dropIndex,
  passingName,
  plainIndex,
  replaceIndex,
} from "../../src/recipes/create-index.ts";
import { addForeignKey, dropForeignKey, replaceForeignKey } from "../../src/recipes/foreign-key.ts";
import type { Recipe } from "../../src/recipes/recipe.ts";
import { renameColumn, renameColumnInStep, renameConstraint, renameIndex } from "../../src/recipes/rename.ts";
import { relaxColumn, requireColumn } from "../../src/recipes/required.ts";
import { changeType, relabelType } from "../../src/recipes/type.ts";
import { addPrimaryKey, addUnique, dropUnique } from "../../src/recipes/unique.ts";
import { quotedTable, type TableName } from "../../src/table-name.ts";

/** Where a change happens: the same table twice, in two schemas, for the plain statement and for the recipe. */
export interface Place {
  readonly table: TableName;
  readonly owners: TableName;
  readonly column: string;
}

export interface Replaced {
  readonly what: string;
  /** Type of the column and SQL of its value in row `id`; null for none. */
  readonly column: { readonly type: string; readonly value: string };
  readonly before: (at: Place) => string[];
  /** The statements that the recipe replaces. */
  readonly plain: (at: Place) => string[];
  readonly recipe: (at: Place, serverMajor: number) => Recipe;
  /** The recipe reads or rewrites the table under a strong lock, and says so: it is for development. */
  readonly isBlocking?: boolean;
}

export const names = fc.constantFrom("cars", 'Or"der Items', "Groß.buch", "select", "a".repeat(50));

const alter = ({ table }: Place) => `alter table ${quotedTable(table)}`;
const of = ({ column }: Place) => quoted(column);
const column = ({ table, column: name }: Place) => ({ table, column: name });
const integer = { type: "integer", value: "id * 7 % 1000" };
const sparse = { type: "integer", value: "nullif(id % 3, 0)" };
const nothing = () => [];

const check = (name: string, least: number) => (at: Place) => ({
  table: at.table,
  name,
  definition: `check (${of(at)} >= ${least})`,
});
const added = (name: string, definition: string) => `add constraint ${quoted(name)} ${definition}`;
const key = (rule: string) => (at: Place) => ({
  table: at.table,
  name: "owned",
  definition: `foreign key (${of(at)}) references ${quotedTable(at.owners)} ("id")${rule}`,
  references: at.owners,
});
const index = (at: Place, columns: string[], isUnique = false) =>
  plainIndex({ table: at.table, name: 'the "index"', columns, isUnique });

const types: [from: string, value: string, to: string, using?: (column: string) => string][] = [
  ["integer", "id * 7", "numeric(12,2)", (name) => `${name} / 100.0`],
  ["integer", "id", "bigint"],
  ["integer", "nullif(id, 2)", "text", (name) => `'no. ' || ${name} || coalesce("note", '')`],
  ["numeric(12,4)", "id * 1.2345", "bigint"],
  ["numeric(12,4)", "id * 1.2345", "numeric(12,2)"],
  ["text", "'v' || id", "varchar(10)"],
  ["text", "'long text ' || id", "varchar(4)", (name) => `left(${name}, 4)`],
  ["text", "id::text", "integer", (name) => `${name}::integer + 1`],
  ["text", "case when id % 2 = 0 then 'yes' end", "boolean", (name) => `${name} is not null`],
  ["timestamptz", "to_timestamp(id)", "date", (name) => `(${name} at time zone 'UTC')::date`],
  [
    "double precision",
    "id / 3.0::float8",
    "interval day to second",
    (name) => `make_interval(secs => ${name})`,
  ],
];

/** Each change with the plain statement that its recipe replaces. */
export const replacedStatements: Replaced[] = [
  {
    what: "a column becomes required",
    column: integer,
    before: nothing,
    plain: (at) => [`${alter(at)} alter column ${of(at)} set not null`],
    recipe: (at) => requireColumn(column(at)),
  },
  {
    what: "a column becomes required by what the server knows",
    column: integer,
    before: nothing,
    plain: (at) => [`${alter(at)} alter column ${of(at)} set not null`],
    recipe: (at, serverMajor) => requireColumn({ ...column(at), serverMajor }),
  },
  {
    what: "a column is no longer required",
    column: integer,
    before: (at) => [`${alter(at)} alter column ${of(at)} set not null`],
    plain: (at) => [`${alter(at)} alter column ${of(at)} drop not null`],
    recipe: (at) => relaxColumn({ ...column(at), reason: "asked for" }),
  },
  {
    what: "a unique constraint comes",
    column: { type: "integer", value: "id" },
    before: nothing,
    plain: (at) => [`${alter(at)} ${added('the "index"', `unique (${of(at)})`)}`],
    recipe: (at) => addUnique({ index: index(at, [at.column], true) }),
  },
  {
    what: "a unique constraint that is checked at the end comes",
    column: { type: "integer", value: "nullif(id, 1)" },
    before: nothing,
    plain: (at) => [
      `${alter(at)} ${added('the "index"', `unique (${of(at)}) deferrable initially deferred`)}`,
    ],
    recipe: (at) =>
      addUnique({ index: index(at, [at.column], true), deferral: "deferrable initially deferred" }),
  },
  {
    what: "a unique constraint goes",
    column: { type: "integer", value: "id" },
    before: (at) => [`${alter(at)} ${added('the "index"', `unique (${of(at)})`)}`],
    plain: (at) => [`${alter(at)} drop constraint ${quoted('the "index"')}`],
    recipe: (at) => dropUnique({ index: index(at, [at.column], true) }),
  },
  {
    what: "a primary key comes",
    column: { type: "integer", value: "id" },
    before: nothing,
    plain: (at) => [`${alter(at)} ${added('the "index"', `primary key (${of(at)})`)}`],
    recipe: (at, serverMajor) =>
      addPrimaryKey({ index: index(at, [at.column], true) }, { nullable: [at.column], serverMajor }),
  },
  {
    what: "an index comes",
    column: sparse,
    before: nothing,
    plain: (at) => [index(at, [at.column, "id"]).create],
    recipe: (at) => createIndex(index(at, [at.column, "id"])),
  },
  {
    what: "an index goes",
    column: sparse,
    before: (at) => [index(at, [at.column]).create],
    plain: (at) => [`drop index ${quotedTable({ ...at.table, name: 'the "index"' })}`],
    recipe: (at) => dropIndex(index(at, [at.column])),
  },
  {
    what: "an index is replaced",
    column: sparse,
    before: (at) => [index(at, [at.column]).create],
    plain: (at) => [
      `drop index ${quotedTable({ ...at.table, name: 'the "index"' })}`,
      index(at, [at.column, "id"]).create,
    ],
    recipe: (at) =>
      replaceIndex(
        index(at, [at.column]),
        plainIndex({ table: at.table, name: passingName('the "index"'), columns: [at.column, "id"] }),
      ),
  },
  {
    what: "a check comes",
    column: sparse,
    before: nothing,
    plain: (at) => [`${alter(at)} ${added("few", check("few", 0)(at).definition)}`],
    recipe: (at) => addCheck(check("few", 0)(at)),
  },
  {
    what: "a check goes",
    column: sparse,
    before: (at) => [`${alter(at)} ${added("few", check("few", 0)(at).definition)}`],
    plain: (at) => [`${alter(at)} drop constraint "few"`],
    recipe: (at) => dropCheck(check("few", 0)(at)),
  },
  {
    what: "a check is replaced",
    column: sparse,
    before: (at) => [`${alter(at)} ${added("few", check("few", 0)(at).definition)}`],
    plain: (at) => [
      `${alter(at)} drop constraint "few"`,
      `${alter(at)} ${added("few", check("few", -5)(at).definition)}`,
    ],
    recipe: (at) => replaceCheck(check("few", 0)(at), check("few", -5)(at)),
  },
  {
    what: "a foreign key comes",
    column: sparse,
    before: nothing,
    plain: (at) => [`${alter(at)} ${added("owned", key(" on delete set null")(at).definition)}`],
    recipe: (at) => addForeignKey(key(" on delete set null")(at)),
  },
  {
    what: "a foreign key goes",
    column: sparse,
    before: (at) => [`${alter(at)} ${added("owned", key("")(at).definition)}`],
    plain: (at) => [`${alter(at)} drop constraint "owned"`],
    recipe: (at) => dropForeignKey(key("")(at)),
  },
  {
    what: "a foreign key is replaced",
    column: sparse,
    before: (at) => [`${alter(at)} ${added("owned", key("")(at).definition)}`],
    plain: (at) => [
      `${alter(at)} drop constraint "owned"`,
      `${alter(at)} ${added("owned", key(" on delete cascade")(at).definition)}`,
    ],
    recipe: (at) => replaceForeignKey(key("")(at), key(" on delete cascade")(at)),
  },
  {
    what: "a column with one value for all rows comes",
    column: sparse,
    before: nothing,
    plain: (at) => [`${alter(at)} add column "more" varchar(20) collate "C" not null default 'it''s'`],
    recipe: (at) =>
      addColumn({
        table: at.table,
        column: "more",
        definition: `varchar(20) collate "C" not null default ${literal("it's")}`,
      }),
  },
  {
    what: "a column with a computed default comes",
    column: sparse,
    before: nothing,
    // Volatile for PostgreSQL, and yet the same in both tables.
    plain: (at) => [`${alter(at)} add column "more" integer not null default (random() * 0)::integer + 4`],
    recipe: (at) =>
      addFilledColumn({
        table: at.table,
        column: "more",
        definition: "integer null",
        value: "(random() * 0)::integer + 4",
        default: { value: "(random() * 0)::integer + 4", isKept: true },
        isRequired: true,
      }),
  },
  {
    what: "a required column with a value of each row comes",
    column: sparse,
    before: nothing,
    plain: (at) => [
      `${alter(at)} add column "more" bigint`,
      `update ${quotedTable(at.table)} set "more" = coalesce(${of(at)}, -1) * 2`,
      `${alter(at)} alter column "more" set not null`,
    ],
    recipe: (at) =>
      addFilledColumn({
        table: at.table,
        column: "more",
        definition: "bigint",
        value: `coalesce(${of(at)}, -1) * 2`,
        default: { value: "0", isKept: false },
        isRequired: true,
      }),
  },
  {
    what: "a default is changed",
    column: sparse,
    before: (at) => [`${alter(at)} alter column ${of(at)} set default 1`],
    plain: (at) => [`${alter(at)} alter column ${of(at)} set default 2`],
    recipe: (at) => changeDefault(column(at), "1", "2"),
  },
  {
    what: "a default goes",
    column: integer,
    before: (at) => [
      `${alter(at)} alter column ${of(at)} set default 1, alter column ${of(at)} set not null`,
    ],
    plain: (at) => [`${alter(at)} alter column ${of(at)} drop default`],
    recipe: (at) => dropDefault(column(at), "1", { isRequired: true }),
  },
  {
    what: "a column goes",
    column: sparse,
    before: (at) => [index(at, [at.column]).create],
    plain: (at) => [`${alter(at)} drop column ${of(at)}`],
    recipe: (at) =>
      dropColumn({
        ...column(at),
        reason: "asked for",
        definition: "integer",
        dropped: ['the "index"'],
        belongings: createIndex(index(at, [at.column])).flatMap(({ up }) => up),
        why: "The values are only in a backup.",
      }),
  },
  ...types.flatMap(([from, value, to, using]) =>
    [true, false].map((isRequired): Replaced => {
      const isSparse = /nullif|case/.test(value) && using === undefined;
      const isNotNull = isRequired && !/nullif|case/.test(value);
      return {
        what: `${from} ${isNotNull ? "not null " : ""}becomes ${to}${using ? ` using ${using("it")}` : ""}${isSparse ? ", with nulls" : ""}`,
        column: { type: from, value },
        before: (at) => (isNotNull ? [`${alter(at)} alter column ${of(at)} set not null`] : []),
        plain: (at) => [
          `${alter(at)} alter column ${of(at)} type ${to}${using ? ` using ${using(of(at))}` : ""}`,
        ],
        recipe: (at, serverMajor) =>
          changeType({
            ...column(at),
            serverMajor,
            type: to,
            isRequired: isNotNull,
            ...(using ? { using: using(of(at)) } : {}),
            // Whatever the old values were, these have their type.
            back: { type: from, value: () => value },
          }),
      };
    }),
  ),
  {
    what: "a type is widened",
    column: { type: "varchar(20)", value: "'v' || id" },
    before: nothing,
    plain: (at) => [`${alter(at)} alter column ${of(at)} type varchar(40)`],
    recipe: (at) => relabelType({ ...column(at), from: "varchar(20)", to: "varchar(40)" }),
  },
  {
    what: "a column is renamed",
    column: sparse,
    before: nothing,
    plain: (at) => [`${alter(at)} rename column ${of(at)} to "more"`],
    recipe: (at) => renameColumn({ table: at.table, from: at.column, to: "more", reason: "asked for" }),
  },
  {
    what: "a column is renamed while old code runs",
    column: integer,
    before: nothing,
    plain: (at) => [`${alter(at)} rename column ${of(at)} to "more"`],
    recipe: (at) =>
      renameColumnInStep({
        table: at.table,
        from: at.column,
        to: "more",
        definition: "integer",
        isRequired: false,
      }),
  },
  {
    what: "a constraint is renamed",
    column: sparse,
    before: (at) => [`${alter(at)} ${added("few", check("few", 0)(at).definition)}`],
    plain: (at) => [`${alter(at)} rename constraint "few" to "fewer"`],
    recipe: (at) => renameConstraint({ table: at.table, from: "few", to: "fewer" }),
  },
  {
    what: "an index is renamed",
    column: sparse,
    before: (at) => [index(at, [at.column]).create],
    plain: (at) => [`alter index ${quotedTable({ ...at.table, name: 'the "index"' })} rename to "other"`],
    recipe: (at) => renameIndex({ table: at.table, from: 'the "index"', to: "other" }),
  },
];
