// The running application follows the files of the repository, and nothing else: a change that `pitstop` is making counts
// when it is done, and a file that is written with the text it had doesn't.
import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { join, relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { watch } from "chokidar";
import { announceStart, isChanging } from "pitstop/follow";
import type { Gate } from "./gate.ts";
import { isServed } from "./served-files.ts";
import type { Serving } from "./serving.ts";

/** Files that are written together are followed together, in milliseconds. */
const QUIET = 100;

/** Follows the files from now on. Gives what ends it. */
export async function followFiles(root: string, serving: Serving, gate: Gate): Promise<() => Promise<void>> {
  const ending = new AbortController();
  let due: NodeJS.Timeout | undefined;
  const follow = () => {
    clearTimeout(due);
    due = setTimeout(() => void followWhenDone(root, serving, ending.signal), QUIET);
  };
  // It watches folders: a file that is replaced by renaming another one is seen, which a watch of the file itself isn't.
  const watcher = watch([join(root, "apps/server"), join(root, "packages"), join(root, "pitstop")], {
    ignoreInitial: true,
    ignored: (path, stats) => /(^|\/)(node_modules|dist|\.git)$/.test(path) || stats?.isSocket() === true,
  });
  watcher.on("all", (_event, path) => {
    if (isServed(relative(root, path).split(sep).join("/"))) follow();
  });
  watcher.on("error", (error) => console.error(`The files can't be watched: ${error}`));
  const stopTaking = await takeRequests(root, serving, gate);
  return async () => {
    ending.abort();
    clearTimeout(due);
    stopTaking();
    await watcher.close();
  };
}

async function followWhenDone(root: string, serving: Serving, ending: AbortSignal): Promise<void> {
  while (isChanging(root)) await pause(QUIET);
  try {
    await serving.follow();
  } catch {
    if (ending.aborted) return; // its server was stopped with all others
    // The server said above why it doesn't start.
    console.error("The server doesn't start with the files as they are. The one before it goes on serving.");
  }
}

/** What `pitstop` asks while it changes files and database: each is answered when it is done. */
async function takeRequests(root: string, serving: Serving, gate: Gate): Promise<() => void> {
  const secret = randomUUID();
  const requests: Record<string, () => Promise<void>> = {
    follow: () => serving.follow(),
    hold: async () => {
      await gate.hold();
      void releaseWhenDone(root, gate);
    },
    release: async () => gate.release(),
  };
  const server = createServer((request, response) => {
    const [, given = "", name = ""] = request.url?.split("/") ?? [];
    const work = given === secret ? requests[name] : undefined;
    if (!work) return void response.writeHead(404).end();
    void answer(response, work);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const withdraw = announceStart(root, `http://127.0.0.1:${port}/${secret}`);
  return () => {
    withdraw();
    server.close();
    server.closeAllConnections();
  };
}

async function answer(response: ServerResponse, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
}

/** A command that was killed releases nothing. */
async function releaseWhenDone(root: string, gate: Gate): Promise<void> {
  while (isChanging(root)) await pause(QUIET);
  gate.release();
}
