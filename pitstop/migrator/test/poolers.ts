import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { testConnection } from "./server.ts";

/** AuthenticationOk and ReadyForQuery: https://www.postgresql.org/docs/18/protocol-message-formats.html */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 0x58;
const READY_FOR_QUERY = 0x5a;

/**
 * As much of a pooler in transaction mode as shows: all of its clients share one session of the server, and each
 * query goes there when the one before is answered. Gives the address for clients.
 */
export async function transactionPooler(url: string): Promise<string> {
  const session = await sessionSocket(url);
  const waiting: { from: Socket; query: Buffer | string }[] = [];
  let answering: Socket | undefined;
  const next = () => {
    const turn = waiting.shift();
    answering = turn?.from;
    if (turn) session.write(turn.query);
  };
  session.on("data", (data) => {
    answering?.write(data);
    if (data.at(-6) === READY_FOR_QUERY) next();
  });
  const pooler = createServer((client) => {
    client.on("error", () => undefined);
    client.once("data", () => {
      client.write(WELCOME);
      client.on("data", (query) => {
        if (query[0] === TERMINATE) return;
        waiting.push({ from: client, query });
        if (!answering) next();
      });
    });
  }).listen(0, "127.0.0.1");
  await once(pooler, "listening");
  onTestFinished(() => void pooler.close());
  return addressOf(url, pooler.address());
}

/** A pooler that turns down what PgBouncer does; gives the address for clients. */
export async function strictPooler(url: string): Promise<string> {
  const fields = "SFATAL\0C08P01\0Munsupported startup parameter: options\0\0";
  const refusal = Buffer.alloc(5 + fields.length);
  refusal.write("E", 0);
  refusal.writeInt32BE(4 + fields.length, 1);
  refusal.write(fields, 5);
  const pooler = createServer((client) => {
    client.on("error", () => undefined);
    client.once("data", () => client.end(refusal));
  }).listen(0, "127.0.0.1");
  await once(pooler, "listening");
  onTestFinished(() => void pooler.close());
  return addressOf(url, pooler.address());
}

/** The socket of a session that has signed in; its client no longer listens. */
async function sessionSocket(url: string): Promise<Socket> {
  const client = await testConnection(url);
  // pg's types leave out what its connection is made of.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners("data");
  onTestFinished(() => void stream.destroy());
  return stream;
}

function addressOf(url: string, listening: ReturnType<ReturnType<typeof createServer>["address"]>): string {
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = String(typeof listening === "object" ? listening?.port : "");
  return address.href;
}
