// Applies all migrations to an empty database and compares it with the entities. Answers with the differences as JSON;
// It runs in the root of the workspace. With --write, the snapshot says afterward what the migrations make.
import { developmentOf } from "@pitstop/database/development";
import { migratingOf } from "@pitstop/database/migrating";
import { driftOf, explainedError, SafeMigrator } from "@pitstop/migrator";
import { createTemplate, startPostgres } from "@pitstop/postgres";
import { applicationDatabase } from "../workspace/application-database.ts";

const root = process.cwd();
const { openForMigration } = migratingOf(await applicationDatabase(root));

// Never the server of DATABASE_URL: it may be one that people work with.
const server = await startPostgres({ folder: developmentOf({ root }).dataFolder });
const scratch = await createTemplate(server.url, async () => undefined);
try {
  process.stdout.write(JSON.stringify(await differences(process.argv.includes("--write"))));
} catch (error) {
  const { code, message } = explainedError(error);
  process.stderr.write(`${message} (${code})\n`);
  process.exitCode = 1;
} finally {
  await scratch.drop();
  await server.stop();
}

async function differences(isWritten: boolean): Promise<string[]> {
  // Each was linted when it was new, and what they read is not there yet.
  const orm = await openForMigration(scratch.url, { without: ["lint"] });
  try {
    const { migrator } = orm;
    if (!(migrator instanceof SafeMigrator)) throw new Error("The workspace has another migrator.");
    await migrator.up();
    const { differences: drift, unread } = await driftOf(orm.config, scratch.url);
    if (unread !== undefined) throw new Error(unread);
    const found = [...drift.map(({ sentence }) => sentence), ...(await migrator.withoutEntity())];
    if (isWritten) await migrator.noteSchema(found.length === 0 ? "entities" : "database");
    return found;
  } finally {
    await orm.close(true);
  }
}
