import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import { freePort } from "@pitstop/postgres";

export interface DevServer {
  url: string;
  get: (address: string, headers?: OutgoingHttpHeaders) => Promise<Answer>;
  fetchOverSocket: (id: string) => Promise<string>;
  /** The files that were opened in the editor so far. */
  openedFiles: () => string[];
  stop: () => Promise<void>;
}

interface Answer {
  address: string;
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Vite as `pnpm start` runs it, with an editor that writes to a file of the folder what it is given. */
export async function startDevServer(folder: string): Promise<DevServer> {
  const port = await freePort();
  const opened = join(folder, "opened");
  const editor = join(folder, "editor");
  writeFileSync(editor, `#!/bin/sh\necho "$1" >> '${opened}'\n`);
  chmodSync(editor, 0o755);
  const child = spawn(process.execPath, [join(import.meta.dirname, "../node_modules/vite/bin/vite.js")], {
    cwd: join(import.meta.dirname, "site"),
    env: { ...process.env, PORT: String(port), NODE_ENV: "development", LAUNCH_EDITOR: editor },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The development server ended with code ${code}.`)));
    child.stdout.on("data", (chunk) => String(chunk).includes("ready in") && resolve());
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    get: (address, headers) => get(port, address, headers),
    fetchOverSocket: (id) => fetchOverSocket(port, id),
    openedFiles: () => (existsSync(opened) ? readFileSync(opened, "utf8").split("\n").slice(0, -1) : []),
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** GET of an address as it stands: `fetch` would resolve `..` before it asks. */
function get(port: number, address: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: address, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        resolve({ address, status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.once("error", reject).end();
  });
}

/** Asks for a module as Vite's module runner does; resolves to the raw answer. */
async function fetchOverSocket(port: number, id: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, "vite-hmr");
  const call = { name: "fetchModule", id: "send:1", data: [id, undefined, {}] };
  try {
    return await new Promise<string>((resolve, reject) => {
      socket.addEventListener("open", () =>
        socket.send(JSON.stringify({ type: "custom", event: "vite:invoke", data: call })),
      );
      socket.addEventListener("error", () => reject(new Error("The socket was refused.")));
      socket.addEventListener("message", ({ data }) => {
        if (String(data).includes("vite:invoke")) resolve(String(data));
      });
    });
  } finally {
    socket.close();
  }
}
