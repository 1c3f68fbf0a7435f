import { createServer } from "node:net";
import { freePort } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { requestedPort } from "./port.ts";

async function takenPort(host: string): Promise<number> {
  const holder = createServer();
  onTestFinished(() => void holder.close());
  await new Promise<void>((resolve) => holder.listen(0, host, resolve));
  const address = holder.address();
  if (address === null || typeof address === "string") throw new Error("The holder has a port.");
  return address.port;
}

test("a free port is taken as it is asked for", async () => {
  const port = await freePort();
  expect(await requestedPort(String(port))).toBe(port);
});

test.each(["0", "65536", "-1", "80.5", "http", "3000 ", " ", "0x50", "1e3", "3000,3001"])(
  "PORT=%j is no port, and is told so",
  async (text) => {
    await expect(requestedPort(text)).rejects.toThrow(
      `PORT must be a number from 1 to 65535, not "${text}".`,
    );
  },
);

test.each(["127.0.0.1", "0.0.0.0"])(
  "a port that is taken on %s is told with who holds it and what to do",
  async (host) => {
    const port = await takenPort(host);
    await expect(requestedPort(String(port))).rejects.toThrow(
      `Port ${port} is taken by process ${process.pid}. Stop it, or choose another port: PORT=${port + 1} npx -y pnpm start`,
    );
  },
);
