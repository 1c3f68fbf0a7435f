import pg from "pg";

/** Runs one statement on a connection of its own. */
export async function runOn(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** The address of another database of the same server. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

const DUPLICATE_DATABASE = new Set(["42P04", "23505"]);

/** Creates a database where it is not there yet; gives its address. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const present = await runOn(serverUrl, "select 1 from pg_database where datname = $1", [name]);
  if (present.length === 0) {
    await runOn(serverUrl, `create database ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!DUPLICATE_DATABASE.has(code)) throw error; // otherwise somebody else was first
    });
  }
  return urlOfDatabase(serverUrl, name);
}
