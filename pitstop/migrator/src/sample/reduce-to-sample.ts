import { connect } from "../connection.ts";
import { fillSample, type SampleOptions, type SampleSize } from "./fill-sample.ts";
import { tablesToSample } from "./tables.ts";

/**
 * Leaves of a whole copy what a sample of the original has. For the embedded server, which has no pg_dump: it needs a
 * superuser, who can do without triggers and the checks of foreign keys for a moment.
 */
export async function reduceToSample(
  originalUrl: string,
  copyUrl: string,
  options: SampleOptions,
): Promise<SampleSize> {
  const [original, copy] = [await connect(originalUrl), await connect(copyUrl)];
  try {
    const tables = (await tablesToSample(copy, options.migrationsTable)).filter(({ isOwn }) => !isOwn);
    await copy.query("set session_replication_role = replica");
    if (tables.length > 0) await copy.query(`truncate ${tables.map(({ name }) => name).join(", ")}`);
    return await fillSample(original, copy, options);
  } finally {
    await Promise.allSettled([original.end(), copy.end()]);
  }
}
