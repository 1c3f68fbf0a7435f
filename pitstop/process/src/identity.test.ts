import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { commandOf } from "./command.ts";
import { isRunning, ownIdentity, processIdentity } from "./identity.ts";

/** A process that lasts for one test. */
function bystander(...words: string[]) {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", ...words]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, pid: Number(child.pid) };
}

test("a process has one identity for as long as it runs, and none afterward", async () => {
  const { child, pid } = bystander();
  const identity = processIdentity(pid) ?? "";
  expect(identity).toMatch(new RegExp(`^${pid} .+`));
  expect(processIdentity(pid)).toBe(identity);
  expect(isRunning(identity)).toBe(true);
  expect(isRunning(ownIdentity())).toBe(true);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(processIdentity(pid)).toBeUndefined();
  expect(isRunning(identity)).toBe(false);
});

test("a process that was given the id of another one is not that one", () => {
  const { pid } = bystander();
  expect(isRunning(`${pid} another time`)).toBe(false);
});

test.skipIf(!existsSync("/proc/self/stat"))(
  "processes are known where no program lists them, as in small images",
  () => {
    vi.stubEnv("PATH", "/nowhere");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { pid } = bystander("postgres", "-D", "/some/folder");
    expect(commandOf(pid)).toContain("postgres -D /some/folder");
    expect(processIdentity(pid)).toMatch(/^\d+ \d+ /);
  },
);
