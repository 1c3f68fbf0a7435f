import type pg from "pg";
import { readSystem } from "../primary.ts";
import type { BackedUpServer, Manifest } from "./manifest.ts";

/**
 * Which server a session is on. The address stands beside the identifier because a copy of a server keeps that, and
 * because an account may not be allowed to read it.
 */
export async function serverOf(
  client: pg.ClientBase,
  url: string,
  embeddedFolder: string | undefined,
): Promise<BackedUpServer> {
  return {
    systemIdentifier: await readSystem(client),
    // The port of an embedded server is another one at each start.
    address: embeddedFolder ?? addressOf(url),
  };
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]", ""];

function addressOf(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? (LOOPBACK.includes(hostname) ? "localhost" : hostname);
  return `${host}:${searchParams.get("port") ?? (port || 5432)}`;
}

/** What backups of the same database of the same server have in common, and no other has. */
export const originOf = ({ server, database }: Pick<Manifest, "server" | "database">): string =>
  JSON.stringify([server?.systemIdentifier, server?.address, database]);
