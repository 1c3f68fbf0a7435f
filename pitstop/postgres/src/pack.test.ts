import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runOn } from "./database.ts";
import { packPostgres, startPostgres, unpackPostgres } from "./index.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

test("a packed server that was in use holds all that was committed before packing ended", async () => {
  const { from, to, archive } = await places();
  const source = await startPostgres({ folder: from });
  await runOn(source.url, "create table counted as select generate_series(1, 50000) as n");
  const packing = new AbortController();
  const writing = (async () => {
    while (!packing.signal.aborted) {
      await runOn(source.url, "insert into counted select generate_series(1, 100)");
      await runOn(source.url, "create table passing (n int)");
      await runOn(source.url, "drop table passing");
      await runOn(source.url, "checkpoint");
    }
  })();
  await packPostgres({ from, into: createWriteStream(archive) });
  packing.abort();
  await writing;
  await unpackPostgres({ from: createReadStream(archive), to });
  const copy = await startPostgres({ folder: to });
  const [{ rows } = { rows: 0 }] = (await runOn(copy.url, "select count(*)::int as rows from counted")) as {
    rows: number;
  }[];
  expect(rows).toBeGreaterThanOrEqual(50_000);
  expect(rows % 100).toBe(0);
  await copy.stop();
  await source.stop();
});

test("a server at rest is packed, and ordinary tools read the archive", async ({ skip }) => {
  const { from, to, archive } = await places();
  const source = await startPostgres({ folder: from });
  await runOn(source.url, "create table kept as select 7 as n");
  await source.stop();
  let bytes = 0;
  await packPostgres({ from, into: createWriteStream(archive), onBytes: (more) => (bytes += more) });
  expect(bytes).toBeGreaterThan(1_000_000);
  await unpackPostgres({ from: createReadStream(archive), to });
  const copy = await startPostgres({ folder: to });
  expect(await runOn(copy.url, "select n from kept")).toEqual([{ n: 7 }]);
  await copy.stop();
  const byTar = join(to, "by-tar");
  mkdirSync(byTar);
  if (spawnSync("tar", ["--zstd", "-xf", archive, "-C", byTar]).status !== 0)
    return skip("no tar with zstd here");
  expect(readFileSync(join(byTar, "data/PG_VERSION"))).toEqual(readFileSync(join(from, "data/PG_VERSION")));
  expect(readFileSync(join(byTar, "password"))).toEqual(readFileSync(join(from, "password")));
});

test("an archive that was cut off is not unpacked in silence", async () => {
  const { from, to, archive } = await places();
  await (await startPostgres({ folder: from })).stop();
  await packPostgres({ from, into: createWriteStream(archive) });
  truncateSync(archive, 1_000_000);
  await expect(unpackPostgres({ from: createReadStream(archive), to })).rejects.toThrow();
});

test("a server with tablespaces elsewhere is not packed", async () => {
  const { from, archive, folder } = await places();
  const source = await startPostgres({ folder: from });
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere, { mode: 0o777 });
  spawnSync("chmod", ["777", elsewhere]);
  spawnSync("chown", ["65534", elsewhere]);
  await runOn(source.url, `create tablespace elsewhere location '${elsewhere}'`);
  await expect(packPostgres({ from, into: createWriteStream(archive) })).rejects.toMatchObject({
    code: "POSTGRES_TABLESPACE",
  });
  await source.stop();
});

async function places(): Promise<{ folder: string; from: string; to: string; archive: string }> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const within = (name: string) => join(folder.path, name);
  await beginAsTestCluster(within("from"));
  return { folder: folder.path, from: within("from"), to: within("to"), archive: within("archive.tar.zst") };
}
