import { createServer, type Server } from "node:http";
import { freePort } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { Gate } from "./gate.ts";

/** A server that answers with its name once it may, and says when it is asked. */
async function server(
  name: string,
  may = Promise.resolve(),
  onAsked = (): void => undefined,
): Promise<number> {
  const http: Server = createServer(async (_request, response) => {
    onAsked();
    await may;
    response.setHeader("connection", "close").end(name);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return port;
}

async function opened(): Promise<{ gate: Gate; ask: () => Promise<string> }> {
  const port = await freePort();
  const gate = await Gate.open(port);
  onTestFinished(() => gate.close());
  const ask = async () => (await fetch(`http://127.0.0.1:${port}`)).text();
  return { gate, ask };
}

test("a request that comes before there is a server waits for it", async () => {
  const { gate, ask } = await opened();
  const answer = ask();
  gate.leadTo(await server("first"));
  expect(await answer).toBe("first");
});

test("requests under way end at the former server, new ones go to the new one", async () => {
  const { gate, ask } = await opened();
  const { promise: may, resolve: answerNow } = Promise.withResolvers<void>();
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
  const first = await server("first", may, onAsked);
  gate.leadTo(first);
  const slow = ask();
  await asked;
  const second = await server("second");
  let isEmpty = false;
  gate.leadTo(second);
  expect(await ask()).toBe("second");
  const emptied = gate.emptied(first).then(() => {
    isEmpty = true;
  });
  expect(await ask()).toBe("second");
  expect(isEmpty).toBe(false);
  answerNow();
  expect(await slow).toBe("first");
  await emptied;
});

test("while it is held, requests wait, and those under way end first", async () => {
  const { gate, ask } = await opened();
  gate.leadTo(await server("first"));
  await ask();
  await gate.hold();
  const waiting = ask();
  gate.leadTo(await server("second"));
  gate.release();
  expect(await waiting).toBe("second");
});
