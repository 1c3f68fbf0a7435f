import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { PitstopCopy } from "../pitstop.ts";
import { teamFiles, withTeamPackages } from "./team-code.ts";

/** A copy of the workspace with the team's application, migrated, with rows, for one test. */
export async function teamCopy(): Promise<PitstopCopy> {
  const copy = new PitstopCopy();
  onTestFinished(() => copy.remove());
  for (const [path, text] of teamFiles) {
    mkdirSync(dirname(join(copy.root, path)), { recursive: true });
    writeFileSync(join(copy.root, path), text);
  }
  const tsconfig = join(copy.root, "tsconfig.json");
  writeFileSync(tsconfig, withTeamPackages(readFileSync(tsconfig, "utf8")));
  // What the team installed: its reports call the API, its routers state schemas, a page of its own has tables.
  for (const [folder, name, from] of [
    ["packages/reports", "@app/api", "packages/api"],
    ["packages/api", "zod", "packages/types/node_modules/zod"],
    ["apps/client", "@mantine/core", "pitstop/pages/node_modules/@mantine/core"],
    ["apps/client", "@tanstack/react-query", "pitstop/pages/node_modules/@tanstack/react-query"],
  ] as const) {
    const place = join(copy.root, folder, "node_modules", name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(copy.root, from), place);
  }
  const scripts = [
    ["packages/db", "packages/db/src/scripts/mikro-orm.ts", ["migration:up"]],
    // The snapshot of the entities, which the team's migrations make.
    [".", "pitstop/cli/src/apply/write-migrations.ts", [], '{ "schema": "stated", "migrations": [] }'],
    ["packages/api", "packages/api/src/scripts/contract.ts", ["--write"]],
  ] as const;
  for (const [folder, script, words, input] of scripts) {
    const { status, stdout, stderr } = await copy.run(folder, script, words, {}, input).ended;
    if (status !== 0) throw new Error(stdout + stderr);
  }
  await copy.query(
    "insert into cars (name, color, brand, origin, price) select 'Car ' || i, 'c' || i, 'b' || i, 'o', i from generate_series(1, 20) i",
  );
  await copy.query(
    "insert into suppliers (name, code, city) select 's' || i, 'c' || i, 'Oslo' from generate_series(1, 5) i",
  );
  await copy.query("insert into shipments (number, car_id) select 'n' || i, i from generate_series(1, 5) i");
  return copy;
}
