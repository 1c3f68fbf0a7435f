import { connect } from "../connection.ts";
import { MigratorError } from "../errors.ts";
import { compareFingerprints, fingerprintTables } from "../fingerprint/index.ts";
import type { Backup } from "./manifest.ts";

/** Compares what was put back with what the backup says it holds. Throws MigratorError BACKUP_RESTORE_DIFFERS. */
export async function checkRestored({ folder, manifest }: Backup, url: string): Promise<void> {
  const client = await connect(url);
  try {
    const tables = manifest.fingerprints.map(({ schema, table }) => ({ schema, table }));
    const differences = compareFingerprints(
      manifest.fingerprints,
      await fingerprintTables(client, { tables }),
    );
    if (differences.length === 0) return;
    throw new MigratorError(
      "BACKUP_RESTORE_DIFFERS",
      `What came back from ${folder} is not what was backed up: ${differences.map(({ sentence }) => sentence).join(" ")}`,
      "Nothing was replaced. Use another backup, and keep this one to find out why.",
    );
  } finally {
    await client.end();
  }
}
