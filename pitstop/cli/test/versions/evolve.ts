// Operations on a copy without the proofs that each of them asks for, so that a test can do many at once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInWorkspace } from "../../src/apply/child.ts";
import { writeContract } from "../../src/apply/generated-files.ts";
import { writeMigrations } from "../../src/apply/migrations.ts";
import { writeText } from "../../src/apply/write-file.ts";
import { operations } from "../../src/operations/index.ts";
import type { Plan } from "../../src/plan.ts";
import { readWorkspace } from "../../src/workspace/read-workspace.ts";
import { today } from "../copy-workspace.ts";
import type { PitstopCopy } from "../pitstop.ts";
import { applied } from "../workspace.ts";

/** An operation and its arguments, as a plan takes them. */
export type Step = readonly [operation: string, args: Record<string, unknown>];

/** Carries operations out in the files of a copy, with their migrations, and describes the API once, as one version. */
export async function evolve({ root }: PitstopCopy, steps: readonly Step[]): Promise<void> {
  let left = steps;
  for (const schema of ["derived", "stated"] as const) {
    let workspace = readWorkspace(root, today);
    const migrations: Plan["migrations"][number][] = [];
    const edited = new Set<string>();
    let last: Plan | undefined;
    const others: Step[] = [];
    for (const step of left) {
      const [name, args] = step;
      const operation = operations.get(name);
      if (!operation) throw new Error(`There is no operation ${name}.`);
      const plan = operation.plan(workspace, operation.arguments.parse(args));
      if ((plan.schema === "derived") !== (schema === "derived")) {
        others.push(step);
        continue;
      }
      migrations.push(...plan.migrations);
      for (const { path } of plan.edits) edited.add(path);
      workspace = applied(plan, workspace);
      last = plan;
    }
    left = others;
    for (const path of edited) writeText(join(root, path), workspace.files.get(path) ?? null);
    if (last) await writeMigrations(root, { ...last, schema, migrations });
  }
  await writeContract(root);
}

/** Takes a database as far as the migrations of a copy go. */
export async function migrate({ root }: PitstopCopy, url: string): Promise<void> {
  const script = "packages/db/src/scripts/mikro-orm.ts";
  const words = ["migration:up", "--quiet", "--without", "lint,backup,rehearsal,verification"];
  const environment = { DATABASE_URL: url, NO_COLOR: "1" };
  const { status, stdout, stderr } = await runInWorkspace(root, script, words, { environment });
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
}

/** What clients that are built from a copy say of their version. */
export function versionHeaders({ root }: PitstopCopy, called: readonly string[]): Record<string, string> {
  const path = join(root, "packages/api/src/contract/version.json");
  const { contract, domains } = JSON.parse(readFileSync(path, "utf8")) as {
    contract: string;
    domains: Record<string, string>;
  }; // the contract script wrote it
  return {
    "x-pitstop-contract": contract,
    "x-pitstop-domains": called.map((domain) => `${domain}=${domains[domain]}`).join(", "),
  };
}
