import { readFileSync } from "node:fs";
import { availableParallelism, platform, release } from "node:os";
import pg from "pg";

/** The machine in one line: a figure without it means nothing. */
export async function machine(databaseUrl: string): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ version: string; fsync: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync`,
  );
  await client.end();
  const postgres = `PostgreSQL ${rows[0]?.version} (fsync ${rows[0]?.fsync})`;
  return `${availableParallelism()} cores, ${system()}, Node ${process.versions.node}, ${postgres}`;
}

function system(): string {
  try {
    const name = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
    if (name) return name;
  } catch {
    // Only Linux has this file.
  }
  return `${platform()} ${release()}`;
}
