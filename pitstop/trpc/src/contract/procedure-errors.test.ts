import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { appRouter, api as testedApi } from "../../test/application.ts";
import { roadsterApi } from "../../test/roadster-api.ts";
import { ApiError } from "../errors.ts";
import { contractOf } from "./index.ts";

const api = roadsterApi();
const { procedures } = contractOf(testedApi, appRouter);

/** What a call was answered with, in the words of the contract. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCError)) throw new Error("The call did not fail.");
  const reason = error.cause instanceof ApiError ? error.cause.reason : undefined;
  return reason ? `${error.code}:${reason}` : error.code;
}

test("what a procedure really answers with stands in the contract", async () => {
  const { homeland, roadster } = api.call;
  const { id, version } = await homeland.create({ name: "Europe" });
  await roadster.create({ name: "Mini", homelandId: id });
  const missing = 999_999_999;
  const calls = [
    ["homeland.byId", () => homeland.byId({ id: missing }), "NOT_FOUND"],
    ["homeland.update", () => homeland.update({ id: missing, version: 1, name: "x" }), "NOT_FOUND"],
    ["homeland.update", () => homeland.update({ id, version: version + 1, name: "x" }), "CONFLICT:stale"],
    ["homeland.delete", () => homeland.delete({ id: missing }), "NOT_FOUND"],
    ["homeland.delete", () => homeland.delete({ id, version: version + 1 }), "CONFLICT:stale"],
    ["homeland.delete", () => homeland.delete({ id }), "CONFLICT:referenced"],
    ["homeland.create", () => homeland.create({ name: "Europe" }), "CONFLICT:unique"],
    ["roadster.create", () => roadster.create({ name: "x", homelandId: missing }), "BAD_REQUEST"],
    ["roadster.list", () => roadster.list({ cursor: "none" }), "BAD_REQUEST"],
  ] as const;
  for (const [name, call, code] of calls) {
    expect([name, await codeOf(call())]).toEqual([name, code]);
    expect(procedures[name]?.errors).toContain(code);
  }
});

test("every procedure can be refused to a caller, and be called too often", () => {
  for (const [name, { errors }] of Object.entries(procedures))
    expect([name, errors]).toEqual([
      name,
      expect.arrayContaining(["FORBIDDEN", "TOO_MANY_REQUESTS", "UNAUTHORIZED"]),
    ]);
});
