import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { type Lock, locks } from "../../src/lock.ts";
import type { Recipe, RecipeMigration, Statement } from "../../src/recipes/recipe.ts";
import { quotedTable, type TableName } from "../../src/table-name.ts";

/** What a statement really did. */
interface Effect {
  readonly sql: string;
  /** The strongest lock per table, under the table's name as a recipe shows it. */
  readonly locks: Readonly<Record<string, Lock>>;
  /** Scans, rewrites and builds that the server spoke of (DEBUG1), while a lock was held that blocks reads or writes. */
  readonly blockingWork: readonly string[];
}

/** Carries out recipes statement by statement, and notes what each does. The second client only looks on. */
export class Carrier {
  readonly #client: pg.ClientBase;
  readonly #onlooker: pg.ClientBase;
  readonly #notices: string[] = [];

  constructor(client: pg.ClientBase, onlooker: pg.ClientBase) {
    this.#client = client;
    this.#onlooker = onlooker;
    client.on("notice", ({ message }) => this.#notices.push(message ?? ""));
  }

  /** `table` is the one that backfills fill. */
  async up(recipe: Recipe, table: TableName): Promise<Effect[]> {
    const effects: Effect[] = [];
    for (const migration of recipe) effects.push(...(await this.#all(migration, migration.up, table)));
    return effects;
  }

  async down(recipe: Recipe, table: TableName): Promise<void> {
    for (const migration of recipe.toReversed()) {
      if ("impossible" in migration.down) throw new Error(migration.down.impossible);
      await this.#all(migration, migration.down.statements, table);
    }
  }

  async #all(
    { isTransactional }: RecipeMigration,
    statements: readonly Statement[],
    table: TableName,
  ): Promise<Effect[]> {
    const isConcurrent = statements.some(
      ({ kind, ...rest }) => kind === "sql" && /concurrently/.test(sqlOf(rest)),
    );
    if (isTransactional && isConcurrent) throw new Error("CONCURRENTLY in a transaction");
    const effects: Effect[] = [];
    for (const statement of statements) effects.push(await this.#one(statement, table));
    return effects;
  }

  async #one(statement: Statement, table: TableName): Promise<Effect> {
    if (statement.kind === "backfill") {
      const { set, where } = statement.backfill;
      const update = `update ${quotedTable(table)} set ${set} where ${where}`;
      await this.#client.query(update);
      const { rowCount } = await this.#client.query(update);
      // A row that was filled no longer matches: that is how a backfill ends.
      if (rowCount !== 0) throw new Error(`Rows match the backfill forever: ${where}`);
      return { sql: update, locks: {}, blockingWork: [] };
    }
    this.#notices.length = 0;
    const { sql } = statement;
    const taken = /\bconcurrently\b/.test(sql) ? await this.#beside(sql, table) : await this.#inside(sql);
    const isBlocking = Object.values(taken).some((lock) => locks.indexOf(lock) >= locks.indexOf("SHARE"));
    return { sql, locks: taken, blockingWork: isBlocking ? this.#notices.filter(isWork) : [] };
  }

  async #inside(sql: string): Promise<Record<string, Lock>> {
    const { rows } = await this.#client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await this.#client.query("begin; set local client_min_messages = debug1");
    const before = await this.#shown();
    await this.#client.query(sql);
    const taken = await this.#locksOf(rows[0]?.pid ?? 0, before);
    await this.#client.query("commit");
    return taken;
  }

  /** A statement that commits by itself waits for a writer of the table: meanwhile its locks can be seen. */
  async #beside(sql: string, table: TableName): Promise<Record<string, Lock>> {
    const { rows } = await this.#client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const pid = rows[0]?.pid ?? 0;
    const before = await this.#shown();
    await this.#onlooker.query("begin");
    await this.#onlooker.query(`lock table ${quotedTable(table)} in row exclusive mode`);
    const done = this.#client.query(sql);
    const isWaiting = async () => {
      const waiting = "select 1 from pg_locks where pid = $1 and not granted";
      return (await this.#onlooker.query(waiting, [pid])).rowCount !== 0;
    };
    while (!(await isWaiting())) await pause(5);
    const taken = await this.#locksOf(pid, before);
    await this.#onlooker.query("commit");
    await done;
    return taken;
  }

  /** Tables by their number: after a statement a table may have another name. */
  async #shown(): Promise<Map<string, string>> {
    const { rows } = await this.#client.query<{ oid: string; schema: string; name: string }>(
      `select c.oid, nspname as schema, relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind in ('r', 'v') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
    );
    return new Map(rows.map(({ oid, schema, name }) => [String(oid), `${schema}.${name}`]));
  }

  async #locksOf(pid: number, shown: Map<string, string>): Promise<Record<string, Lock>> {
    const { rows } = await this.#onlooker.query<{ oid: string; mode: string }>(
      "select relation::text as oid, mode from pg_locks where pid = $1 and granted and relation is not null",
      [pid],
    );
    const taken: Record<string, Lock> = {};
    for (const { oid, mode } of rows) {
      const table = shown.get(oid);
      const lock = locks.find((each) => each.replaceAll(" ", "") === mode.replace(/Lock$/, "").toUpperCase());
      if (table === undefined || lock === undefined) continue;
      const known = taken[table];
      if (known === undefined || locks.indexOf(lock) > locks.indexOf(known)) taken[table] = lock;
    }
    return taken;
  }
}

const sqlOf = (statement: object): string => ("sql" in statement ? String(statement.sql) : "");

function isWork(notice: string): boolean {
  return /^(verifying|rewriting) table|^building index|^validating/.test(notice);
}
