import { join } from "node:path";
import { writeContract } from "../src/apply/generated-files.ts";
import { writeMigrations } from "../src/apply/migrations.ts";
import { writeText } from "../src/apply/write-file.ts";
import { formatted } from "../src/edit/format.ts";
import { operations } from "../src/operations/index.ts";
import type { Plan } from "../src/plan.ts";
import { readWorkspace } from "../src/workspace/read-workspace.ts";
import { today } from "./copy-workspace.ts";
import { planOf } from "./workspace.ts";

/** An operation by its name, with its arguments. */
export type Command = readonly [name: string, args: Record<string, unknown>];

/** What a command plans on the files as they are. */
export function planOn(root: string, [name, args]: Command): Plan {
  const operation = operations.get(name);
  if (!operation) throw new Error(name);
  return planOf(operation, args, readWorkspace(root, today));
}

export async function writeEdits(root: string, plan: Plan): Promise<void> {
  for (const { path, after } of await formatted(root, plan.edits)) writeText(join(root, path), after);
}

/**
 * Does what commands do to the files of a copy: edits, migrations and contract. For tests of what comes afterward: it
 * leaves out what each operation proves of itself, which takes most of its time, and the database.
 */
export async function carryOut(root: string, ...commands: Command[]): Promise<void> {
  for (const command of commands) {
    const plan = planOn(root, command);
    await writeEdits(root, plan);
    await writeMigrations(root, plan);
    await writeContract(root);
  }
}
