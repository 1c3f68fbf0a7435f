import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  embeddedServer,
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { isLong } from "../../test/long-form.ts";
import { randomTables, statementsFor } from "../../test/random-database.ts";
import { connect } from "../connection.ts";
import { compareFingerprints, fingerprintTables, type TableFingerprint } from "../fingerprint/index.ts";
import { backUp, openShadow, restoreBackup } from "./index.ts";

const RUNS = isLong ? 50 : 2;

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

test(`${RUNS} random databases come back from a dump as they were`, async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  const { url: server } = installed;
  const folder = newFolder();
  await fc.assert(
    fc.asyncProperty(randomTables, async (tables) => {
      const url = await newDatabase(server);
      await run(url, ...statementsFor(tables));
      const before = await fingerprints(url);
      const schema = await schemaOf(url);
      const backup = await backUp({ url, folder });
      expect(backup.manifest.fingerprints).toEqual(before);
      const { kept } = await restoreBackup({ backup: backup.folder, url });
      expect(compareFingerprints(before, await fingerprints(url))).toEqual([]);
      expect(await fingerprints(url)).toEqual(before);
      expect(await schemaOf(url)).toEqual(schema);
      await run(server, `drop database "${kept}"`, `drop database "${new URL(url).pathname.slice(1)}"`);
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS} random databases come back from a base backup as they were`, async () => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = newFolder();
  await fc.assert(
    fc.asyncProperty(randomTables, async (tables) => {
      await run(
        url,
        "drop schema public cascade",
        'drop schema if exists "Other ""schema" cascade',
        "create schema public",
      );
      await run(url, ...statementsFor(tables));
      const before = await fingerprints(url);
      const backup = await backUp({ url, folder, embeddedFolder });
      expect(backup.manifest.fingerprints).toEqual(before);
      const shadow = await openShadow(backup, { url });
      try {
        expect(await fingerprints(shadow.url)).toEqual(before);
        expect(await schemaOf(shadow.url)).toEqual(await schemaOf(url));
      } finally {
        await shadow.remove();
      }
    }),
    { numRuns: RUNS },
  );
});

async function fingerprints(url: string): Promise<TableFingerprint[]> {
  const client = await connect(url);
  try {
    return await fingerprintTables(client);
  } finally {
    await client.end();
  }
}

/** Indexes, constraints and comments, as PostgreSQL writes them. */
function schemaOf(url: string): Promise<unknown[]> {
  return run(
    url,
    `select pg_get_indexdef(indexrelid) as text from pg_index join pg_class on pg_class.oid = indrelid
       where indrelid >= 16384 and relkind <> 't'
     union all select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid >= 16384
     union all select description from pg_description where objoid >= 16384 order by 1`,
  );
}
