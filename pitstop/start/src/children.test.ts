import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";

test("once everything is being ended nothing starts any more, which would be left behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-children-"));
  vi.stubEnv("PITSTOP_DATA", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  // They note what they start in the data folder, which is read when they are imported.
  const { startChild, stopChildren } = await import("./children.ts");
  const program = { path: "pitstop/start/src/main.ts", environment: {} };
  const stopping = stopChildren();
  expect(() => startChild(program)).toThrow("The application is stopping.");
  await stopping;
  expect(() => startChild(program)).toThrow("The application is stopping.");
});
