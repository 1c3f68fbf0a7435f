import { readFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { isNodeSupported, runOnSupportedNode } from "./index.ts";

test.each([
  ["20.19.4", false],
  ["22.9.0", false],
  ["22.16.0", false],
  ["22.17.0", true],
  ["24.1.0", true],
  ["100.0.0", true],
])("Node %s: supported is %s", (version, isSupported) => {
  expect(isNodeSupported(version)).toBe(isSupported);
});

test("engines name the same version", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const oldest = engines.node.replace(">=", "");
  expect(isNodeSupported(oldest)).toBe(true);
  expect(isNodeSupported(oldest.replace(/\.\d+\.\d+$/, ".0.0"))).toBe(false);
});

test("a command may need a newer Node than the packages", () => {
  expect(isNodeSupported("22.17.0", "24.0.0")).toBe(false);
  expect(isNodeSupported("24.0.0", "24.0.0")).toBe(true);
});

test("on an older Node a command prints one sentence, and its program is not loaded", () => {
  vi.spyOn(process, "versions", "get").mockReturnValue({ ...process.versions, node: "20.19.4" });
  const print = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  const load = vi.fn(async () => undefined);
  runOnSupportedNode("pitstop-lint", load);
  expect(print.mock.calls).toEqual([["pitstop-lint needs Node 22.17.0 or later; this is 20.19.4."]]);
  expect(process.exitCode).toBe(2);
  expect(load).not.toHaveBeenCalled();
});
