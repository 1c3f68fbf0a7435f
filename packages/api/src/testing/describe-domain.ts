import type { EntityName, EntityProperty } from "@mikro-orm/core";
import { entities } from "@pitstop/db";
import { domains, exampleOf, isNullable, kindOf, sortKeys } from "@pitstop/types";
import { describe, expect, test } from "vitest";
import type { Domain } from "../crud/table.ts";
import { type TestClient, testClient } from "./client.ts";

/** A record as any domain's procedures answer it. */
interface Row {
  id: number;
  version: number;
  [name: string]: unknown;
}

type Input = Record<string, unknown>;

/** The procedures of any domain, as its typed client has them. */
interface Procedures {
  list: { query(input: Input): Promise<{ items: Row[] }> };
  count: { query(input: Input): Promise<{ count: number; exact: boolean }> };
  byId: { query(input: { id: number }): Promise<Row> };
  create: { mutate(input: Input): Promise<Row> };
  update: { mutate(input: { id: number; version: number }): Promise<Row> };
  delete: { mutate(input: { id: number }): Promise<{ id: number }> };
}

/**
 * The tests that every domain passes, through the typed client on a real database: each attribute goes there and
 * back, is filtered and sorted by; bad input and conflicts are told apart. They read the shared types, so that an
 * attribute that comes, goes or changes its name needs no edit here.
 */
export function describeDomain(domain: Domain): void {
  const api = testClient();
  const procedures = (): Procedures => proceduresOf(api, domain.name);
  const label = domain.label.one.toLowerCase();

  describe(`every ${label}`, () => {
    test("is created, read, changed and deleted with all its attributes", async () => {
      const first = await exampleInput(api, domain, 1);
      const created = await procedures().create.mutate(first);
      expect(created).toMatchObject({ ...attributesOf(domain, first), version: 1 });
      expect(await procedures().byId.query({ id: created.id })).toEqual(created);

      const second = await exampleInput(api, domain, 2);
      const changed = await procedures().update.mutate({ id: created.id, version: 1, ...second });
      expect(changed).toMatchObject({ ...attributesOf(domain, second), version: 2 });

      expect(await procedures().delete.mutate({ id: created.id })).toEqual({ id: created.id });
      await expect(procedures().byId.query({ id: created.id })).rejects.toMatchObject({
        data: { code: "NOT_FOUND" },
      });
    });

    test("is found by the value of each attribute, counted, and sorted by what is sortable", async () => {
      const input = await exampleInput(api, domain, 3);
      const created = await procedures().create.mutate(input);
      const here = { id: { equals: created.id } };
      for (const [name, value] of Object.entries(input)) {
        if (value === null) continue;
        const filter = { ...here, [name]: { equals: value } };
        expect((await procedures().list.query({ filter })).items, name).toEqual([created]);
        expect(await procedures().count.query({ filter })).toEqual({ count: 1, exact: true });
      }
      for (const by of sortKeys(domain.attributes)) {
        expect((await procedures().list.query({ filter: here, sort: { by } })).items, by).toEqual([created]);
      }
      await procedures().delete.mutate({ id: created.id });
    });

    test("may be without what is nullable", async () => {
      const input = await exampleInput(api, domain, 4);
      const { id } = await procedures().create.mutate(input);
      const empty = Object.fromEntries(nullableOf(domain).map((name) => [name, null]));
      expect(await procedures().update.mutate({ id, version: 1, ...empty })).toMatchObject({ ...empty, id });
      await procedures().delete.mutate({ id });
    });

    test("is not overwritten by somebody who read an older version", async () => {
      const { id } = await procedures().create.mutate(await exampleInput(api, domain, 5));
      const change = await exampleInput(api, domain, 9);
      if (Object.keys(change).length === 0) return; // a domain of which nothing can be changed
      await procedures().update.mutate({ id, version: 1, ...change });
      await expect(procedures().update.mutate({ id, version: 1, ...change })).rejects.toMatchObject({
        data: { code: "CONFLICT", reason: "stale" },
      });
      await procedures().delete.mutate({ id });
    });

    test("is refused with values of another type, with what it does not know, and without what it needs", async () => {
      const input = await exampleInput(api, domain, 6);
      const { count } = await procedures().count.query({});
      const wrong = Object.keys(input).filter(
        (name) => domain.attributes[name]?.safeParse({}).success !== true,
      );
      for (const name of wrong) {
        await expect(procedures().create.mutate({ ...input, [name]: {} }), name).rejects.toMatchObject({
          data: { code: "BAD_REQUEST", fields: { [name]: expect.any(Array) } },
        });
      }
      await expect(procedures().create.mutate({ ...input, noSuchAttribute: 1 })).rejects.toMatchObject({
        data: { code: "BAD_REQUEST" },
      });
      for (const name of requiredOf(domain)) {
        const { [name]: _missing, ...incomplete } = input;
        await expect(procedures().create.mutate(incomplete), name).rejects.toMatchObject({
          data: { code: "BAD_REQUEST", fields: { [name]: expect.any(Array) } },
        });
      }
      expect((await procedures().count.query({})).count).toBe(count);
    });

    test("is refused where another one has its unique value", async () => {
      const first = await exampleInput(api, domain, 7);
      const { id } = await procedures().create.mutate(first);
      for (const name of uniqueOf(api, domain).filter((attribute) => first[attribute] != null)) {
        const second = { ...(await exampleInput(api, domain, 8)), [name]: first[name] };
        await expect(procedures().create.mutate(second), name).rejects.toMatchObject({
          data: { code: "CONFLICT", reason: "unique", fields: { [name]: expect.any(Array) } },
        });
      }
      await procedures().delete.mutate({ id });
    });
  });
}

/** Input for a new record; the records that it cannot be without are created for it. */
async function exampleInput(api: TestClient, domain: Domain, number: number): Promise<Input> {
  const input: Input = {};
  for (const [name, schema] of Object.entries(domain.attributes)) input[name] = exampleOf(schema, number);
  for (const [name, relation] of Object.entries(domain.relations)) {
    if (relation.nullable) continue;
    const related = Object.values<Domain>(domains).find(
      (candidate) => candidate.name === relation.domain,
    ) as Domain;
    const seed = number * 1_000 + Math.floor(Math.random() * 1_000_000); // records of other calls may still be there
    const { id } = await proceduresOf(api, related.name).create.mutate(
      await exampleInput(api, related, seed),
    );
    input[`${name}Id`] = id;
  }
  return input;
}

function proceduresOf(api: TestClient, name: string): Procedures {
  return (api.client as unknown as Record<string, Procedures>)[name] as Procedures; // every domain's router has this form
}

/** The part of an input that answers repeat as it is. */
function attributesOf(domain: Domain, input: Input): Input {
  return Object.fromEntries(
    Object.keys(domain.attributes).map((name) => [
      name,
      kindOf(domain.attributes[name] as never) === "decimal" ? expect.any(String) : input[name],
    ]),
  );
}

const nullableOf = (domain: Domain): string[] => [
  ...Object.keys(domain.attributes).filter((name) => isNullable(domain.attributes[name] as never)),
];

/** What a create cannot be without. */
const requiredOf = (domain: Domain): string[] => [
  ...Object.entries(domain.attributes)
    .filter(
      ([, schema]) => !(isNullable(schema) || schema.meta()?.filled || schema.safeParse(undefined).success),
    )
    .map(([name]) => name),
  ...Object.entries(domain.relations)
    .filter(([, { nullable, filled }]) => !(nullable || filled))
    .map(([name]) => `${name}Id`),
];

/** The attributes whose column alone is unique. */
function uniqueOf(api: TestClient, domain: Domain): string[] {
  const entity = (entities as Record<string, EntityName<object>>)[domain.name] as EntityName<object>; // one per domain
  const properties = Object.values(api.orm.getMetadata().get(entity).properties) as EntityProperty[];
  return properties
    .filter(({ name, unique }) => unique === true && Object.hasOwn(domain.attributes, name))
    .map(({ name }) => name);
}
