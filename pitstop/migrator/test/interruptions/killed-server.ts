import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { silentReporter } from "../../src/report/reporter.ts";
import { isLong } from "../long-form.ts";
import { migrateTarget } from "./car-migrations.ts";
import { expectFinished, expectNothingLost } from "./final-state.ts";
import { startMigrator } from "./migrator-process.ts";
import type { PreparedServer, ServerKind } from "./prepared-server.ts";
import { randomMoment } from "./random-moment.ts";

const CRASHES = isLong ? 20 : 1;

/** In the ordinary form under the embedded server alone. */
export function testKilledServers(kind: ServerKind, server: () => PreparedServer): void {
  test.runIf(kind === "embedded" || isLong)(
    "PostgreSQL killed under a migrator is reported, and the next migrator finishes",
    async () => {
      const prepared = server();
      for (let crash = 0; crash < CRASHES; crash++) {
        const target = await prepared.newTarget();
        const running = startMigrator(target);
        const { point, after } = randomMoment(prepared.points);
        await running.reaches(point);
        await pause(after);
        await prepared.crash();
        expect(await running.end(), `${point}, ${after} ms later`).toMatch(
          /^(done|failed (LOCK_LOST|\w+_CONNECTION_LOST))$/,
        );
        await expectNothingLost(target, prepared.final);
        await migrateTarget(target, silentReporter);
        await expectFinished(target, prepared.final);
        await target.remove();
      }
    },
  );
}
