import { holderOfPort, isPortFree } from "@pitstop/postgres";

const DEFAULT_PORT = 3000;

/** The port that the person asks for by PORT; throws an Error with what to do where it is no port or is taken. */
export async function requestedPort(text: string | undefined): Promise<number> {
  const port = text ? Number(text) : DEFAULT_PORT;
  if ((text && !/^\d+$/.test(text)) || port < 1 || port > 65535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${text}".`);
  }
  if (await isPortFree(port)) return port;
  const holder = holderOfPort(port);
  const who = holder === undefined ? "another process" : `process ${holder}`;
  throw new Error(
    `Port ${port} is taken by ${who}. Stop it, or choose another port: PORT=${port + 1} npx -y pnpm start`,
  );
}
