// PostgreSQL that fails over by itself: etcd and servers under Patroni, from Debian's packages, on loopback.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, temporaryFolder } from "@pitstop/postgres";
import { onTestFinished } from "vitest";
import { send, until } from "./index.ts";

const INSTALLED = "/usr/lib/postgresql";
const PASSWORD = "of-tests";

/** Whether this machine has what it takes; where it hasn't, it says so. */
export function hasPatroni(): boolean {
  const isThere = (program: string) => spawnSync("which", [program]).status === 0;
  if (["patroni", "etcd"].every(isThere) && existsSync(INSTALLED)) return true;
  const message = "Patroni, etcd or PostgreSQL is not installed: the test of a failover";
  if (process.env.CI)
    throw new Error(`${message} can't run (apt-get install patroni etcd-server postgresql).`);
  console.warn(`\n${message} is SKIPPED (apt-get install patroni etcd-server postgresql).\n`);
  return false;
}

interface Node {
  readonly name: string;
  readonly port: number;
  readonly apiPort: number;
  readonly data: string;
  readonly config: string;
  patroni: ChildProcess;
}

export interface Cluster {
  /** `host:port` of each server. */
  readonly hosts: readonly string[];
  urlOf(host: string, database: string): string;
  /** The `host:port` of the primary; undefined while there is none. */
  primary(): Promise<string | undefined>;
  /** Kills the server with its Patroni, as a machine that is lost; gives which one it was. */
  killPrimary(): Promise<string>;
  /** Starts a killed one again, as a replica of the new primary. */
  restart(host: string): void;
  /** Whether it streams from the primary. */
  isReplica(host: string): Promise<boolean>;
}

/** Starts so many servers with synchronous replication, and waits until one is the primary and the others follow. */
export async function startCluster(count: number): Promise<Cluster> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const account = accountOfServer();
  if (account) chownSync(folder.path, account.uid, account.gid);
  const options: SpawnOptions = { ...account, cwd: folder.path, stdio: "ignore" };
  const etcd = await startEtcd(folder.path, options);
  const nodes: Node[] = [];
  const run = ({ config }: Pick<Node, "config">): ChildProcess => {
    const patroni = spawn("patroni", [config], options);
    onTestFinished(() => ended(patroni));
    return patroni;
  };
  for (let index = 1; index <= count; index++) {
    const [port, apiPort] = [await freePort(), await freePort()];
    const own = { name: `node${index}`, port, apiPort, data: join(folder.path, `data${index}`) };
    const config = join(folder.path, `node${index}.yml`);
    writeFileSync(config, JSON.stringify(settingsOf(own, etcd, folder.path))); // JSON is YAML
    nodes.push({ ...own, config, patroni: run({ config }) });
    // The first one makes the cluster.
    if (index === 1) await until(async () => (await roleOf(nodes[0])) === "primary");
  }
  onTestFinished(() => nodes.forEach(killServer));
  const hostOf = ({ port }: Node) => `127.0.0.1:${port}`;
  const at = (host: string): Node => nodes.find((node) => hostOf(node) === host) as Node; // one of ours
  const primaryNode = async (): Promise<Node | undefined> => {
    for (const node of nodes) if ((await roleOf(node)) === "primary") return node;
    return undefined;
  };
  const cluster: Cluster = {
    hosts: nodes.map(hostOf),
    urlOf: (host, database) => `postgresql://postgres:${PASSWORD}@${host}/${database}`,
    primary: async () => {
      const node = await primaryNode();
      return node && hostOf(node);
    },
    killPrimary: async () => {
      const node = (await primaryNode()) as Node; // nobody kills one while there is none
      await ended(node.patroni);
      killServer(node);
      return hostOf(node);
    },
    restart: (host) => {
      at(host).patroni = run(at(host));
    },
    isReplica: async (host) => (await roleOf(at(host))) === "replica",
  };
  const replicas = nodes.slice(1).map(hostOf);
  await until(async () => (await Promise.all(replicas.map(cluster.isReplica))).every(Boolean));
  return cluster;
}

async function startEtcd(folder: string, options: SpawnOptions): Promise<number> {
  const [port, peerPort] = [await freePort(), await freePort()];
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  const etcd = spawn(
    "etcd",
    [
      ...[
        "--data-dir",
        join(folder, "etcd"),
        "--listen-client-urls",
        client,
        "--advertise-client-urls",
        client,
      ],
      ...["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer],
      ...["--initial-cluster", `default=${peer}`],
    ],
    options,
  );
  onTestFinished(() => ended(etcd));
  await until(async () => (await send(port, { path: "/health" }).catch(() => undefined))?.status === 200);
  return port;
}

function settingsOf(
  { name, port, apiPort, data }: Omit<Node, "config" | "patroni">,
  etcd: number,
  folder: string,
) {
  const sockets = join(folder, `${name}-sockets`);
  mkdirSync(sockets);
  const account = accountOfServer();
  if (account) chownSync(sockets, account.uid, account.gid);
  const user = (username: string) => ({ username, password: PASSWORD });
  return {
    scope: "pitstop",
    name,
    restapi: { listen: `127.0.0.1:${apiPort}`, connect_address: `127.0.0.1:${apiPort}` },
    etcd3: { hosts: `127.0.0.1:${etcd}` },
    bootstrap: {
      // The shortest that Patroni takes: without its primary, the cluster has another one within half a minute.
      dcs: {
        ttl: 20,
        loop_wait: 1,
        retry_timeout: 3,
        synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { fsync: "off", wal_log_hints: "on" } },
      },
      initdb: [{ encoding: "UTF8" }, { locale: "C" }],
    },
    postgresql: {
      listen: `127.0.0.1:${port}`,
      connect_address: `127.0.0.1:${port}`,
      data_dir: data,
      bin_dir: join(INSTALLED, newestVersion(), "bin"),
      pgpass: join(folder, `${name}.pgpass`),
      authentication: {
        superuser: user("postgres"),
        replication: user("replicator"),
        rewind: user("rewinder"),
      },
      parameters: { unix_socket_directories: sockets },
      pg_hba: ["host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"],
    },
  };
}

const newestVersion = (): string =>
  readdirSync(INSTALLED)
    .toSorted((one, other) => Number(one) - Number(other))
    .at(-1) ?? "";

/** What Patroni says that its server is, once that follows or leads. */
async function roleOf(node: Node | undefined): Promise<"primary" | "replica" | undefined> {
  if (!node) return undefined;
  const is = async (path: string) =>
    (await send(node.apiPort, { path }).catch(() => undefined))?.status === 200;
  if (await is("/primary")) return "primary";
  return (await is("/replica")) ? "replica" : undefined;
}

/** Kills the postmaster, whose children end with it. */
function killServer({ data }: Pick<Node, "data">): void {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  try {
    process.kill(Number.parseInt(readFileSync(file, "utf8"), 10), "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
}

/** Root may not run PostgreSQL; the packages bring an account for it. */
function accountOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}
