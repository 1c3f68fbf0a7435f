// One version of a domain with every attribute type, and the next one, in which each of them has been removed, renamed or
// changed.
import { startPostgres } from "@pitstop/postgres";
import pg from "pg";
import { attributeTypes } from "../../src/attribute-types/index.ts";
import type { PitstopCopy } from "../pitstop.ts";
import { prepareCopy } from "../prepared-copy.ts";
import { type TypeName, typedAttributes, typeNames } from "../typed-attributes.ts";
import type { AttributeCalls, DomainCalls } from "./calls.ts";
import { evolve, migrate, type Step, versionHeaders } from "./evolve.ts";

interface Kind {
  /** SQL of the value of row n. */
  readonly values: string;
  /** Another type that can hold every value. */
  readonly to?: string;
}

/** The values of each attribute type, and what it can become. */
export const kinds: Readonly<Record<TypeName, Kind>> = {
  string: { values: "'Example ' || n % 9" },
  text: { values: "'Text example ' || n % 9" },
  integer: { values: "n % 11", to: "string:20" },
  bigint: { values: "n % 11", to: "string:20" },
  decimal: { values: "n % 11 / 4.0", to: "string:20" },
  float: { values: "n % 11 / 4.0", to: "string:30" },
  boolean: { values: "n % 2 = 0", to: "string:10" },
  date: { values: "date '2026-01-01' + n % 11", to: "string:40" },
  datetime: {
    values: "timestamptz '2026-01-01 00:00:00Z' + n % 11 * interval '5 hours'",
    to: "string:40",
  },
  duration: { values: "n % 11 * interval '7 hours'", to: "string:40" },
  uuid: {
    values: "('00000000-0000-4000-8000-' || lpad((n % 11)::text, 12, '0'))::uuid",
    to: "string:40",
  },
  json: { values: "jsonb_build_object('n', n % 11)", to: "text" },
  enum: { values: "(array['red', 'green'])[1 + n % 2]", to: "string:20" },
  email: { values: "'a' || n % 11 || '@example.org'" },
  url: { values: "'https://example.org/' || n % 11" },
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** What becomes of an attribute. */
const fates = ["removed", "renamed", "changed"] as const;

const isLong = process.env.PITSTOP_LONG === "1";

/** The attributes of the older version: one of each type for each fate that it can have, or one of each type. */
const own = typeNames.flatMap((kind, index) => {
  const stated = { words: typedAttributes[kind], ...kinds[kind] };
  const possible = fates.filter((fate) => fate !== "changed" || stated.to !== undefined);
  const chosen = isLong ? possible : [possible[index % possible.length] ?? "removed"];
  return chosen.map((fate) => ({ fate, kind, ...stated, name: `${fate}${capital(kind)}` }));
});

export const attributes: readonly AttributeCalls[] = own.flatMap(({ name, kind, words }) => {
  const type = attributeTypes.get(kind);
  const rules = words.split(":").slice(1).join(":").split(",").filter(Boolean);
  return type ? [{ name, type, rules: type.rules(rules) }] : [];
});

const newName = (kind: string): string => `now${capital(kind)}`;

/** Those that are renamed, under the names of the newer version. */
export const renamed: readonly AttributeCalls[] = own.flatMap(({ fate, name, kind }) =>
  fate === "renamed"
    ? attributes.flatMap((each) => (each.name === name ? [{ ...each, name: newName(kind) }] : []))
    : [],
);

/** What clients of the older version call. */
export const gauge: DomainCalls = {
  name: "gauge",
  plural: "gauges",
  required: { name: "New" },
  relations: { categoryId: [1, 2] },
};
export const category: DomainCalls = { name: "category", plural: "categories", required: { name: "New" } };
export const description: AttributeCalls = {
  name: "description",
  type: attributeTypes.get("text") as AttributeCalls["type"], // the example domain has one of this type
  rules: {},
};

/** The operations between the two versions. */
export const steps: readonly Step[] = [
  ...own.map(({ fate, name, kind, to }): Step => {
    const attribute = { domain: "gauge", attribute: name };
    if (fate === "removed") return ["attribute:remove", attribute];
    if (fate === "renamed") return ["attribute:rename", { ...attribute, to: newName(kind) }];
    return ["attribute:change", { ...attribute, type: to }];
  }),
  ["attribute:add", { domain: "gauge", attributes: ["added:integer", "seats:integer!=4"] }],
  ["attribute:add", { domain: "gauge", attributes: ["plate:string:20!"], backfill: "'P' || id" }],
  ["relation:remove", { domain: "gauge", relation: "category" }],
  ["domain:rename", { domain: "category", to: "genre" }],
];

const ROWS = 24;

/** The older version with its database, which has rows. */
export interface OlderVersion {
  readonly copy: PitstopCopy;
  /** What its clients say of it. */
  readonly version: Readonly<Record<string, string>>;
  urlOf(database: string): string;
  onCluster(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

/** Prepares the older version, with rows in the database `pitstop` of its server. */
export async function prepareOlderVersion(): Promise<OlderVersion> {
  const copy = await prepareCopy();
  const words = own.map(({ name, words: typed }) => `${name}:${typed}`);
  await evolve(copy, [
    ["domain:create", { domain: "gauge", attributes: ["name:string:80!", ...words] }],
    ["relation:add", { domain: "gauge", target: "category" }],
  ]);
  const cluster = await startPostgres({ folder: copy.data });
  const urlOf = (database: string): string => cluster.url.replace(/\/[^/]*$/, `/${database}`);
  const onCluster: OlderVersion["onCluster"] = async (sql, database = "postgres") => {
    const client = new pg.Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await migrate(copy, urlOf("pitstop"));
  const columns = own.map(({ name }) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const values = own.map(({ values: sql }, index) => `case when n % ${5 + (index % 3)} > 0 then ${sql} end`);
  await onCluster(
    `insert into gauges (name, category_id, ${columns.join(", ")})
     select 'Gauge ' || n, case when n % 4 > 0 then 1 + n % 3 end, ${values.join(", ")} from generate_series(1, ${ROWS}) n`,
    "pitstop",
  );
  const remove = async () => {
    await cluster.stop();
    await copy.remove();
  };
  return { copy, version: versionHeaders(copy, ["gauge", "category"]), urlOf, onCluster, remove };
}
