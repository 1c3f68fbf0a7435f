// What others do of the same change: they write one migration file for an attribute that a person has written into
// their schema already.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "./workspace.ts";

const competitors = join(import.meta.dirname, "../../competitors");

/** `drizzle-kit generate`, in milliseconds. */
export function drizzleGenerate(): number {
  const folder = join(competitors, ".generated");
  const tables = join(folder, "tables.ts");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(join(competitors, "drizzle/tables.ts"), tables);
  const kit = join(competitors, "node_modules/drizzle-kit/bin.cjs");
  const generate = () =>
    execFileSync(
      process.execPath,
      [kit, "generate", "--dialect", "postgresql", "--schema", "tables.ts", "--out", "out"],
      { cwd: folder, stdio: "ignore" },
    );
  try {
    generate();
    const text = readFileSync(tables, "utf8");
    writeFileSync(tables, text.replace("  color: varchar", "  price: integer(),\n  color: varchar"));
    return timed(generate);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PLAIN = "packages/db/src/scripts/plain-create.ts";

/** MikroORM's own `migration:create`, without our migrator, on our entities; in milliseconds. */
export function mikroOrmCreate(workspace: Workspace, databaseUrl: string): number {
  workspace.write(
    PLAIN,
    `import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { database } from "../database.ts";

const config = database.databaseConfig(${JSON.stringify(databaseUrl)});
const orm = await MikroORM.init({
  ...config,
  extensions: [Migrator],
  migrations: { path: "plain-migrations", snapshotName: "plain" },
});
const { fileName } = await orm.migrator.create();
if (!fileName) throw new Error("There was nothing to create.");
await orm.close(true);
`,
  );
  const folder = join(workspace.root, "packages/db");
  const create = () => workspace.run(process.execPath, ["src/scripts/plain-create.ts"], folder);
  create();
  addPrice(workspace);
  return timed(create);
}

/** Our `migration:create` for the same edit, in milliseconds. */
export function ownCreate(workspace: Workspace): number {
  addPrice(workspace);
  return timed(() => workspace.migrations("migration:create", "--name", "price"));
}

/** The edit that a person makes before any of these. */
function addPrice(workspace: Workspace): void {
  const entity = "packages/db/src/entities/car.ts";
  const text = workspace.read(entity);
  workspace.write(entity, text.replace("    name: p", "    price: p.integer().nullable(),\n    name: p"));
}

export function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
