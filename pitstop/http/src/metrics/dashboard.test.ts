// The example dashboard asks for metrics that a server has, by labels that they have.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { query, send } from "../../test/index.ts";
import { startRoadsterServer } from "../../test/roadsters.ts";

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly query: string | { readonly query: string } }[] };
}

const file = join(import.meta.dirname, "../../../../deploy/grafana-dashboard.json");
const dashboard = JSON.parse(readFileSync(file, "utf8")) as Dashboard; // the file's own shape
const expressions = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap((one) => (typeof one.query === "string" ? [] : [one.query.query])),
];

/** What PromQL has besides metrics and labels. */
const FUNCTIONS = new Set(["sum", "min", "max", "by", "rate", "histogram_quantile", "label_values", "m"]);
/** Prometheus adds it to every sample. */
const OF_PROMETHEUS = ["instance"];

const namesIn = (expression: string): string[] =>
  (expression.replaceAll(/"[^"]*"/g, "").match(/\b[a-z_][a-z0-9_]*/g) ?? []).filter(
    (name) => !FUNCTIONS.has(name),
  );

test("every query is made of metrics and labels that there are", async () => {
  const port = await freePort();
  const server = await startRoadsterServer({ environment: { METRICS_PORT: String(port) } });
  onTestFinished(server.close);
  await server.send(query("roadster.list", {}));
  const { body } = await send(port, { path: "/metrics" });
  const metrics = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? [`${name}_bucket`] : [name],
  );
  const labels = [...body.matchAll(/([a-z_]+)="/g)].map(([, label]) => label);
  const known = new Set([
    ...metrics,
    ...labels,
    ...OF_PROMETHEUS,
    "procedure",
    "status",
    "server",
    "replica",
  ]);
  expect(expressions.length).toBeGreaterThan(10);
  for (const expression of expressions)
    expect(
      namesIn(expression).filter((name) => !known.has(name)),
      expression,
    ).toEqual([]);
});

test("every metric of ours is on it", async () => {
  const families = ["requests", "access", "pool", "database", "replicas"].map((name) =>
    readFileSync(join(import.meta.dirname, `${name}.ts`), "utf8"),
  );
  const own = new Set(families.join("").match(/pitstop_[a-z_]+/g));
  expect(own.size).toBeGreaterThan(6);
  for (const name of own) expect(expressions.join("\n")).toContain(name);
});

test("no two panels overlap", () => {
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});
