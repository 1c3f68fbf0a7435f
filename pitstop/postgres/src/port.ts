import { randomInt } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

/** Below the ports that systems hand out by themselves: Linux from 32768 on, macOS and Windows from 49152 on. */
const [LOWEST, BEHIND] = [20_000, 32_768] as const;

const ATTEMPTS = 100;

/**
 * A port on the loopback that nobody listens on at the moment. The system gives it to no connection of its own, so it
 * stays free until whoever asked listens on it, which may take seconds.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, BEHIND);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`None of ${ATTEMPTS} ports from ${LOWEST} on can be listened on.`);
}

/** Whether a port on the loopback can be listened on. */
export function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

const LISTENING = "0A";

/** The process that listens on a TCP port, where the system tells (Linux, and processes that we may look into). */
export function holderOfPort(port: number): number | undefined {
  try {
    const inode = inodeOfListener(port);
    return inode === undefined ? undefined : processWithSocket(inode);
  } catch {
    return undefined;
  }
}

/** From the table of sockets: https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.txt */
function inodeOfListener(port: number): string | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${wanted}`) && state === LISTENING) return inode;
    }
  }
  return undefined;
}

function processWithSocket(inode: string): number | undefined {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const holder = pids.find((pid) => openFiles(pid).includes(`socket:[${inode}]`));
  return holder === undefined ? undefined : Number(holder);
}

/** What a process has open; nothing of another account's process, or of one that just ended. */
function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) =>
      linkTarget(`/proc/${pid}/fd/${descriptor}`),
    );
  } catch {
    return [];
  }
}

function linkTarget(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch {
    return []; // closed since it was listed
  }
}
