import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server that a test can break. */
export interface Network {
  /** The address of the database over this way. */
  readonly url: string;
  /** Drops all connections, as a firewall or a restarted switch does; new ones are possible. */
  drop(): void;
}

export async function networkTo(url: string): Promise<Network> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const kept = (socket: Socket) => {
    sockets.add(socket);
    return socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  };
  const passOn = (from: Socket, to: Socket) => {
    from.on("data", (data) => void to.write(data)).on("close", () => void to.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    passOn(kept(near), kept(far));
    passOn(far, near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const drop = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    drop();
    server.close();
  });
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = String((server.address() as AddressInfo).port); // listens on a port, not on a path
  return { url: address.href, drop };
}
