import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  copyPostgres,
  memoryFolder,
  type Postgres,
  startPostgres,
  type TemporaryFolder,
  temporaryFolder,
} from "@pitstop/postgres";
import pg from "pg";
import { giveBackCopy, takeCopy } from "./copy-pool.ts";
import { compiledFolders } from "./copy-workspace.ts";

/** What follows from the domains of a copy and is written when it is prepared. */
const described = [
  "packages/api/contract.json",
  "packages/api/src/contract/version.json",
  "packages/api/src/contract/versions.json",
];

/** What a command answered. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the workspace with a development database of its own, in which `pitstop` runs as people run it. */
export class PitstopCopy {
  readonly root = takeCopy();
  readonly data: string;
  readonly #folder: TemporaryFolder | undefined;
  readonly #environment: NodeJS.ProcessEnv;
  #server: Postgres | undefined;

  /** With a development database of its own, or on that of another copy, and with variables for all that runs in it. */
  constructor(data?: string, environment: NodeJS.ProcessEnv = {}) {
    this.#environment = environment;
    this.#folder = data === undefined ? (memoryFolder() ?? temporaryFolder()) : undefined;
    this.data = data ?? join(this.#folder?.path ?? "", "data");
  }

  /** Another copy of these files, on the same development database. */
  withSharedData(): PitstopCopy {
    const other = new PitstopCopy(this.data, this.#environment);
    for (const [path, text] of Object.entries(this.tree())) {
      mkdirSync(dirname(join(other.root, path)), { recursive: true });
      writeFileSync(join(other.root, path), text);
    }
    copyCaches(this, other);
    return other;
  }

  /** Makes this one what another one is: what was built, what follows from the domains, the database. */
  async beginAs(prepared: Pick<PitstopCopy, "root" | "data">): Promise<void> {
    await copyPostgres({ from: prepared.data, to: this.data });
    for (const file of described) cpSync(join(prepared.root, file), join(this.root, file));
    copyCaches(prepared, this);
  }

  /** Keeps the server of the database running until the copy is removed: each command would start and stop it. */
  async keepServer(): Promise<void> {
    this.#server = await startPostgres({ folder: this.data });
  }

  /** Runs `pitstop` with these words. Without a terminal, as in a script. */
  pitstop(...words: string[]): Promise<Answer> {
    return this.run("pitstop/cli", "pitstop/cli/src/main.ts", words).ended;
  }

  /** Starts a script of the copy, with what comes on its standard input; `kill` ends it and all that it started, at once. */
  run(
    folder: string,
    script: string,
    words: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    input = "",
  ) {
    const child = spawn(process.execPath, [join(this.root, script), ...words], {
      cwd: join(this.root, folder),
      env: {
        ...process.env,
        PITSTOP_DATA: this.data,
        DATABASE_URL: "",
        NO_COLOR: "1",
        CI: "true",
        ...this.#environment,
        ...environment,
      },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    child.stdin.end(input);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    const ended = new Promise<Answer>((resolve) =>
      child.once("close", (status) => resolve({ status, stdout, stderr })),
    );
    return { ended, kill: () => process.kill(-Number(child.pid), "SIGKILL") };
  }

  /** Asks the development database. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    const server = await startPostgres({ folder: this.data });
    const client = new pg.Client({ connectionString: server.url.replace(/\/[^/]*$/, "/pitstop") });
    try {
      await client.connect();
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
      await server.stop();
    }
  }

  /** Every source file with its text: what git would see. */
  tree(): Record<string, string> {
    return Object.fromEntries(
      sourcesIn(this.root).map((file) => [relative(this.root, file), readFileSync(file, "utf8")]),
    );
  }

  /** Writes the files that differ from an earlier `tree`; those that it doesn't have stay. */
  restore(tree: Readonly<Record<string, string>>): void {
    const present = this.tree();
    for (const [path, text] of Object.entries(tree))
      if (present[path] !== text) writeFileSync(join(this.root, path), text);
  }

  async remove(): Promise<void> {
    try {
      await this.#server?.stop();
    } finally {
      // With the servers that commands left which were killed: of the database, and of a rehearsal.
      this.#folder?.remove();
      giveBackCopy(this.root);
    }
  }
}

/**
 * The files below a folder that git would see. Node's own recursive listing follows links, and packages link each
 * other: it would find a million and a half of them.
 */
const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return path;
    return entry.isDirectory() && !NOT_SOURCES.has(entry.name) ? sourcesIn(path) : [];
  });

const NOT_SOURCES = new Set(["node_modules", ".pitstop", "dist", ".git"]);

/** What every column of the application's tables is, as one text: two databases of one shape give the same. */
export const SHAPE = `
  select string_agg(format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)), E'\\n' order by c.relname, a.attname)
    || coalesce((select string_agg(pg_get_indexdef(indexrelid), E'\\n' order by indexrelid::regclass::text) from pg_index join pg_class t on t.oid = indrelid where t.relnamespace = 'public'::regnamespace), '')
    || coalesce((select string_agg(conname || pg_get_constraintdef(oid), E'\\n' order by conname) from pg_constraint where connamespace = 'public'::regnamespace), '') as shape
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;

/** What the compiler found in one copy holds in another one with the same files. */
function copyCaches(from: Pick<PitstopCopy, "root">, to: PitstopCopy): void {
  for (const folder of compiledFolders(from.root)) {
    const cache = join(folder, "node_modules/.cache");
    rmSync(join(to.root, cache), { recursive: true, force: true });
    if (existsSync(join(from.root, cache)))
      cpSync(join(from.root, cache), join(to.root, cache), { recursive: true });
  }
}
