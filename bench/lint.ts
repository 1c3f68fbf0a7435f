// What the migration linter costs per statement, warm: the aim is under 5 ms.
import { performance } from "node:perf_hooks";
import { lint, loadParser } from "@pitstop/lint";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ rounds: 201 });
const WARM_UP = 20; // rounds that do not count

await loadParser();

const statements: Record<string, string> = {
  "a nullable column": "alter table cars add column color text;",
  "a validated foreign key":
    "alter table cars add constraint fk foreign key (owner_id) references owners (id);",
  "a change of type":
    "/* given: cars.name varchar(20) */ alter table cars alter column name type varchar(50);",
  "an index":
    "create index cars_color_price_year on cars (color, price desc, (lower(name))) where price > 0;",
  "a table of 200 columns": `create table wide (${Array.from({ length: 200 }, (_, index) => `c${index} text not null default ''`).join(", ")});`,
  "an insert of 1,000 rows": `insert into cars (id, name) values ${Array.from({ length: 1000 }, (_, index) => `(${index}, 'car ${index}')`).join(", ")};`,
};
const file = Array.from(
  { length: 500 },
  (_, index) =>
    `alter table cars_${index % 50} add column c${index} int;\ncreate index concurrently i${index} on cars_${index % 50} (c${index});`,
).join("\n");

const rows = Object.entries(statements).map(([name, sql]) => row(name, sql, 1, options.rounds));
rows.push(row("each of 1,000 statements in one file", file, 1000, Math.ceil(options.rounds / 20)));
console.log(`Node ${process.versions.node}; ${options.rounds} rounds, ms per statement\n`);
console.log(markdownTable(["", "median", "slowest"], rows));

function row(name: string, sql: string, count: number, rounds: number): string[] {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const start = performance.now();
    lint(sql);
    if (round >= 0) times.push((performance.now() - start) / count);
  }
  return [name, median(times).toFixed(2), Math.max(...times).toFixed(2)];
}
