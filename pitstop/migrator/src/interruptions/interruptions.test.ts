// Whatever interrupts a migrator, the next one finishes. All of them share a server of each kind: to prepare one takes as
// long as to interrupt two runs on it.
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { notInstalled } from "../../test/installed-server.ts";
import { testCutConnections } from "../../test/interruptions/cut-connection.ts";
import { testFullDisks } from "../../test/interruptions/full-disk.ts";
import { testKilledMigrators } from "../../test/interruptions/killed-migrator.ts";
import { testKilledServers } from "../../test/interruptions/killed-server.ts";
import {
  embeddedServer,
  installedServer,
  type PreparedServer,
} from "../../test/interruptions/prepared-server.ts";

const kinds = [
  { kind: "embedded", prepare: embeddedServer },
  { kind: "installed", prepare: installedServer },
] as const;

// What interrupts and what goes on is the same code for both.
const sample = process.env.PITSTOP_LONG === "1" ? kinds : kinds.slice(0, 1);

describe.each(sample)("on a server that is $kind", ({ kind, prepare }) => {
  let found: PreparedServer | undefined;
  beforeAll(async () => {
    found = await prepare();
  });
  beforeEach(({ skip }) => {
    if (!found) return skip(notInstalled);
  });
  afterAll(() => found?.remove());

  const prepared = (): PreparedServer => {
    if (!found) throw new Error(notInstalled);
    return found;
  };
  testKilledMigrators(kind, prepared);
  testCutConnections(kind, prepared);
  testKilledServers(kind, prepared);
  testFullDisks(kind, prepared);
});
