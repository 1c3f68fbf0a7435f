import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const MODULE = JSON.stringify(join(import.meta.dirname, "outlive-reader.ts"));

test("a program whose reader leaves finishes its work, and says nothing of a broken pipe", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-reader-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const done = join(folder, "done");
  const program = `
    import { writeFileSync } from "node:fs";
    import { outliveReader } from ${MODULE};
    outliveReader();
    process.stdout.write("first\\n");
    process.stdin.once("data", () => {
      for (let line = 0; line < 10_000; line++) process.stdout.write("more\\n");
      process.stdin.destroy();
      setImmediate(() => setImmediate(() => writeFileSync(${JSON.stringify(done)}, "")));
    });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", program]);
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.end("go");
  const [code] = await once(child, "exit");
  expect([code, stderr, existsSync(done)]).toEqual([0, "", true]);
});
