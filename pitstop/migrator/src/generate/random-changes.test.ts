import { join } from "node:path";
import { EntitySchema } from "@mikro-orm/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { costsOf, type Statements } from "../../test/costs.ts";
import {
  type Entities,
  lintErrors,
  type Project,
  stepsOf,
  testProject,
} from "../../test/generated-project.ts";
import { isLong } from "../../test/long-form.ts";
import { testConnection, testServer } from "../../test/server.ts";

const server = testServer();

/** An attribute type: how an entity says it, and SQL for a default and for a value that no other row has. */
const types = {
  string: { options: { type: "string", length: 20 }, value: `'v' || "id"`, byDefault: "'none'" },
  text: { options: { type: "text" }, value: `'v' || "id"`, byDefault: "'none'" },
  integer: { options: { type: "integer" }, value: `"id"::int`, byDefault: "0" },
  decimal: { options: { type: "decimal", precision: 12, scale: 2 }, value: `"id"`, byDefault: "0" },
  datetime: { options: { type: "datetime", length: 3 }, value: `to_timestamp("id")`, byDefault: "now()" },
  token: { options: { type: "uuid" }, value: "gen_random_uuid()", byDefault: "gen_random_uuid()" },
  fuel: { options: { enum: true, items: ["petrol", "gas"] }, value: "'petrol'", byDefault: "'petrol'" },
  boolean: { options: { type: "boolean" }, value: "true", byDefault: "false" },
} as const;

const wide: Partial<Record<TypeName, object>> = {
  string: { length: 40 },
  decimal: { precision: 14, scale: 2 },
  fuel: { items: ["petrol", "gas", "electric"] },
};

type TypeName = keyof typeof types;

interface Attribute {
  readonly type: TypeName;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly key: "none" | "index" | "unique";
  /** A longer string, an enum with one more value. */
  readonly isWide: boolean;
}

interface Schema {
  /** By name, which holds the type: few types can become another in place. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly relation: "none" | "optional" | "required";
  readonly hasOwners: boolean;
}

const attribute: fc.Arbitrary<[string, Attribute]> = fc
  .record({
    // The keys of an object that is known in full.
    type: fc.constantFrom(...(Object.keys(types) as TypeName[])),
    number: fc.integer({ min: 1, max: 2 }),
    isNullable: fc.boolean(),
    hasDefault: fc.boolean(),
    key: fc.constantFrom("none" as const, "index" as const, "unique" as const),
    isWide: fc.boolean(),
  })
  .map(({ number, key, ...rest }) => {
    const isDistinct = !rest.hasDefault && rest.type !== "fuel" && rest.type !== "boolean";
    return [`${rest.type}${number}`, { ...rest, key: key === "unique" && !isDistinct ? "index" : key }];
  });

const schema: fc.Arbitrary<Schema> = fc
  .record({
    attributes: fc
      .uniqueArray(attribute, { selector: ([name]) => name, maxLength: 6 })
      .map(Object.fromEntries),
    relation: fc.constantFrom("none" as const, "optional" as const, "required" as const),
    hasOwners: fc.boolean(),
  })
  .map((one) => ({ ...one, hasOwners: one.hasOwners || one.relation !== "none" }));

const id = { type: "bigint", primary: true, autoincrement: false };
const owners = new EntitySchema({
  name: "Owner",
  tableName: "owners",
  properties: { id, name: { type: "string" } } as never,
});

function entitiesOf({ attributes, relation, hasOwners }: Schema): Entities {
  const properties = Object.entries(attributes).map(
    ([name, { type, isNullable, hasDefault, key, isWide }]) => [
      name,
      {
        ...types[type].options,
        ...(isWide ? wide[type] : {}),
        nullable: isNullable,
        ...(hasDefault ? { defaultRaw: types[type].byDefault } : {}),
        ...(key === "none" ? {} : { [key]: true }),
      },
    ],
  );
  const owner = { kind: "m:1", entity: () => owners, nullable: relation === "optional", index: true };
  const all = { id, ...Object.fromEntries(properties), ...(relation === "none" ? {} : { owner }) };
  // Put together at run time, which the types of MikroORM cannot follow.
  const cars = new EntitySchema({ name: "Car", tableName: "cars", properties: all as never });
  return hasOwners ? [cars, owners] : [cars];
}

/** Without what is refused or cannot be: a narrower type, and a required relation to nobody. */
function possible(before: Schema, wanted: Schema): Schema {
  const attributes = Object.entries(wanted.attributes).map(([name, attribute]): [string, Attribute] => {
    const isNarrower = attribute.type !== "fuel" && before.attributes[name]?.isWide === true;
    return [name, { ...attribute, isWide: attribute.isWide || isNarrower }];
  });
  const isAlone = wanted.relation === "required" && !before.hasOwners;
  const relation = isAlone ? "optional" : wanted.relation;
  return { ...wanted, attributes: Object.fromEntries(attributes), relation };
}

/** What only a person can know: the values of the columns that become required. */
function backfillOf(before: Schema, after: Schema): Record<string, string> {
  const isFilled = ([name, { isNullable, hasDefault }]: [string, Attribute]) => {
    const was = before.attributes[name];
    return !isNullable && (was ? was.isNullable : !hasDefault);
  };
  const filled = Object.entries(after.attributes).filter(isFilled);
  const values = filled.map(([name, { type }]) => [`cars.${name}`, types[type].value]);
  const owner = { "cars.owner_id": '(select min("id") from "owners")' };
  const needsOwner = after.relation === "required" && before.relation !== "required";
  return { ...Object.fromEntries(values), ...(needsOwner ? owner : {}) };
}

/** Three cars with every value, then three with nulls wherever they may be. */
async function fill(project: Project, { attributes, relation, hasOwners }: Schema): Promise<void> {
  if (hasOwners) await project.execute(`insert into "owners" ("id", "name") values (1, 'Ada'), (2, 'Grace')`);
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const isSparse = number > 3;
    const given = Object.entries(attributes);
    const columns = [
      ...given.map(([name]) => `"${name}"`),
      ...(relation === "required" ? ['"owner_id"'] : []),
    ];
    const values = [
      ...given.map(([, { type, isNullable }]) =>
        isSparse && isNullable ? "null" : types[type].value.replaceAll('"id"', String(number)),
      ),
      ...(relation === "required" ? ["1"] : []),
    ];
    await project.execute(
      `insert into "cars" (${['"id"', ...columns].join(", ")}) values (${[String(number), ...values].join(", ")})`,
    );
  }
}

/** The values that were there before and that no change of this kind may touch. */
async function values(project: Project, names: readonly string[]): Promise<unknown[]> {
  const columns = ['"id"', ...names.map((name) => `"${name}"`)];
  return project.execute(`select ${columns.join(", ")} from "cars" order by "id"`);
}

/** The first schema as it can come back: a required column without a default has no values for its rows. */
function comeBack(lines: readonly string[], before: Schema, after: Schema): string[] {
  const isLost = ([name, { isNullable, hasDefault, type }]: [string, Attribute]) =>
    !(name in after.attributes) && !isNullable && (!hasDefault || type === "token");
  const lost = Object.entries(before.attributes).filter(isLost);
  const columns = [
    ...lost.map(([name]) => name),
    ...(before.relation === "required" && after.relation === "none" ? ["owner_id"] : []),
  ];
  return lines.map((line) =>
    columns.some((name) => line.startsWith(`cars.${name} `)) ? line.replace(" not null", "") : line,
  );
}

/** What the files do, a backfill as one statement. */
const migrationsOf = ({ folder }: Project, files: readonly string[]): Promise<Statements[]> =>
  Promise.all(
    files.map(async (file) => {
      const { isTransactional, steps } = await stepsOf(join(folder, file), "up");
      return { name: file, isTransactional, statements: steps };
    }),
  );

it("any change of the entities goes up over rows, blocks nobody, loses none, and comes down again", async () => {
  const url = await server.database();
  const client = await testConnection(url);
  await fc.assert(
    fc.asyncProperty(schema, schema, async (before, wanted) => {
      const after = possible(before, wanted);
      const project = await testProject(url, client);
      await project.execute("drop schema public cascade; create schema public");
      await project.start(entitiesOf(before));
      await fill(project, before);
      const first = await project.schema();
      const kept = Object.keys(before.attributes).filter((name) => {
        const stays = after.attributes[name];
        return stays && (stays.isNullable || !before.attributes[name]?.isNullable);
      });
      const rows = await values(project, kept);

      const { files } = await project.change(entitiesOf(after), { backfill: backfillOf(before, after) });
      expect(await lintErrors(project)).toEqual([]);
      expect(await costsOf(url, await migrationsOf(project, files))).toEqual([]);
      // It isn't there where nothing had to be changed.
      await project.execute("drop schema if exists pitstop cascade");
      expect(await project.drift(entitiesOf(after))).toBe("");
      expect(await values(project, kept)).toEqual(rows);
      const second = await project.schema();
      expect(second.filter((line) => /INVALID|NOT VALID/.test(line))).toEqual([]);

      await project.down(files);
      expect(await project.schema()).toEqual(comeBack(first, before, after));
      expect(await values(project, kept)).toEqual(rows);
      await project.up(files);
      expect(await project.schema()).toEqual(second);
    }),
    { numRuns: isLong ? 400 : 5 },
  );
});
