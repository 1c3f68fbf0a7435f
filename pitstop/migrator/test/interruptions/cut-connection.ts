import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { silentReporter } from "../../src/report/reporter.ts";
import { isLong } from "../long-form.ts";
import { testConnection } from "../server.ts";
import { networkTo } from "./breakable-network.ts";
import { migrateTarget, type Target } from "./car-migrations.ts";
import { expectFinished, expectNothingLost } from "./final-state.ts";
import { startMigrator } from "./migrator-process.ts";
import type { PreparedServer, ServerKind } from "./prepared-server.ts";
import { randomMoment } from "./random-moment.ts";

const CUTS = isLong ? 20 : 1;

const isReported = /^(done|failed (LOCK_LOST|\w+_CONNECTION_LOST))$/;

/** Interrupts a run at a random moment: it reports so in the end, and another one finishes. */
async function finishedAfter(
  prepared: PreparedServer,
  fault: (target: Target) => Promise<{ over: Target; happens: () => unknown }>,
) {
  const target = await prepared.newTarget();
  const { over, happens } = await fault(target);
  const running = startMigrator(over);
  const { point, after } = randomMoment(prepared.points);
  await running.reaches(point);
  await pause(after);
  await happens();
  expect(await running.end(), `${point}, ${after} ms later`).toMatch(isReported);
  await expectNothingLost(target, prepared.final);
  await migrateTarget(target, silentReporter);
  await expectFinished(target, prepared.final);
  await target.remove();
}

/** The embedded server ends sessions; on the way to an installed one, connections are dropped. */
export function testCutConnections(kind: ServerKind, prepared: () => PreparedServer): void {
  test.runIf(kind === "embedded")(
    "sessions that the server ends are reported, and the next migrator finishes",
    async () => {
      for (let cut = 0; cut < CUTS; cut++) {
        await finishedAfter(prepared(), async (target) => {
          const watcher = await testConnection(target.url);
          const isAll = Math.random() < 0.5;
          const happens = async () => {
            await watcher.query(
              `select pg_terminate_backend(pid) from (
               select pid from pg_stat_activity where application_name like 'pitstop%' and pid <> pg_backend_pid()
                 and datname = current_database() order by random() limit $1) as chosen`,
              [isAll ? null : 1],
            );
            await watcher.end();
          };
          return { over: target, happens };
        });
      }
    },
  );

  test.runIf(kind === "installed")(
    "connections that are dropped on the way are reported, and the next migrator finishes",
    async () => {
      for (let cut = 0; cut < CUTS; cut++) {
        await finishedAfter(prepared(), async (target) => {
          const { url, drop } = await networkTo(target.url);
          return { over: { ...target, url }, happens: drop };
        });
      }
    },
  );
}
