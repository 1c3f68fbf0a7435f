import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runOn } from "./database.ts";
import { copyPostgres, startPostgres } from "./index.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

test("a copy of a server in use starts clean and holds all that was committed before it was asked for", async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const [from, to] = [join(folder.path, "from"), join(folder.path, "to")];
  await beginAsTestCluster(from);
  const source = await startPostgres({ folder: from });
  await runOn(source.url, "create table counted as select generate_series(1, 50000) as n");
  const copying = new AbortController();
  const writing = (async () => {
    while (!copying.signal.aborted)
      await runOn(source.url, "insert into counted select generate_series(1, 100)");
  })();
  await copyPostgres({ from, to });
  copying.abort();
  await writing;
  const copy = await startPostgres({ folder: to });
  const [{ rows } = { rows: 0 }] = (await runOn(copy.url, "select count(*)::int as rows from counted")) as {
    rows: number;
  }[];
  expect(rows).toBeGreaterThanOrEqual(50_000);
  expect(rows % 100).toBe(0);
  await runOn(copy.url, "insert into counted values (0)");
  await copy.stop();
  await source.stop();
});

test("a copy of a server at rest holds its data", async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const [from, to] = [join(folder.path, "from"), join(folder.path, "to")];
  await beginAsTestCluster(from);
  const source = await startPostgres({ folder: from });
  await runOn(source.url, "create table kept as select 7 as n");
  await source.stop();
  await copyPostgres({ from, to });
  const copy = await startPostgres({ folder: to });
  expect(await runOn(copy.url, "select n from kept")).toEqual([{ n: 7 }]);
  await copy.stop();
});
