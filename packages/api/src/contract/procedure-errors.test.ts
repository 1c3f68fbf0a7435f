// @domain car, category: shows the application on these domains, and goes when one of them goes.
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { ApiError } from "../errors.ts";
import { testApi } from "../testing/index.ts";
import { contractOf } from "./index.ts";

const api = testApi();
const { procedures } = contractOf();

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
  const { category, car } = api.call;
  const { id, version } = await category.create({ name: "Europe" });
  await car.create({ name: "Mini", categoryId: id });
  const missing = 999_999_999;
  const calls = [
    ["category.byId", () => category.byId({ id: missing }), "NOT_FOUND"],
    ["category.update", () => category.update({ id: missing, version: 1, name: "x" }), "NOT_FOUND"],
    ["category.update", () => category.update({ id, version: version + 1, name: "x" }), "CONFLICT:stale"],
    ["category.delete", () => category.delete({ id: missing }), "NOT_FOUND"],
    ["category.delete", () => category.delete({ id, version: version + 1 }), "CONFLICT:stale"],
    ["category.delete", () => category.delete({ id }), "CONFLICT:referenced"],
    ["category.create", () => category.create({ name: "Europe" }), "CONFLICT:unique"],
    ["car.create", () => car.create({ name: "x", categoryId: missing }), "BAD_REQUEST"],
    ["car.list", () => car.list({ cursor: "none" }), "BAD_REQUEST"],
  ] as const;
  for (const [name, call, code] of calls) {
    expect([name, await codeOf(call())]).toEqual([name, code]);
    expect(procedures[name]?.errors).toContain(code);
  }
});
