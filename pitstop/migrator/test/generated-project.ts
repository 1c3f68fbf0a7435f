import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MikroORM, type Options } from "@mikro-orm/postgresql";
import { type BackfillQuery, backfillMark, lint } from "@pitstop/lint";
import type { BackfillPlan } from "@pitstop/lint/recipes";
import type pg from "pg";
import { onTestFinished } from "vitest";
import type { CreatedMigrations, CreateOptions } from "../src/generate/create.ts";
import { generatingMigrator } from "../src/generate/extension.ts";
import type { GeneratingMigrator } from "../src/generate/generating-migrator.ts";
import { testConnection } from "./server.ts";

export type Entities = NonNullable<Options["entities"]>;

/** What a test does with the generator: entities that change, and a real database that follows them. */
export interface Project {
  readonly folder: string;
  /** Opens the database with these entities; closed when the test ends. */
  open(entities: Entities): Promise<{ orm: MikroORM; migrator: GeneratingMigrator }>;
  /** Makes the first migration from the entities and applies it. */
  start(entities: Entities): Promise<void>;
  /** Makes the migrations to these entities; the names of the new files, in their order. */
  change(
    entities: Entities,
    options?: CreateOptions,
  ): Promise<{ created: CreatedMigrations; files: string[] }>;
  text(file: string): Promise<string>;
  up(files: readonly string[]): Promise<void>;
  down(files: readonly string[]): Promise<void>;
  execute(sql: string): Promise<Record<string, unknown>[]>;
  /** Columns, indexes and constraints as the database has them, one line each. */
  schema(): Promise<string[]>;
  /** What MikroORM would change to make the database that of the entities; empty without drift. */
  drift(entities: Entities): Promise<string>;
}

/** `shared` is a connection for a test that makes more projects than the server takes connections. */
export async function testProject(url: string, shared?: pg.Client): Promise<Project> {
  const folder = await migrationsFolder();
  const client = shared ?? (await testConnection(url));
  const initialised = (entities: Entities) =>
    MikroORM.init({
      clientUrl: url,
      entities,
      baseDir: folder,
      ensureDatabase: false,
      pool: { min: 0, max: 2 },
      migrations: {
        path: folder,
        pathTs: folder,
        snapshotName: "snapshot",
        snapshotOnMigrate: false,
        emit: "ts",
      },
      extensions: [generatingMigrator()],
    });
  const briefly = async <Result>(entities: Entities, use: (orm: MikroORM) => Promise<Result>) => {
    const orm = await initialised(entities);
    try {
      return await use(orm);
    } finally {
      await orm.close(true);
    }
  };
  const inDirection = async (file: string, direction: "up" | "down") => {
    const { isTransactional, steps } = await stepsOf(join(folder, file), direction);
    if (isTransactional) await client.query("begin");
    for (const step of steps) await client.query(step);
    if (isTransactional) await client.query("commit");
  };
  return {
    folder,
    open: async (entities) => {
      const orm = await initialised(entities);
      onTestFinished(() => orm.close(true));
      return { orm, migrator: migratorOf(orm) };
    },
    start: async (entities) => {
      const { fileName } = await briefly(entities, (orm) => migratorOf(orm).createInitial());
      await inDirection(fileName, "up");
    },
    change: async (entities, options = {}) => {
      const before = await migrationFiles(folder);
      const created = await briefly(entities, (orm) => migratorOf(orm).createMigrations(undefined, options));
      const files = (await migrationFiles(folder)).filter((file) => !before.includes(file));
      return { created, files };
    },
    text: (file) => readFile(join(folder, file), "utf8"),
    up: async (files) => {
      for (const file of files) await inDirection(file, "up");
    },
    down: async (files) => {
      for (const file of files.toReversed()) await inDirection(file, "down");
    },
    execute: async (sql) => (await client.query(sql)).rows,
    schema: async () => (await client.query(schemaQuery)).rows.map(({ line }) => String(line)),
    drift: async (entities) =>
      (await briefly(entities, (orm) => orm.schema.getUpdateSchemaSQL({ wrap: false }))).trim(),
  };
}

export async function migrationFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^Migration.*\.ts$/.test(name)).sort();
}

function migratorOf(orm: MikroORM): GeneratingMigrator {
  const migrator = orm.config.getExtension<GeneratingMigrator>("@mikro-orm/migrator");
  if (!migrator) throw new Error("The migrator is not registered.");
  return migrator;
}

/** A folder in which the import of generated files finds this package, as it does in a project that depends on it. */
async function migrationsFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pitstop-generate-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const self = join(folder, "node_modules/@pitstop/migrator");
  await mkdir(self, { recursive: true });
  await writeFile(join(self, "package.json"), `{ "type": "module", "exports": "./index.js" }`);
  const migration = pathToFileURL(join(import.meta.dirname, "../src/migration/migration.ts")).href;
  await writeFile(join(self, "index.js"), `export { Migration } from ${JSON.stringify(migration)};\n`);
  return folder;
}

interface GeneratedMigration {
  up(): void;
  down(): void;
  isTransactional(): boolean;
  getQueries(): (string | BackfillQuery)[];
}

interface Steps {
  readonly isTransactional: boolean;
  /** A backfill as one statement, for tables as small as those of a test. */
  readonly steps: string[];
  /** Without the backfills. */
  readonly statements: string[];
}

/** What a generated file does, by running it. */
export async function stepsOf(path: string, direction: "up" | "down"): Promise<Steps> {
  const exported: Record<string, new (...none: unknown[]) => GeneratedMigration> = await import(
    pathToFileURL(path).href
  );
  const [Migration] = Object.values(exported);
  if (!Migration) throw new Error(`${path} exports no migration.`);
  const migration = new Migration();
  migration[direction]();
  const queries = migration.getQueries();
  const steps = queries.map((query) => (typeof query === "string" ? query : asUpdate(query[backfillMark])));
  const statements = queries.filter((query) => typeof query === "string");
  return { isTransactional: migration.isTransactional(), steps, statements };
}

function asUpdate({ table, set, where }: BackfillPlan): string {
  return `update ${table} set ${set} where ${where}`;
}

const schemaQuery = `
  select line from (
    select format('%s.%s %s%s%s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end, ' ' || pg_get_expr(adbin, adrelid)) as line
    from pg_attribute join pg_class on pg_class.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
    union all
    select pg_get_indexdef(indexrelid) || case when indisvalid then '' else ' INVALID' end from pg_index
    join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all
    select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n'
    union all
    select format('%s %s', enumtypid::regtype, enumlabel) from pg_enum
  ) schema where line not like 'mikro_orm_migrations%' and line not like '%mikro_orm_migrations_pkey%'
  order by line collate "C"`;

/** What the linter calls an error in the files of a project, as the migrator asks it before they run. */
export async function lintErrors(project: Project): Promise<string[]> {
  const errors: string[] = [];
  const earlier: string[] = [];
  for (const file of await migrationFiles(project.folder)) {
    const { isTransactional, statements } = await stepsOf(join(project.folder, file), "up");
    const sql = statements.map((statement) => `${statement.replace(/;\s*$/, "")};`).join("\n");
    const { findings } = lint(sql, {
      isInTransaction: isTransactional,
      earlier,
      serverVersion: { major: 18, minor: undefined },
      timeZone: "UTC",
      hasLockTimeout: true,
      hasStatementTimeout: true,
    });
    const found = findings.filter(({ level }) => level === "error");
    errors.push(...found.map(({ rule, statement }) => `${file}: ${rule}: ${statement}`));
    earlier.push(sql);
  }
  return errors;
}

/** What the files do, in short: for review in a test. */
export async function summary(project: Project, files: readonly string[]): Promise<string> {
  const parts = await Promise.all(files.map((file) => fileSummary(project, file)));
  return parts.join("\n");
}

async function fileSummary(project: Project, file: string): Promise<string> {
  const path = join(project.folder, file);
  const up = await stepsOf(path, "up");
  const down = await stepsOf(path, "down").catch((error: unknown) => ({
    steps: [`cannot: ${String(error)}`],
  }));
  const name = file.replace(/^Migration\d{14}_|\.ts$/g, "");
  const line = (direction: string) => (sql: string) => `  ${direction} ${sql.replaceAll(/\s+/g, " ").trim()}`;
  return [
    `${name}${up.isTransactional ? "" : " (no transaction)"}`,
    ...up.steps.map(line("up:  ")),
    ...down.steps.map(line("down:")),
  ].join("\n");
}
