import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTemplate, createTestDatabase, startPostgres } from "@pitstop/postgres";
import { startInstalledServer } from "../backup/testing.ts";
import { connect } from "../connection.ts";
import { type FinalState, finalState } from "./intact.ts";
import { placesReporter } from "./places.ts";
import { beginRoad, type Road, walkRoad } from "./road.ts";
import type { Place } from "./walking.ts";

/** A server with a database to copy for each walk, and what a walk without faults makes of it. */
export interface Ground {
  /** The places that such a walk comes to. */
  readonly places: readonly Place[];
  readonly final: FinalState;
  newRoad(): Promise<GroundRoad>;
  /** Kills the server, the hard way, and starts it again. */
  crash(): Promise<void>;
  remove(): Promise<void>;
}

export interface GroundRoad extends Road {
  remove(): Promise<void>;
}

/** Where backups are copies of a server's files, and rehearsals run on a second server. */
export async function embeddedGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-ground-server-"));
  chmodSync(folder, 0o755); // the server may run under another account
  const start = (port?: number) =>
    startPostgres({ folder, settings: { fsync: "off" }, ...(port !== undefined && { port }) });
  let server = await start();
  const ground = await prepareGround(server.url, folder);
  const crash = async () => {
    const killed = server;
    process.kill(killed.pid, "SIGKILL");
    await untilGone(killed.pid);
    server = await start(killed.port);
    await killed.stop(); // it only takes back that it is used
  };
  const remove = async () => {
    await ground.remove();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...ground, crash, remove };
}

/**
 * A copied database has sequences of which the next 32 numbers count as logged already, which is true of the template
 * alone: after a crash they would be given again. The first number after a checkpoint is logged anew.
 */
async function checkpoint(url: string): Promise<void> {
  const client = await connect(url);
  await client.query("checkpoint");
  await client.end();
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      await pause(5);
    } catch {
      return;
    }
  }
}

/** Where backups are dumps, and rehearsals run on a second database; undefined without an installed server. */
export async function installedGround(): Promise<Ground | undefined> {
  const server = await startInstalledServer();
  if (!server) return undefined;
  const ground = await prepareGround(server.url);
  const remove = async () => {
    await ground.remove();
    server.stop();
  };
  return { ...ground, crash: server.crash, remove };
}

/** `embeddedFolder` is that of the server where it is an embedded one. */
async function prepareGround(serverUrl: string, embeddedFolder?: string): Promise<Omit<Ground, "crash">> {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-ground-"));
  chmodSync(folder, 0o755); // the server may run under another account
  const roadTo = (url: string) => ({
    url,
    backupFolder: mkdtempSync(join(folder, "backups-")),
    ...(embeddedFolder && { embeddedFolder }),
  });
  const template = await createTemplate(serverUrl, (url) => beginRoad(roadTo(url)));
  const newRoad = async () => {
    const { url, drop } = await createTestDatabase(template.url);
    await checkpoint(url);
    const road = roadTo(url);
    chmodSync(road.backupFolder, 0o755);
    const remove = async () => {
      await drop();
      rmSync(road.backupFolder, { recursive: true, force: true, maxRetries: 20 });
    };
    return { ...road, remove };
  };
  const road = await newRoad();
  const start = performance.now();
  const places: Place[] = [];
  const reporter = placesReporter((name) => places.push({ name, at: performance.now() - start }));
  await walkRoad(road, reporter);
  const final = await finalState(road.url);
  await road.remove();
  return {
    places,
    final,
    newRoad,
    remove: async () => {
      await template.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
