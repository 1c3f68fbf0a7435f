import type { Plan, PlannedMigration } from "../../src/plan.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { applied } from "../workspace.ts";

/** The workspace after a plan, with its migrations as files. */
export function carriedOut(plan: Plan, on: Workspace): Workspace {
  const after = applied(plan, on);
  const number = [...on.files.keys()].filter((path) => path.includes("/migrations/Migration")).length;
  const files = plan.migrations.map((migration, index): [string, string] => [
    `packages/db/src/migrations/Migration20270101${String(number * 100 + index).padStart(6, "0")}_${migration.name}.ts`,
    textOf(migration),
  ]);
  return { ...after, files: new Map([...after.files, ...files]) };
}

function textOf({ name, up }: PlannedMigration): string {
  const statements = up.flatMap((step) =>
    step.kind === "sql" ? [`    this.addSql(${JSON.stringify(step.sql)});\n`] : [],
  );
  return `import { Migration } from "@mikro-orm/migrations";\n\nexport class ${name} extends Migration {\n  override up(): void {\n${statements.join("")}  }\n}\n`;
}
