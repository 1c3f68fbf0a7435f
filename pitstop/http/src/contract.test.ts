import { writeContract } from "@pitstop/contract";
import { contractOf } from "@pitstop/trpc/contract";
import { api, appRouter } from "@pitstop/trpc/test/application";
import { expect, test } from "vitest";
import { testServer } from "../test/index.ts";

const running = testServer();

test("/contract answers with the contract of the running server", async () => {
  const answer = await running.send({ path: "/contract" });
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(answer.body).toBe(writeContract(contractOf(api, appRouter)));
});

test.each([
  ["its tag", (tag: string) => tag],
  ["its tag as a proxy weakens it", (tag: string) => `W/${tag}`],
  ["several tags, one of them its own", (tag: string) => `"other", ${tag}`],
  ["any tag", () => "*"],
])("a client that has it already is told so by %s", async (_case, header) => {
  const { headers } = await running.send({ path: "/contract" });
  const again = await running.send({
    path: "/contract",
    headers: { "if-none-match": header(String(headers.etag)) },
  });
  expect(again.status).toBe(304);
  expect(again.body).toBe("");
  expect(again.headers.etag).toBe(headers.etag);
});

test("one that has another is given it", async () => {
  const answer = await running.send({ path: "/contract", headers: { "if-none-match": '"other"' } });
  expect(answer.status).toBe(200);
});

test("it is answered for HEAD without a body", async () => {
  const answer = await running.send({ method: "HEAD", path: "/contract" });
  expect(answer.status).toBe(200);
  expect(answer.body).toBe("");
});
