import { createServer } from "node:net";
import { holderOfPort } from "@pitstop/postgres";

const DEFAULT_PORT = 3000;

/** The port that the person asks for by PORT; throws an Error with what to do where it is no port or is taken. */
export async function requestedPort(text: string | undefined): Promise<number> {
  const port = text ? Number(text) : DEFAULT_PORT;
  if ((text && !/^\d+$/.test(text)) || port < 1 || port > 65535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${text}".`);
  }
  if (await isFree(port)) return port;
  const holder = holderOfPort(port);
  const who = holder === undefined ? "another process" : `process ${holder}`;
  throw new Error(
    `Port ${port} is taken by ${who}. Stop it, or choose another port: PORT=${port + 1} npx -y pnpm start`,
  );
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("This machine gave no free port.");
  return address.port;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
