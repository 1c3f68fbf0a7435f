// A registry on this machine: what is published to it is gone with it, and other packages come from the registry that npm
// is set up with.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";

const VERDACCIO = "6.10.4";

export interface Registry {
  /** Variables for npm: this registry, and a home folder that knows nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Publishes a tarball. */
  publish(tarball: string): void;
  stop(): void;
}

/** Installs a registry into a folder and starts it on a free port of the loopback. */
export async function startRegistry(folder: string): Promise<Registry> {
  const upstream = npm(folder, ["config", "get", "registry"], process.env).trim();
  installVerdaccio(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(join(folder, "config.yaml"), configuration(folder, upstream));
  const program = join(folder, "node_modules/verdaccio/bin/verdaccio");
  const server = spawn(
    process.execPath,
    [program, "--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`],
    { cwd: folder, stdio: "ignore" },
  );
  await untilItAnswers(server, url);
  const environment = npmEnvironment(folder, url);
  return {
    environment,
    publish: (tarball) => void npm(folder, ["publish", tarball], environment),
    stop: () => void server.kill("SIGKILL"),
  };
}

function installVerdaccio(folder: string): void {
  const manifest = {
    private: true,
    dependencies: { verdaccio: VERDACCIO },
    // Its own choice isn't in every registry.
    overrides: { "node-fetch": "2.7.0" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  npm(folder, ["install"], process.env);
}

/** Only our packages are published here, and only the others are passed on. */
const configuration = (folder: string, upstream: string): string => `
storage: ${JSON.stringify(join(folder, "storage"))}
auth: { htpasswd: { file: ${JSON.stringify(join(folder, "htpasswd"))} } }
uplinks: { upstream: { url: ${JSON.stringify(upstream)} } }
packages:
  "@pitstop/*": { access: $all, publish: $all }
  "pitstop": { access: $all, publish: $all }
  "create-pitstop": { access: $all, publish: $all }
  "**": { access: $all, proxy: upstream }
log: { type: stdout, format: json, level: error }
web: { enable: false }
`;

function npmEnvironment(folder: string, url: string): Record<string, string> {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  const settings = join(home, "npmrc");
  // npm publishes with some token only; the registry asks for none.
  writeFileSync(settings, `registry=${url}\n${url.replace("http:", "")}:_authToken=none\n`);
  const { PATH = "" } = process.env;
  return { PATH, HOME: home, NPM_CONFIG_USERCONFIG: settings, NPM_CONFIG_UPDATE_NOTIFIER: "false" };
}

async function untilItAnswers(server: ChildProcess, url: string): Promise<void> {
  while (server.exitCode === null) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`The registry ended with ${server.exitCode}.`);
}

/** Runs npm in a folder. Gives what it prints; throws with it where it fails. */
export function npm(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  return execFileSync("npm", [...args, ...quiet], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    stdio: "pipe",
    shell: process.platform === "win32",
  });
}

/** An empty folder. */
export function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
