import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { spawnScript } from "../spawn-script.ts";
import type { Target } from "./car-migrations.ts";

/** A point that a run reached, and when, in milliseconds since it began. */
export interface Point {
  readonly name: string;
  readonly at: number;
}

/** A migrator in a process of its own, under way. */
export interface MigratorProcess {
  /** The points that it reached so far; the last is "done" or "failed …" once it has ended. */
  readonly points: readonly Point[];
  readonly pid: number | undefined;
  /** Waits until it is there; false where it ended without having been there. */
  reaches(point: string): Promise<boolean>;
  /** Kills it, the hard way; false where it had ended before. */
  kill(): Promise<boolean>;
  /** Waits for its end, and gives its last word. */
  end(): Promise<string>;
}

const script = `
  import { printRun } from "${import.meta.resolve("./printed-run.ts")}";
  const [, target, stopAt] = process.argv;
  await printRun(JSON.parse(target), stopAt);
`;

/** Starts a migrator; it stands still at `stopAt`. */
export function startMigrator(target: Target, stopAt?: string): MigratorProcess {
  const { url, backupFolder, embeddedFolder } = target;
  const plain = JSON.stringify({ url, backupFolder, embeddedFolder });
  const child = spawnScript(script, stopAt === undefined ? [plain] : [plain, stopAt]);
  const start = performance.now();
  const points: Point[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (name) => points.push({ name, at: performance.now() - start }));
  const exit = once(child, "exit");
  const isOver = Promise.all([exit, once(lines, "close")]).then(() => true);
  return {
    points,
    pid: child.pid,
    reaches: async (point) => {
      const isThere = () => points.some(({ name }) => name === point);
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
      return points.at(-1)?.name ?? "";
    },
  };
}

/** Kills a migrator that stands still at a point; false where it does not come there. */
export async function killAt(target: Target, point: string): Promise<boolean> {
  const running = startMigrator(target, point);
  await running.reaches(point);
  return running.kill();
}

/** Kills a migrator some milliseconds after it was at a point; false where it is done before. */
export async function killAfter(target: Target, point: string, milliseconds: number): Promise<boolean> {
  const running = startMigrator(target);
  if (await running.reaches(point)) await Promise.race([running.end(), pause(milliseconds)]);
  return running.kill();
}
