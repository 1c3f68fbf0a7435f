// A new version of PostgreSQL has new attributes of objects. Each must be classified: what nobody compares can be lost.
import { startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { type CatalogColumns, catalogColumns } from "../../test/catalog-columns.ts";
import { isServerInstalled, notInstalled, startInstalledServer } from "../../test/installed-server.ts";
import { subscriptionConnections } from "./kinds/catalog-rows.ts";
import { kindQueries } from "./kinds/index.ts";
import { largeObjectContents } from "./kinds/large-objects.ts";

const contents = [largeObjectContents, subscriptionConnections];
const queries = [...kindQueries.map(({ query }) => query), ...contents].join("\n");

const listed = (columns = ""): string[] => columns.split(" ").filter((column) => column !== "");
const named = ({ compared, derived, irrelevant }: CatalogColumns): string[] => [
  ...listed(compared),
  ...listed(derived),
  ...listed(irrelevant),
];

async function unclassified(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ catalog: string; column: string }>(
      `select c.relname as catalog, a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and a.attnum > 0`,
    );
    expect(rows.length).toBeGreaterThan(500);
    return rows.flatMap(({ catalog, column }) => {
      const known = Object.hasOwn(catalogColumns, catalog) ? catalogColumns[catalog] : undefined;
      return known && (known.row || named(known).includes(column)) ? [] : [`${catalog}.${column}`];
    });
  } finally {
    await client.end();
  }
}

describe("every column of every catalog is classified", () => {
  test("on the embedded server", async () => {
    const server = await startTestServer();
    try {
      expect(await unclassified(server.url)).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  test.skipIf(!isServerInstalled())("on the server of the system's packages", async () => {
    const server = await startInstalledServer();
    if (!server) throw new Error(notInstalled);
    try {
      expect(await unclassified(server.url)).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  test("in one way", () => {
    const repeated = Object.entries(catalogColumns).flatMap(([catalog, columns]) =>
      named(columns).flatMap((column, index, all) =>
        all.indexOf(column) === index ? [] : [`${catalog}.${column}`],
      ),
    );
    expect(repeated).toEqual([]);
  });
});

test("what is said to be compared is read by a query", () => {
  const unread = Object.entries(catalogColumns).flatMap(([catalog, { compared }]) =>
    listed(compared)
      .filter((column) => !new RegExp(`\\b${column}\\b`).test(queries))
      .map((column) => `${catalog}.${column}`),
  );
  expect(unread).toEqual([]);
});

test("a catalog whose rows are compared as a whole is read by a query that does so", () => {
  const rows = Object.entries(catalogColumns).flatMap(([catalog, { row }]) => (row ? [catalog] : []));
  const unread = rows.filter((catalog) => {
    const aliases = [...queries.matchAll(new RegExp(`\\b(?:from|join) ${catalog} (\\w+)`, "g"))].map(
      ([, alias]) => alias,
    );
    return !aliases.some((alias) => queries.includes(`to_jsonb(${alias})`));
  });
  expect(unread).toEqual([]);
});
