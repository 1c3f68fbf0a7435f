// Writes the migrations of a plan, in a process of its own that reads the entities as they are after the edits.
// It runs in the root of the workspace. Its input is the request as JSON; it answers with the names of the migrations as JSON.
import { text } from "node:stream/consumers";
import { withGeneratingMigrator } from "@pitstop/database/generating";
import type { StatedMigration } from "@pitstop/migrator";
import type { GeneratingMigrator } from "@pitstop/migrator/generate";
import type { PlannedMigration, PlannedStep } from "../plan.ts";
import { applicationDatabase } from "../workspace/application-database.ts";

export interface MigrationRequest {
  readonly schema: "derived" | "stated";
  readonly migrations: readonly PlannedMigration[];
}

// The command beside this file makes the request.
const request = JSON.parse(await text(process.stdin)) as MigrationRequest;
const database = await applicationDatabase(process.cwd());
console.log(JSON.stringify(await withGeneratingMigrator(database, write)));

async function write(on: GeneratingMigrator): Promise<string[]> {
  if (request.schema === "stated") return on.createStated(request.migrations.map(stated));
  const { fileName } = await on.create();
  return fileName === "" ? [] : fileName.split(", ").map((file) => file.replace(/\.ts$/, ""));
}

function stated({ name, phase, deploy, isTransactional, up, down }: PlannedMigration): StatedMigration {
  return {
    name,
    phase,
    isTransactional,
    comment: `Deploy ${deploy}: ${deploy === 1 ? "before the code that needs it" : "once no older code is left"}.`,
    up: up.map(step),
    down: { steps: down.map(step) },
  };
}

function step(planned: PlannedStep) {
  return planned.kind === "sql"
    ? { kind: planned.kind, sql: planned.sql, why: planned.comment }
    : { kind: planned.kind, backfill: planned.backfill, why: planned.comment };
}
