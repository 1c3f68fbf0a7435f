import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { spawnScript } from "../spawn-script.ts";
import type { Road } from "./road.ts";

/** A place that a walk came to, and when, in milliseconds since it began. */
export interface Place {
  readonly name: string;
  readonly at: number;
}

/** A migrator in a process of its own, under way. */
export interface Walking {
  /** The places that it came to so far; the last is "done" or "failed …" when it came to its end. */
  readonly places: readonly Place[];
  readonly pid: number | undefined;
  /** Waits until it is there; false where it ended without having been there. */
  reaches(place: string): Promise<boolean>;
  /** Kills it, the hard way; false where it had ended before. */
  kill(): Promise<boolean>;
  /** Waits for its end, and gives its last word. */
  end(): Promise<string>;
}

const script = `
  import { walkAloud } from "${import.meta.resolve("./walk-aloud.ts")}";
  const [, road, stopAt] = process.argv;
  await walkAloud(JSON.parse(road), stopAt);
`;

/** Starts a migrator; it stands still at `stopAt`. */
export function startWalk(road: Road, stopAt?: string): Walking {
  const { url, backupFolder, embeddedFolder } = road;
  const plain = JSON.stringify({ url, backupFolder, embeddedFolder });
  const child = spawnScript(script, stopAt === undefined ? [plain] : [plain, stopAt]);
  const start = performance.now();
  const places: Place[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (name) => places.push({ name, at: performance.now() - start }));
  const exit = once(child, "exit");
  const isOver = Promise.all([exit, once(lines, "close")]).then(() => true);
  return {
    places,
    pid: child.pid,
    reaches: async (place) => {
      const isThere = () => places.some(({ name }) => name === place);
      while (!isThere()) if (await Promise.race([isOver, pause(2, false)])) return isThere();
      return true;
    },
    kill: async () => {
      child.kill("SIGKILL");
      const [, signal] = await exit;
      return signal === "SIGKILL";
    },
    end: async () => {
      await isOver;
      return places.at(-1)?.name ?? "";
    },
  };
}

/** Kills a migrator that stands still at a place; false where it does not come there. */
export async function killAt(road: Road, place: string): Promise<boolean> {
  const walking = startWalk(road, place);
  await walking.reaches(place);
  return walking.kill();
}

/** Kills a migrator some milliseconds after it was at a place; false where it is done before. */
export async function killAfter(road: Road, place: string, milliseconds: number): Promise<boolean> {
  const walking = startWalk(road);
  if (await walking.reaches(place)) await Promise.race([walking.end(), pause(milliseconds)]);
  return walking.kill();
}
