import { expect, onTestFinished, test, vi } from "vitest";
import { runOn } from "./database.ts";
import { prepareTestCluster, startTestServer } from "./index.ts";

test("servers that are started at once begin as one prepared cluster, and are apart from one another", async () => {
  // The one that other tests begin as is not what is tested.
  vi.stubEnv("PITSTOP_TEST_CLUSTER", undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const remove = await prepareTestCluster();
  const servers = await Promise.all([startTestServer(), startTestServer()]);
  remove();
  const alone = await startTestServer();
  const clusters: unknown[] = [];
  for (const { url } of [...servers, alone]) {
    // Fails where another server has made the table already.
    await runOn(url, "create table cars ()");
    const [row] = await runOn(url, "select system_identifier::text as cluster from pg_control_system()");
    clusters.push(row?.cluster);
  }
  expect(clusters[1]).toBe(clusters[0]);
  expect(clusters[2]).not.toBe(clusters[0]);
  for (const server of [...servers, alone]) await server.stop();
});
