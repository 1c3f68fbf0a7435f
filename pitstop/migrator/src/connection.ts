import pg from "pg";

export interface ConnectionOptions {
  /** In milliseconds; 0 waits for ever. */
  lockTimeout?: number;
  /** In milliseconds; 0 has no limit. */
  statementTimeout?: number;
}

/**
 * One connection of the migrator, with its own timeouts: no other session of the application has them. Times and
 * numbers read the same on every server. Give it to `end()` when done.
 */
export async function connect(url: string, options: ConnectionOptions = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "pitstop migrator",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: settings({
      timezone: "UTC",
      datestyle: "ISO",
      intervalstyle: "iso_8601",
      extra_float_digits: 1,
      bytea_output: "hex",
      lock_timeout: options.lockTimeout ?? 0,
      statement_timeout: options.statementTimeout ?? 0,
    }),
  });
  // A connection that is cut says so to the query that waits on it; without this it would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // Without a password it would stay half open, and the server would wait a minute for it.
    void client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

function settings(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
}
