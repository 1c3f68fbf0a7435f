import type pg from "pg";

/** Does the work in a transaction: all of it or nothing. */
export async function inTransaction<Result>(
  client: pg.ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    // A connection that is gone has rolled back by itself.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Does the work in a transaction of which nothing stays. */
export async function rolledBack<Result>(
  client: pg.ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query("begin");
  try {
    return await work();
  } finally {
    // A connection that is gone has rolled back by itself.
    await client.query("rollback").catch(() => undefined);
  }
}
